import ObjectStore
import Objects
import Synchronization
import Testing

@testable import Controllers

/// What upstream's end-to-end tests run on: the set controller and the garbage collector, with
/// stand-ins for the kubelet and for the protection of claims, on a clock.
final class ConformanceStage: SetStage {
  let store: ObjectStore
  let clock = ManualClock(now: Timestamp(seconds: 1_000_000))
  let manager: ControllerManager
  var seen = ResourceVersion(rawValue: 0)
  private let cordon = Cordon()

  init(
    _ set: StatefulSet, gates: FeatureGates = FeatureGates(), lives: PodLives = PodLives()
  ) async throws {
    store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: clock, gates: gates,
      plugins: [StandInProtection()])
    manager = ControllerManager(
      store: store, clock: clock,
      reconcilers: [
        GarbageCollector(), StandInProtection(), CordonedKubelet(cordon, lives),
        StatefulSetReconciler(gates: gates),
      ])
    try await commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
    try await commit(.create(set))
  }

  /// Lines of ``ScriptedSet``, and `pass: +0 0 -1 1.`, which is a minute with what happens to pods
  /// in it, as ``story()`` tells it; `wait 5` is so many seconds.
  func run(_ lines: [String], of row: String) async throws {
    for (number, line) in lines.enumerated() {
      let place = Comment(rawValue: "\(row), line \(number + 1): \(line)")
      let words = line.split(separator: " ").map(String.init)
      switch words[0] {
      case "pass:":
        await pass(.seconds(60))
        let story = try await story()
        #expect(story == words.dropFirst().joined(separator: " "), place)
      case "wait": await pass(.seconds(Int64(words[1]) ?? 0))
      case "break", "heal":
        for word in words.dropFirst() {
          try await put("web-\(word)", words[0] == "break" ? "unready" : "ready")
        }
        await manager.settle()
      case "cordon", "uncordon": cordon.isOn = words[0] == "cordon"
      case "condition": try await condition(words[1])
      case "conditions", "controllers", "identity": try await check(words, place)
      case "own": try await own("www-web-\(words[1])", Array(words.dropFirst(2)))
      default:
        try await happen(words, place)
        await manager.settle()
      }
    }
  }

  /// What an application writes into the status.
  private func condition(_ type: String) async throws {
    var set = try await set()
    set.status.rest["conditions"] = [["type": .string(type), "status": "True"]]
    try await apply(.updateStatus(set))
  }

  private func check(_ words: [String], _ place: Comment) async throws {
    switch (words[0], words.dropFirst().first) {
    case ("conditions", let type):
      let conditions = try await set().status.rest["conditions"]?.array ?? []
      #expect(conditions.map { $0["type"]?.string } == [type], place)
    case ("controllers", "of"):
      let owners = await claims().map { claim in
        claim.metadata.ownerReferences.first { $0.isController }?.name ?? "-"
      }
      #expect(owners == Array(words.dropFirst(3)), place)
    case ("controllers", _):
      let owners = await pods().map { $0.metadata.controller?.name ?? "-" }
      #expect(owners == Array(words.dropFirst()), place)
    default:
      for (ordinal, pod) in await pods().enumerated() {
        let name = "web-\(ordinal)"
        #expect([pod.metadata.name, pod.spec.hostname] == [name, name], place)
        #expect(pod.spec.subdomain == "httpd", place)
        #expect(pod.index == "\(ordinal)", place)
        #expect(try await set().hasClaimVolumes(pod), place)
      }
    }
  }

  /// References of a claim: `set!` is the set as a mere owner, `other` a ConfigMap that is its
  /// controller, `stale` a set of another life.
  private func own(_ name: String, _ owners: [String]) async throws {
    var claim = try #require(await claims().first { $0.metadata.name == name })
    let set = try await set()
    claim.metadata.ownerReferences = try await owners.asyncMap { owner in
      var reference = set.controllerReference
      switch owner {
      case "set!": reference.isController = false
      case "stale": (reference.name, reference.uid) = ("unknown", "9d86d6ae")
      default:
        let other = try await other()
        (reference.apiVersion, reference.kind) = ("v1", "ConfigMap")
        (reference.name, reference.uid) = (other.metadata.name, other.metadata.uid)
        (reference.isController, reference.blocksOwnerDeletion) = (owner == "other", false)
      }
      return reference
    }
    if owners.contains("stale") { claim.metadata.finalizers.append("example.com/hold") }
    try await commit(.update(claim))
    await manager.settle()
  }

  private func other() async throws -> any KubernetesObject {
    let other = GenericObject(
      resource: .configMap, metadata: ObjectMetadata(name: "backup", namespace: "sandbox"),
      body: [:])
    if let stored = await store.list(Selection([.configMap])).items.first { return stored }
    return try await commit(.create(other))
  }
}

/// A node that takes no more pods.
final class Cordon: Sendable {
  private let state = Mutex(false)
  var isOn: Bool {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// The kubelet of such a node.
struct CordonedKubelet: Reconciler {
  private let cordon: Cordon
  private var kubelet: StandInKubelet

  init(_ cordon: Cordon, _ lives: PodLives) {
    self.cordon = cordon
    kubelet = StandInKubelet(lives)
  }

  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    kubelet.keys(touchedBy: change, in: view)
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    if cordon.isOn, case .pod(let name) = key, view.pods[name]?.spec.nodeName == "" {
      return ReconcileResult(requeueAfter: .seconds(1))
    }
    return kubelet.reconcile(key, in: view, at: now)
  }
}

extension Array {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws
    -> [Result]
  {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
