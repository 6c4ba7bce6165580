package import Objects

/// Keeps claims and volumes in use from being deleted: each new one gets the finalizer that its
/// controller takes away when nobody uses it (upstream's StorageObjectInUseProtection).
package struct StorageProtection: AdmissionPlugin {
  package static let claimFinalizer = "kubernetes.io/pvc-protection"
  package static let volumeFinalizer = "kubernetes.io/pv-protection"

  package init() {}

  package func complete(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject {
    guard old == nil, let finalizer = Self.finalizer(for: object.resource),
      !object.metadata.finalizers.contains(finalizer)
    else { return object }
    var object = object
    object.metadata.finalizers.append(finalizer)
    return object
  }

  private static func finalizer(for resource: Resource) -> String? {
    switch resource {
    case .persistentVolumeClaim: claimFinalizer
    case .persistentVolume: volumeFinalizer
    default: nil
    }
  }
}
