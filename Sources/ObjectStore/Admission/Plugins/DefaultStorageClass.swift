package import Objects

/// Gives claims that name no class the default one (upstream's DefaultStorageClass); a claim that
/// names the empty class wants none.
package struct DefaultStorageClass: AdmissionPlugin {
  private var classes: [String: ObjectMetadata] = [:]

  package init() {}

  package mutating func staged(_ event: StoreEvent) {
    guard event.object.resource == .storageClass else { return }
    let metadata = event.object.metadata
    classes[metadata.name] =
      event.kind == .deleted || !Self.isDefault(metadata) ? nil : metadata
  }

  package mutating func rebuild(from objects: [any KubernetesObject]) {
    classes = [:]
    for object in objects where object.resource == .storageClass {
      if Self.isDefault(object.metadata) { classes[object.metadata.name] = object.metadata }
    }
  }

  package func complete(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject {
    guard old == nil, var claim = object as? GenericObject,
      claim.resource == .persistentVolumeClaim,
      claim.metadata.annotations["volume.beta.kubernetes.io/storage-class"] == nil,
      case .object(var spec) = claim.body["spec"] ?? [:], spec["storageClassName"] == nil,
      let name = defaultName
    else { return object }
    spec["storageClassName"] = .string(name)
    claim.body["spec"] = .object(spec)
    return claim
  }

  private static func isDefault(_ metadata: ObjectMetadata) -> Bool {
    [
      "storageclass.kubernetes.io/is-default-class",
      "storageclass.beta.kubernetes.io/is-default-class",
    ]
    .contains { metadata.annotations[$0] == "true" }
  }

  /// Of several, the one made last; of those, the first by name.
  private var defaultName: String? {
    let epoch = Timestamp(seconds: 0)
    return classes.values.min { a, b in
      let (x, y) = (a.creationTimestamp ?? epoch, b.creationTimestamp ?? epoch)
      return x == y ? a.name < b.name : x > y
    }?.name
  }
}
