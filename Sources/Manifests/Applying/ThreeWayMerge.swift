package import Objects

/// What an object becomes when a file that set some of its fields changes.
///
/// The result has every field of the new file, none that only the former file set, and of the
/// stored object all the rest: what other clients and controllers set stays.
package struct ThreeWayMerge {
  /// - Parameters:
  ///   - former: what the file set before, or an empty object.
  ///   - wanted: what the file sets now.
  ///   - stored: what the store has.
  package static func merge(former: Value, wanted: Value, stored: Value) -> Value {
    merge(former, wanted, stored, field: "", isTop: true)
  }

  private static func merge(
    _ former: Value?, _ wanted: Value, _ stored: Value?, field: String, isTop: Bool = false
  ) -> Value {
    switch (wanted, stored) {
    case (.object(let wanted), .object(let stored)?):
      return .object(merge(former?.object ?? [:], wanted, stored, isTop: isTop))
    case (.array(let wanted), .array(let stored)?):
      guard let key = ListKey.key(of: field, in: wanted + stored) else { return .array(wanted) }
      return .array(merge(former?.array ?? [], wanted, stored, by: key))
    default:
      return wanted
    }
  }

  private static func merge(
    _ former: [String: Value], _ wanted: [String: Value], _ stored: [String: Value], isTop: Bool
  ) -> [String: Value] {
    var result = stored
    for (name, value) in former where wanted[name] == nil {
      result[name] = remove(value, from: stored[name], field: name, isTop: isTop)
    }
    for (name, value) in wanted {
      result[name] = merge(former[name], value, stored[name], field: name)
    }
    return result
  }

  /// A field that the file no longer has goes as a whole, with what defaults added to it. Of a
  /// map whose keys users choose, and of lists by key, only the file's own entries go.
  private static func remove(_ former: Value, from stored: Value?, field: String, isTop: Bool)
    -> Value?
  {
    switch (former, stored) {
    case (.object(let former), .object(let stored)?) where isTop || userMaps.contains(field):
      let rest = merge(former, [:], stored, isTop: false)
      return rest.isEmpty ? nil : .object(rest)
    case (.array(let former), .array(let stored)?):
      guard let key = ListKey.key(of: field, in: former + stored) else { return nil }
      let rest = merge(former, [], stored, by: key)
      return rest.isEmpty ? nil : .array(rest)
    default:
      return nil
    }
  }

  /// Items in the file's order, then those of other clients in theirs.
  private static func merge(
    _ former: [Value], _ wanted: [Value], _ stored: [Value], by key: ListKey
  ) -> [Value] {
    var result = wanted.map { item in
      let name = key.name(of: item)
      return merge(
        former.first { key.name(of: $0) == name }, item, stored.first { key.name(of: $0) == name },
        field: "")
    }
    let known = Set((wanted + former).map(key.name(of:)))
    result += stored.filter { !known.contains(key.name(of: $0)) }
    return result
  }

  /// Maps whose keys users choose: several clients set keys of one.
  private static let userMaps: Set<String> = [
    "labels", "annotations", "matchLabels", "nodeSelector", "selector", "limits", "requests",
    "data", "binaryData", "stringData",
  ]
}

/// The fields that tell the items of a list apart, as the Kubernetes schema declares them
/// (`x-kubernetes-list-map-keys`).
struct ListKey {
  private let fields: [String]

  /// nil: the list is one value, replaced as a whole.
  static func key(of field: String, in items: [Value]) -> ListKey? {
    let candidates: [[String]] =
      switch field {
      case "containers", "initContainers", "ephemeralContainers", "volumes", "env",
        "imagePullSecrets", "resourceClaims":
        [["name"]]
      case "volumeMounts": [["mountPath"]]
      case "volumeDevices": [["devicePath"]]
      // Container ports and Service ports bear the same name.
      case "ports": [["containerPort", "protocol"], ["port", "protocol"]]
      case "hostAliases": [["ip"]]
      case "ownerReferences": [["uid"]]
      case "conditions", "readinessGates": [["type"]]
      case "topologySpreadConstraints": [["topologyKey", "whenUnsatisfiable"]]
      case "finalizers": [[]]
      default: []
      }
    return candidates.lazy.map(ListKey.init).first { key in
      items.allSatisfy { key.fits($0) } && !items.isEmpty
    }
  }

  private init(fields: [String]) { self.fields = fields }

  /// Without the first field the item has no name; of the others, protocols have a default.
  private func fits(_ item: Value) -> Bool {
    guard let first = fields.first else { return item.string != nil }
    return item[first] != nil
  }

  /// What tells an item from the others of its list.
  func name(of item: Value) -> [Value] {
    if fields.isEmpty { return [item] }
    return fields.map { item[$0] ?? ($0 == "protocol" ? "TCP" : .null) }
  }
}
