import ObjectStore
import Objects

/// A PersistentVolumeClaim as the storage controller reads it.
struct Claim {
  var object: GenericObject

  init(_ object: GenericObject) { self.object = object }

  var name: NamespacedName { object.namespacedName }
  var metadata: ObjectMetadata { object.metadata }
  var isTerminating: Bool { object.metadata.deletionTimestamp != nil }
  private var spec: Value? { object.body["spec"] }

  /// The volume that it is bound to, or wants to be.
  var volumeName: String? { spec?["volumeName"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

  /// The annotation is older than the field, and wins. Nil is not the same as empty: a claim without
  /// a class may get the default one, a claim with the empty class wants none.
  var className: String? {
    metadata.annotations["volume.beta.kubernetes.io/storage-class"]
      ?? spec?["storageClassName"]?.string
  }

  var accessModes: [String] { spec?["accessModes"]?.array?.compactMap(\.string) ?? [] }
  var volumeMode: String { spec?["volumeMode"]?.string ?? "Filesystem" }
  var requestText: Value? { spec?["resources"]?["requests"]?["storage"] }
  var request: Quantity { Quantity(requestText) }
  /// Absent: any volume will do.
  var selector: LabelSelector { LabelSelector(value: spec?["selector"]) }
  var phase: String { object.body["status"]?["phase"]?.string ?? "" }
  var capacity: Value? { object.body["status"]?["capacity"]?["storage"] }

  /// The controller has seen both sides of the binding in place.
  var isBindingComplete: Bool { metadata.annotations[StorageAnnotation.bindCompleted] != nil }

  /// The name of a volume made for this claim.
  var provisionedName: String { "pvc-\(metadata.uid)" }

  /// As a volume refers to it (`claimRef`).
  var reference: Value {
    var fields: [String: Value] = [
      "apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": .string(name.namespace),
      "name": .string(name.name), "uid": .string(metadata.uid),
    ]
    if let version = metadata.resourceVersion {
      fields["resourceVersion"] = .string(version.description)
    }
    return .object(fields)
  }

  /// The status of a claim in a phase; only bound ones have modes and a capacity.
  ///
  /// - Parameter volume: what it is bound to.
  func status(_ phase: String, _ volume: Volume? = nil) -> Value {
    var status = object.body["status"]?.object ?? [:]
    status["phase"] = .string(phase)
    status["accessModes"] = volume?.object.body["spec"]?["accessModes"]
    // A volume that grew shows in the claim only when the growing is done.
    status["capacity"] = volume.flatMap {
      status["capacity"] ?? $0.object.body["spec"]?["capacity"]
    }
    return .object(status)
  }
}

/// The annotations by which upstream's parts talk to each other.
enum StorageAnnotation {
  static let bindCompleted = "pv.kubernetes.io/bind-completed"
  static let boundByController = "pv.kubernetes.io/bound-by-controller"
  static let provisionedBy = "pv.kubernetes.io/provisioned-by"
  static let provisioner = "volume.kubernetes.io/storage-provisioner"
  static let betaProvisioner = "volume.beta.kubernetes.io/storage-provisioner"
  static let selectedNode = "volume.kubernetes.io/selected-node"
}

/// The finalizers that keep what is in use.
enum StorageFinalizer {
  static let claim = "kubernetes.io/pvc-protection"
  static let volume = "kubernetes.io/pv-protection"
}

extension Quantity {
  /// Nothing where there is none.
  init(_ value: Value?) {
    let text =
      switch value {
      case .string(let text): text
      case .integer(let number): "\(number)"
      default: "0"
      }
    self = Quantity(text) ?? Self.none
  }

  private static let none: Quantity = {
    guard let zero = Quantity("0") else { preconditionFailure("0 is a quantity") }
    return zero
  }()
}
