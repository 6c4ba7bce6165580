import Controllers
import ObjectStore
import Objects
import Synchronization

/// Folders that are only names; the next calls can be made to fail.
final class MemoryFolders: VolumeFolders {
  private let state = Mutex((names: Set<String>(), failure: String?.none))

  var names: [String] { state.withLock { $0.names.sorted() } }
  func made() -> [String] { names }

  /// nil ends it.
  func fail(_ text: String?) { state.withLock { $0.failure = text } }

  private func change(_ body: (inout Set<String>) -> Void) throws(VolumeFolderError) {
    let failure = state.withLock { state in
      if state.failure == nil { body(&state.names) }
      return state.failure
    }
    if let failure { throw VolumeFolderError(failure) }
  }

  func make(_ name: String) throws(VolumeFolderError) { try change { $0.insert(name) } }
  func remove(_ name: String) throws(VolumeFolderError) { try change { $0.remove(name) } }
  func removeIfEmpty(_ name: String) { try? change { $0.remove(name) } }
  func path(of name: String) -> String { "/data/volumes/\(name)" }
}

/// A cluster with volumes, and what tests ask it.
struct StorageCluster {
  let cluster: Cluster
  let folders = MemoryFolders()

  init(_ others: [any Reconciler] = []) async throws {
    cluster = try await Cluster([StorageReconciler(folders: folders), SystemObjects()] + others)
    await cluster.manager.settle()
  }

  var store: ObjectStore { cluster.store }

  func settle() async { await cluster.manager.settle() }

  func claim(_ name: String = "www-web-0") async throws -> GenericObject {
    try await object(.persistentVolumeClaim, name, in: "sandbox")
  }

  func volume(_ name: String) async throws -> GenericObject {
    try await object(.persistentVolume, name)
  }

  func object(_ resource: Resource, _ name: String, in namespace: String = "") async throws
    -> GenericObject
  {
    try await store.get(ObjectKey(resource, namespace: namespace, name: name)) as! GenericObject
  }

  func all(_ resource: Resource) async -> [GenericObject] {
    await store.list(Selection([resource])).items.compactMap { $0 as? GenericObject }
  }

  /// `name phase volume`, sorted by name.
  func claims() async -> [String] {
    await all(.persistentVolumeClaim).map {
      [$0.metadata.name, $0.text("status", "phase"), $0.text("spec", "volumeName")]
        .compactMap(\.self).joined(separator: " ")
    }
  }

  /// `name phase claim`.
  func volumes() async -> [String] {
    await all(.persistentVolume).map {
      [$0.metadata.name, $0.text("status", "phase"), $0.text("spec", "claimRef", "name")]
        .compactMap(\.self).joined(separator: " ")
    }
  }

  /// `reason: message` of what is told about an object of this name.
  func told(_ name: String) async -> [String] {
    await all(.event).filter { $0.body["involvedObject"]?["name"] == .string(name) }
      .map { "\($0.text("reason")!): \($0.text("message")!)" }.sorted()
  }

  /// Changes an object as a client does, and works until nothing is due.
  func edit(_ object: GenericObject, _ change: (inout GenericObject) -> Void) async throws {
    var copy = object
    change(&copy)
    try await cluster.update(copy)
    await settle()
  }

  func delete(_ object: some KubernetesObject) async throws {
    try await cluster.delete(object)
    await settle()
  }

  /// A pod on a node that mounts these claims.
  @discardableResult
  func run(_ name: String, _ claims: String..., isScheduled: Bool = true) async throws -> Pod {
    var pod = Make.pod(name)
    pod.spec.volumes = claims.map { claim in
      ["name": .string(claim), "persistentVolumeClaim": ["claimName": .string(claim)]]
    }
    pod = try await cluster.create(pod)
    if isScheduled { try await cluster.run(pod, at: ["10.244.0.6"]) }
    await settle()
    return pod
  }
}

extension Make {
  static func claim(
    _ name: String = "www-web-0", size: String = "512Mi", storageClass: String? = "standard",
    volume: String? = nil, modes: [String] = ["ReadWriteOnce"], mode: String = "Filesystem"
  ) -> GenericObject {
    var spec: [String: Value] = [
      "accessModes": .array(modes.map { .string($0) }),
      "resources": ["requests": ["storage": .string(size)]], "volumeMode": .string(mode),
    ]
    spec["storageClassName"] = storageClass.map { .string($0) }
    spec["volumeName"] = volume.map { .string($0) }
    return GenericObject(
      resource: .persistentVolumeClaim,
      metadata: ObjectMetadata(name: name, namespace: "sandbox"), body: ["spec": .object(spec)])
  }

  static func volume(
    _ name: String, size: String = "1Gi", storageClass: String = "",
    modes: [String] = ["ReadWriteOnce"], policy: String = "Retain", claim: String? = nil
  ) -> GenericObject {
    var spec: [String: Value] = [
      "accessModes": .array(modes.map { .string($0) }), "capacity": ["storage": .string(size)],
      "persistentVolumeReclaimPolicy": .string(policy), "volumeMode": "Filesystem",
      "hostPath": ["path": "/srv", "type": ""],
    ]
    if !storageClass.isEmpty { spec["storageClassName"] = .string(storageClass) }
    if let claim { spec["claimRef"] = ["namespace": "sandbox", "name": .string(claim)] }
    return GenericObject(
      resource: .persistentVolume, metadata: ObjectMetadata(name: name),
      body: ["spec": .object(spec)])
  }

  static func storageClass(
    _ name: String, provisioner: String = StorageReconciler.provisioner,
    policy: String = "Delete", mode: String = "Immediate", expands: Bool = false
  ) -> GenericObject {
    GenericObject(
      resource: .storageClass, metadata: ObjectMetadata(name: name),
      body: [
        "provisioner": .string(provisioner), "reclaimPolicy": .string(policy),
        "volumeBindingMode": .string(mode), "allowVolumeExpansion": .bool(expands),
      ])
  }
}

extension GenericObject {
  /// A text of the body.
  func text(_ path: String...) -> String? {
    var value: Value? = .object(body)
    for name in path { value = value?[name] }
    return value?.string
  }

  /// The body with a text replaced.
  mutating func set(_ part: String, _ field: String, _ value: Value?) {
    var fields = body[part]?.object ?? [:]
    fields[field] = value
    body[part] = .object(fields)
  }
}
