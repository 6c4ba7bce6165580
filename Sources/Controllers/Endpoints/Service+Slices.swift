import Objects

extension Service {
  private static let headlessLabel = "service.kubernetes.io/headless"
  private static let nameLabel = "kubernetes.io/service-name"
  private static let managerLabel = "endpointslice.kubernetes.io/managed-by"

  /// Labels of a slice that do not come from its Service's.
  static let reservedSliceLabels = [headlessLabel, nameLabel, managerLabel]

  /// The Service's own labels, but for those that say whose slice it is.
  var sliceLabels: [String: String] {
    var labels = metadata.labels
    labels[Self.headlessLabel] = isHeadless ? "" : nil
    labels[Self.nameLabel] = metadata.name
    labels[Self.managerLabel] = EndpointSliceReconciler.manager
    return labels
  }

  /// Owned by the Service, so that it goes with it.
  func newSlice(family: String) -> EndpointSlice {
    EndpointSlice(
      metadata: ObjectMetadata(
        generateName: "\(metadata.name)-", namespace: metadata.namespace, labels: sliceLabels,
        ownerReferences: [
          OwnerReference(
            apiVersion: "v1", kind: "Service", name: metadata.name, uid: metadata.uid,
            isController: true, blocksOwnerDeletion: true)
        ]),
      addressType: family)
  }
}

extension EndpointSlice {
  /// Takes over the name, and what else of its metadata is not written by clients.
  mutating func takePlace(of old: EndpointSlice) {
    let new = metadata
    metadata = old.metadata
    metadata.generateName = new.generateName
    metadata.labels = new.labels
    metadata.annotations = new.annotations
    metadata.ownerReferences = new.ownerReferences
    metadata.finalizers = new.finalizers
  }

  private static let triggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time"

  /// When that began to be wrong which this update of the slice puts right; nil: nobody knows.
  mutating func setTrigger(_ moment: Timestamp?) {
    metadata.annotations[Self.triggerAnnotation] = moment?.exact
  }
}
