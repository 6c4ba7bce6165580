import ObjectStore
import Objects

/// A PersistentVolume as the storage controller reads it.
struct Volume {
  var object: GenericObject

  init(_ object: GenericObject) { self.object = object }

  var name: String { object.metadata.name }
  var metadata: ObjectMetadata { object.metadata }
  var isTerminating: Bool { object.metadata.deletionTimestamp != nil }
  private var spec: Value? { object.body["spec"] }

  /// Empty for volumes of no class.
  var className: String {
    metadata.annotations["volume.beta.kubernetes.io/storage-class"]
      ?? spec?["storageClassName"]?.string ?? ""
  }

  var accessModes: [String] { spec?["accessModes"]?.array?.compactMap(\.string) ?? [] }
  var volumeMode: String { spec?["volumeMode"]?.string ?? "Filesystem" }
  var capacity: Quantity { Quantity(spec?["capacity"]?["storage"]) }
  var reclaimPolicy: String { spec?["persistentVolumeReclaimPolicy"]?.string ?? "Retain" }
  /// A new volume has no phase until somebody looked at it.
  var phase: String { object.body["status"]?["phase"]?.string ?? "Pending" }
  /// Who made it; nil: a person.
  var provisioner: String? { metadata.annotations[StorageAnnotation.provisionedBy] }

  /// The claim that it is bound to or kept for.
  var claimReference: Value? { spec?["claimRef"].flatMap { $0.isNull ? nil : $0 } }
  var claimName: NamespacedName? {
    guard let reference = claimReference, let name = reference["name"]?.string else { return nil }
    return NamespacedName(namespace: reference["namespace"]?.string ?? "", name: name)
  }
  /// Empty while a person keeps the volume for whichever claim gets this name.
  var claimUID: String { claimReference?["uid"]?.string ?? "" }

  /// Kept for this claim, or bound to it.
  func names(_ claim: Claim) -> Bool {
    claimName == claim.name && (claimUID.isEmpty || claimUID == claim.metadata.uid)
  }

  /// The time of the transition is what `kubectl describe pv` counts from.
  func status(_ phase: String, reason: String = "", message: String = "", at now: Timestamp)
    -> Value
  {
    var status = object.body["status"]?.object ?? [:]
    if status["phase"] != .string(phase) || status["lastPhaseTransitionTime"] == nil {
      status["lastPhaseTransitionTime"] = .string(now.truncatedToSeconds.description)
    }
    status["phase"] = .string(phase)
    status["reason"] = reason.isEmpty ? nil : .string(reason)
    status["message"] = message.isEmpty ? nil : .string(message)
    return .object(status)
  }
}

/// A StorageClass as the storage controller reads it.
struct VolumeClass {
  var object: GenericObject

  init(_ object: GenericObject) { self.object = object }

  var name: String { object.metadata.name }
  var provisioner: String { object.body["provisioner"]?.string ?? "" }
  var reclaimPolicy: String { object.body["reclaimPolicy"]?.string ?? "Delete" }
  var mountOptions: Value? { object.body["mountOptions"] }
  var allowsExpansion: Bool { object.body["allowVolumeExpansion"]?.bool ?? false }
  /// A claim is bound only when a pod wants it, so that the volume can be where the pod is.
  var waitsForConsumer: Bool {
    object.body["volumeBindingMode"]?.string == "WaitForFirstConsumer"
  }

  var isDefault: Bool {
    [
      "storageclass.kubernetes.io/is-default-class",
      "storageclass.beta.kubernetes.io/is-default-class",
    ]
    .contains { object.metadata.annotations[$0] == "true" }
  }
}

extension ClusterView {
  func claim(_ name: NamespacedName) -> Claim? {
    object(of: .persistentVolumeClaim, name).map(Claim.init)
  }

  func volume(_ name: String) -> Volume? {
    object(of: .persistentVolume, NamespacedName(namespace: "", name: name)).map(Volume.init)
  }

  func volumeClass(_ name: String) -> VolumeClass? {
    object(of: .storageClass, NamespacedName(namespace: "", name: name)).map(VolumeClass.init)
  }

  /// The newest of those that are marked so, as upstream; of equally new ones the first by name.
  var defaultVolumeClass: VolumeClass? {
    let none = Timestamp(seconds: 0)
    return objects(of: .storageClass, in: "").map(VolumeClass.init).filter(\.isDefault)
      .min {
        let (a, b) = ($0.object.metadata, $1.object.metadata)
        return (b.creationTimestamp ?? none, a.name) < (a.creationTimestamp ?? none, b.name)
      }
  }
}
