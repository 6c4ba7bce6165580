/// What server-side apply does with objects along their shape (structured-merge-diff's `typed`).
enum OwnedFields {
  /// Every field that a client wrote down, which is what it wants to own.
  static func set(of value: Value, _ shape: OwnedShape) -> FieldSet {
    switch (shape, value) {
    case (.structure, .object(let fields)), (.map, .object(let fields)):
      var set = FieldSet()
      for (name, content) in fields {
        guard let inner = shape.below(name) else { continue }
        var child = self.set(of: content, inner)
        if content == [:] || child.isEmpty && content != [] { child.isMember = true }
        if case .map = shape { child.isMember = true }
        set[.field(name)] = child
      }
      return set
    case (.keyed, .array(let members)), (.set, .array(let members)):
      var set = FieldSet()
      for member in members {
        let element = shape.element(of: member)
        var child = set[element].union(self.set(of: member, shape.member))
        child.isMember = true
        set[element] = child
      }
      return set
    default: return .leaf
    }
  }

  /// The stored object with all that a client wants.
  static func merge(_ wanted: Value, into stored: Value?, _ shape: OwnedShape) -> Value {
    guard let stored else { return wanted }
    switch (shape, wanted, stored) {
    case (.structure, .object(let wanted), .object(var fields)),
      (.map, .object(let wanted), .object(var fields)):
      for (name, value) in wanted {
        fields[name] = shape.below(name).map { merge(value, into: fields[name], $0) } ?? value
      }
      return .object(fields)
    case (.keyed, .array(let wanted), .array(let stored)),
      (.set, .array(let wanted), .array(let stored)):
      return .array(merge(wanted, into: stored, shape))
    default: return shape.areEqual(wanted, stored) ? stored : wanted
    }
  }

  /// In the wanted order; members that nobody mentions stay behind those that they stood behind.
  private static func merge(_ wanted: [Value], into stored: [Value], _ shape: OwnedShape)
    -> [Value]
  {
    let former = stored.map { (shape.element(of: $0), $0) }
    let named = Set(wanted.map(shape.element(of:)))
    var merged: [FieldElement: Value] = [:]
    for (element, value) in former { merged[element] = value }
    for value in wanted {
      let element = shape.element(of: value)
      merged[element] = merge(value, into: merged[element], shape.member)
    }
    var result: [Value] = []
    var done = Set<FieldElement>()
    var rest = former[...]
    for element in wanted.map(shape.element(of:)) where done.insert(element).inserted {
      while let next = rest.first, !named.contains(next.0) || done.contains(next.0) {
        rest.removeFirst()
        if next.0 == element { break }
        if !named.contains(next.0) { result.append(next.1) }
      }
      result.append(merged[element] ?? .null)
    }
    return result + rest.filter { !named.contains($0.0) }.map(\.1)
  }

  /// Takes away what a client owned and no longer wants, unless somebody else owns it.
  static func prune(_ value: Value, _ last: FieldSet, keeping kept: FieldSet, _ shape: OwnedShape)
    -> Value
  {
    switch (shape, value) {
    case (.structure, .object(var fields)), (.map, .object(var fields)):
      for (element, child) in last.children {
        guard case .field(let name) = element, let content = fields[name],
          let inner = shape.below(name)
        else { continue }
        if kept.children[element] == nil, !inner.isMap {
          fields[name] = nil
          continue
        }
        let rest = prune(content, child, keeping: kept[element], inner)
        fields[name] = rest == [:] && content != [:] && !kept[element].isMember ? nil : rest
      }
      return .object(fields)
    case (.keyed, .array(let members)), (.set, .array(let members)):
      return .array(
        members.compactMap { member in
          let element = shape.element(of: member)
          guard let child = last.children[element] else { return member }
          guard let keptChild = kept.children[element] else { return nil }
          return prune(member, child, keeping: keptChild, shape.member)
        })
    default: return value
    }
  }
}

extension OwnedShape {
  /// Others may have put entries there that nobody tracks.
  fileprivate var isMap: Bool { if case .map = self { true } else { false } }
}
