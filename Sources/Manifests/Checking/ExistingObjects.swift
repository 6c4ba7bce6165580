import ObjectStore
package import Objects

/// What a cluster holds already of what files want to exist, and the claims of their sets' pods.
package struct ExistingObjects: Sendable {
  private var objects: [ObjectKey: any KubernetesObject] = [:]
  /// Claims by their namespaces.
  private var claims: [String: [GenericObject]] = [:]

  /// - Parameter objects: as they come from a store.
  package init(_ objects: some Sequence<any KubernetesObject> = []) {
    for object in objects {
      self.objects[object.key] = object
      if let claim = object as? GenericObject, claim.resource == .persistentVolumeClaim {
        claims[claim.metadata.namespace, default: []].append(claim)
      }
    }
  }

  func object(_ key: ObjectKey) -> (any KubernetesObject)? { objects[key] }

  /// The claims that the pods of a set have, or had, or are going to find, of one template and in
  /// ordinal order.
  func claims(of set: StatefulSet, template: String) -> [GenericObject] {
    (claims[set.metadata.namespace] ?? [])
      .compactMap { claim in
        ClaimName.ordinal(in: claim.metadata.name, template: template, set: set.metadata.name)
          .map { ($0, claim) }
      }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// `TEMPLATE-SET-ORDINAL`, by which a pod finds its claims, whoever made them.
enum ClaimName {
  /// nil: the name is of no pod's claim.
  static func ordinal(in name: String, template: String, set: String) -> Int? {
    let prefix = "\(template)-\(set)-"
    guard !template.isEmpty, name.hasPrefix(prefix) else { return nil }
    let digits = name.dropFirst(prefix.count)
    guard let ordinal = Int(digits), ordinal >= 0, String(ordinal) == digits else { return nil }
    return ordinal
  }
}
