import ClusterNames
import ObjectStore
import Objects
import Pods

@testable import Controllers

/// A store with the controllers under test and a clock that the test moves: what tests of sets do
/// there.
protocol SetStage: ScriptedSet {
  var manager: ControllerManager { get }
  /// Up to where ``events()`` were read.
  var seen: ResourceVersion { get set }
}

/// The set controller with the simulated life of pods.
final class TestCluster: SetStage {
  let store: ObjectStore
  let clock = ManualClock(now: Timestamp(seconds: 1_000_000))
  let manager: ControllerManager
  var seen = ResourceVersion(rawValue: 0)

  init(
    script: PodScript = PodScript(), podBlocks: [String] = ["10.244.0.0/16"], seed: UInt64 = 1
  ) async throws {
    store = ObjectStore(identifiers: SeededIdentifiers(seed: seed), clock: clock)
    let book = AddressBook(blocks: try podBlocks.map { try AddressBlock($0) })
    manager = ControllerManager(
      store: store, clock: clock,
      reconcilers: [
        PodReconciler(runtime: SimulatedRuntime(addresses: book, script: script)),
        StatefulSetReconciler(),
      ])
    _ = try await store.commit(
      .create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
  }
}

extension SetStage {
  /// Performs the writes and works until nothing is due.
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

  /// Changes the set's spec and works until nothing is due.
  func edit(_ change: (inout StatefulSet) -> Void) async throws {
    try await self.change(change)
    await manager.settle()
  }

  /// Makes a pod unready, or ready again, as a kubelet would report it.
  func report(_ ordinal: Int, isReady: Bool) async throws {
    var pod = try await pod(ordinal)
    for place in pod.status.conditions.indices where pod.status.conditions[place].type == "Ready" {
      pod.status.conditions[place].status = isReady ? "True" : "False"
      pod.status.conditions[place].lastTransitionTime = clock.now()
    }
    try await apply(.updateStatus(pod))
  }

  func fail(_ ordinal: Int) async throws {
    var pod = try await pod(ordinal)
    pod.status.phase = "Failed"
    try await apply(.updateStatus(pod))
  }

  func delete(_ ordinal: Int) async throws {
    try await apply(.delete(try await pod(ordinal).key, uid: nil, gracePeriodSeconds: nil))
  }

  /// Everything since the last call.
  func events() async throws -> [StoreEvent] {
    let batch = try await store.events(after: seen)
    seen = batch.version
    return batch.events
  }

  /// What happened to pods since the last call: `+0` created, `0` Ready, `-0` told to end, `0.`
  /// gone.
  func story() async throws -> String {
    try await events().compactMap { event -> String? in
      guard let pod = event.object as? Pod else { return nil }
      let index = pod.metadata.labels[StatefulSetLabel.podIndex] ?? pod.metadata.name
      let old = event.previous as? Pod
      return switch event.kind {
      case .added: "+\(index)"
      case .deleted: "\(index)."
      case .modified where pod.isTerminating && old?.isTerminating == false: "-\(index)"
      case .modified where pod.isReady && old?.isReady == false: "\(index)"
      case .modified: nil
      }
    }.joined(separator: " ")
  }
}

extension StatefulSet {
  /// The article's set: `web`, its Service `httpd`.
  static func web(
    replicas: Int32, isParallel: Bool = false, image: String = "httpd:1",
    annotations: [String: String] = [:]
  ) -> StatefulSet {
    StatefulSet(
      metadata: ObjectMetadata(name: "web", namespace: "sandbox"),
      spec: StatefulSetSpec(
        serviceName: "httpd", replicas: replicas,
        selector: LabelSelector(matchLabels: ["app": "httpd"]),
        template: PodTemplate(
          labels: ["app": "httpd"], annotations: annotations,
          spec: PodSpec(containers: [Container(name: "httpd", image: image)])),
        podManagementPolicy: isParallel ? "Parallel" : "OrderedReady"))
  }

  var image: String {
    get { spec.template.spec.containers[0].image }
    set { spec.template.spec.containers[0].image = newValue }
  }

  /// `replicas ready available current updated`.
  var counts: [Int32] {
    [
      status.replicas, status.readyReplicas, status.availableReplicas, status.currentReplicas,
      status.updatedReplicas,
    ]
  }
}
