package import Objects

/// Lets claims grow only where their class can do it, and once they have a volume (upstream's
/// PersistentVolumeClaimResize).
package struct ClaimResize: AdmissionPlugin {
  /// The classes whose volumes can grow.
  private var classes: Set<String> = []

  package init() {}

  package mutating func staged(_ event: StoreEvent) {
    guard event.object.resource == .storageClass else { return }
    note(event.object, isThere: event.kind != .deleted)
  }

  package mutating func rebuild(from objects: [any KubernetesObject]) {
    classes = []
    for object in objects where object.resource == .storageClass { note(object, isThere: true) }
  }

  private mutating func note(_ object: any KubernetesObject, isThere: Bool) {
    let canGrow = (object as? GenericObject)?.body["allowVolumeExpansion"] == true
    if isThere && canGrow {
      classes.insert(object.metadata.name)
    } else {
      classes.remove(object.metadata.name)
    }
  }

  package func judge(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
    throws(StoreError)
  {
    guard let claim = object as? GenericObject, claim.resource == .persistentVolumeClaim,
      let old = old as? GenericObject, let size = Self.size(claim), let before = Self.size(old),
      before < size
    else { return }
    guard old.body["status"]?["phase"] == "Bound" else {
      throw .forbidden(
        claim.resource, name: claim.metadata.name,
        reason: "Only bound persistent volume claims can be expanded")
    }
    let name =
      old.metadata.annotations["volume.beta.kubernetes.io/storage-class"]
      ?? old.body["spec"]?["storageClassName"]?.string ?? ""
    guard classes.contains(name) else {
      throw .forbidden(
        claim.resource, name: claim.metadata.name,
        reason: "only dynamically provisioned pvc can be resized and the storageclass that "
          + "provisions the pvc must support resize")
    }
  }

  private static func size(_ claim: GenericObject) -> Quantity? {
    (claim.body["spec"]?["resources"]?["requests"]?["storage"]?.string).flatMap(Quantity.init)
  }
}
