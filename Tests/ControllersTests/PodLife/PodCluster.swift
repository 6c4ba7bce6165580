import ClusterNames
import ObjectStore
import Objects
import Pods

@testable import Controllers

/// A cluster of pods alone, whose other objects the test writes, and that can be started anew on
/// the same store.
final class PodCluster {
  let store: ObjectStore
  let clock = ManualClock(now: Timestamp(seconds: 1_700_000_000))
  private(set) var manager: ControllerManager
  private let kind: PodRuntimeKind
  private let blocks: [AddressBlock]
  private let script: PodScript

  init(
    _ kind: PodRuntimeKind = .simulated, blocks: [String] = ["10.244.0.0/16"],
    script: PodScript = PodScript(), namespaces: [String] = ["sandbox", "kube-system"]
  ) async throws {
    store = ObjectStore(identifiers: SeededIdentifiers(seed: 1), clock: clock)
    self.kind = kind
    self.blocks = try blocks.map { try AddressBlock($0) }
    self.script = script
    manager = ControllerManager(store: store, clock: clock, reconcilers: [])
    restart()
    for name in namespaces {
      _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: name))))
    }
  }

  /// A process ends, and the next one begins.
  func restart() {
    let runtime = kind.runtime(addresses: AddressBook(blocks: blocks), script: script)
    manager = ControllerManager(
      store: store, clock: clock, reconcilers: [PodReconciler(runtime: runtime)])
  }

  func apply(_ writes: Write...) async throws {
    for write in writes { _ = try await store.commit(write) }
    await manager.settle()
  }

  /// Moves the clock from deadline to deadline, at most for this long.
  func pass(_ duration: Duration) async {
    let end = clock.now() + duration
    while let deadline = await manager.settle(), deadline <= end { clock.advance(to: deadline) }
    clock.advance(to: end)
    await manager.settle()
  }

  func pod(_ name: String) async throws -> Pod {
    try await store.get(Pod.self, "sandbox", name)
  }

  func make(_ name: String, claims: [String] = [], annotations: [String: String] = [:]) -> Write {
    .create(
      Pod(
        metadata: ObjectMetadata(name: name, namespace: "sandbox", annotations: annotations),
        spec: PodSpec(
          volumes: claims.map {
            ["name": .string($0), "persistentVolumeClaim": ["claimName": .string($0)]]
          },
          containers: [Container(name: "c", image: "c:1")])))
  }

  func remove(_ name: String) -> Write {
    .delete(
      ObjectKey(Pod.resource, NamespacedName(namespace: "sandbox", name: name)), uid: nil,
      gracePeriodSeconds: nil)
  }

  /// `type reason message` of all events, in the order of their names.
  func events() async -> [String] {
    await store.list(.everything).items.compactMap { $0 as? GenericObject }
      .filter { $0.resource == .event }
      .sorted {
        ($0.metadata.resourceVersion?.rawValue ?? 0) < ($1.metadata.resourceVersion?.rawValue ?? 0)
      }
      .map {
        [$0.body["type"], $0.body["reason"], $0.body["message"]]
          .map { $0?.string ?? "" }.joined(separator: " ")
      }
  }

  /// A claim as it is made; it is bound by a second write.
  static func claim(_ name: String) -> GenericObject {
    GenericObject(
      resource: .persistentVolumeClaim,
      metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      body: [
        "spec": [
          "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]],
        ]
      ])
  }

  /// What the volume controller does.
  func bind(_ claim: String) async throws {
    let key = ObjectKey(
      .persistentVolumeClaim, NamespacedName(namespace: "sandbox", name: claim))
    guard var object = try await store.get(key) as? GenericObject else { return }
    object.body["status"] = ["phase": "Bound"]
    try await apply(.updateStatus(object))
  }

  static func node(_ name: String, unschedulable: Bool = false) -> GenericObject {
    GenericObject(
      resource: .node, metadata: ObjectMetadata(name: name),
      body: unschedulable ? ["spec": ["unschedulable": true]] : [:])
  }
}
