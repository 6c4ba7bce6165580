import ObjectStore
import Objects

/// One label of the objects of a namespace.
struct LabelPair: Hashable, Sendable {
  var namespace: String
  var key: String
  var value: String
}

/// Objects by each of their labels: what a selector matches, without a look at everything.
struct LabelIndex: Sendable {
  private var names = SortedIndex<LabelPair, NamespacedName>()

  /// Files an object under the labels it has now; nil: it did not exist, or does not any more.
  mutating func replace(
    _ name: NamespacedName, _ old: [String: String]?, by new: [String: String]?
  ) {
    if let old, let new, old == new { return }
    for (key, value) in old ?? [:] where new?[key] != value {
      names.remove(name, under: LabelPair(namespace: name.namespace, key: key, value: value))
    }
    for (key, value) in new ?? [:] where old?[key] != value {
      names.insert(name, under: LabelPair(namespace: name.namespace, key: key, value: value))
    }
  }

  /// The names under the rarest of the labels: every match is among them.
  func candidates(for labels: [String: String], in namespace: String) -> [NamespacedName] {
    let pairs = labels.map { LabelPair(namespace: namespace, key: $0.key, value: $0.value) }
    guard let rarest = pairs.min(by: { names.count($0) < names.count($1) }) else { return [] }
    return names[rarest]
  }
}

/// Selecting objects by what they select: who may select an object with given labels.
struct SelectorIndex: Sendable {
  private var names = SortedIndex<LabelPair, NamespacedName>()
  /// Those whose selector names no label with a value, by namespace.
  private var broad = SortedIndex<String, NamespacedName>()

  mutating func replace(
    _ name: NamespacedName, _ old: [String: String]?, by new: [String: String]?
  ) {
    if let old, let new, old == new { return }
    if let old {
      if let pair = Self.pair(of: old, name) {
        names.remove(name, under: pair)
      } else {
        broad.remove(name, under: name.namespace)
      }
    }
    if let new {
      if let pair = Self.pair(of: new, name) {
        names.insert(name, under: pair)
      } else {
        broad.insert(name, under: name.namespace)
      }
    }
  }

  /// Sorted; the caller checks the whole selector.
  func candidates(for labels: [String: String], in namespace: String) -> [NamespacedName] {
    var found = broad[namespace]
    for (key, value) in labels {
      found += names[LabelPair(namespace: namespace, key: key, value: value)]
    }
    return found.sorted()
  }

  /// A selector is filed under one of its labels: the last in order, which tends to be the least
  /// common.
  private static func pair(of selector: [String: String], _ name: NamespacedName) -> LabelPair? {
    selector.max { $0.key < $1.key }.map {
      LabelPair(namespace: name.namespace, key: $0.key, value: $0.value)
    }
  }
}
