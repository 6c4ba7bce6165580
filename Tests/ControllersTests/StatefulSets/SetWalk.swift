import ObjectStore
import Objects
import Pods

@testable import Controllers

/// A walk of random operations over one set. After each, everything that the store saw is held against
/// the invariants of a StatefulSet; what breaks one is written down.
final class SetWalk {
  let cluster: TestCluster
  let isParallel: Bool
  private(set) var violations: [String] = []
  private(set) var trail: [String] = []
  private var random: SeededGenerator
  /// The pods and the set as the store had them at the last event.
  private var pods: [String: Pod] = [:]
  private var set: StatefulSet?
  /// Pods that the walk itself deleted: no rule holds for their order.
  private var deletedByHand = Set<String>()

  init(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    isParallel = Bool.random(using: &random)
    let script = PodScript(
      readyAfter: .milliseconds([0, 200, 1500].randomElement(using: &random) ?? 0),
      terminatesAfter: .milliseconds([0, 300, 5000].randomElement(using: &random) ?? 0))
    self.random = random
    // Small enough that addresses come round.
    cluster = try await TestCluster(script: script, podBlocks: ["10.9.0.0/26"], seed: seed)
    var web = StatefulSet.web(replicas: 3, isParallel: isParallel)
    web.spec.minReadySeconds = [0, 0, 2].randomElement(using: &self.random) ?? 0
    trail.append("parallel \(isParallel), \(script), min ready \(web.spec.minReadySeconds)")
    try await cluster.apply(.create(web))
    try await check()
  }

  func step() async throws {
    let ordinal = await cluster.pods().compactMap { Int($0.index) }.randomElement(using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1: try await edit("scale") { $0.spec.replicas = Int32.random(in: 0...6, using: &$1) }
    case 2: try await edit("image") { $0.image = "httpd:\(Int.random(in: 1...3, using: &$1))" }
    case 3: try await edit("start") { $0.spec.ordinalsStart = Int32.random(in: 0...4, using: &$1) }
    case 4: try await edit("partition") { $0.spec.partition = Int32.random(in: 0...4, using: &$1) }
    case 5:
      try await act("delete", ordinal) { [self] in
        deletedByHand.insert(try await cluster.pod($0).metadata.uid)
        try await cluster.delete($0)
      }
    case 6: try await act("fail", ordinal, cluster.fail)
    case 7: try await act("unready", ordinal) { try await self.cluster.report($0, isReady: false) }
    case 8: try await act("ready", ordinal) { try await self.cluster.report($0, isReady: true) }
    case 9: await wait(.milliseconds(100))
    case 10: await wait(.seconds(1))
    default: await wait(.seconds(7))
    }
    try await check()
  }

  /// Heals all pods and waits: then the set must be what its spec says.
  func finish() async throws {
    for _ in 0..<40 {
      for pod in await cluster.pods() where !pod.isTerminating && (!pod.isReady || pod.isTerminal) {
        // What heals one pod can be the end of another.
        guard let ordinal = Int(pod.index),
          (try? await cluster.pod(ordinal))?.metadata.uid == pod.metadata.uid
        else { continue }
        if pod.status.phase == "Running" { try await cluster.report(ordinal, isReady: true) }
        // Two excess pods that have both failed wait for each other for ever, as upstream's do.
        if pod.isTerminal {
          deletedByHand.insert(pod.metadata.uid)
          try await cluster.delete(ordinal)
        }
      }
      await cluster.pass(.seconds(10))
    }
    try await check()
    try await checkRest()
  }

  private func edit(
    _ name: String, _ change: (inout StatefulSet, inout SeededGenerator) -> Void
  ) async throws {
    var random = self.random
    try await cluster.edit { change(&$0, &random) }
    self.random = random
    let spec = try await cluster.set().spec
    trail.append(
      "\(name): \(spec.ordinals), \(spec.template.spec.containers[0].image), partition \(spec.partition ?? 0)"
    )
  }

  private func act(_ name: String, _ ordinal: Int?, _ body: (Int) async throws -> Void)
    async throws
  {
    guard let ordinal else { return }
    trail.append("\(name) \(ordinal)")
    try await body(ordinal)
  }

  private func wait(_ duration: Duration) async {
    trail.append("wait \(duration)")
    await cluster.pass(duration)
  }
}

// MARK: Invariants

extension SetWalk {
  private func check() async throws {
    for event in try await cluster.events() {
      switch event.object {
      case let changed as StatefulSet: set = changed
      case let pod as Pod: see(event, pod)
      default: break
      }
    }
  }

  private func expect(_ holds: Bool, _ rule: String) {
    if !holds { violations.append("\(rule), after: \(trail.suffix(6).joined(separator: "; "))") }
  }

  private func see(_ event: StoreEvent, _ pod: Pod) {
    let name = pod.metadata.name
    switch event.kind {
    case .added:
      expect(pods[name] == nil, "one pod an ordinal: \(name)")
      if !isParallel { seeOrderedCreation(of: pod) }
      pods[name] = pod
    case .modified:
      let old = pods.updateValue(pod, forKey: name)
      if old?.isTerminating == false, pod.isTerminating { seeDeletion(of: pod) }
    case .deleted:
      let old = pods.removeValue(forKey: name)
      if old?.isTerminating == false { seeDeletion(of: pod) }
    }
    let addresses = pods.values.filter { !$0.isTerminal }.flatMap(\.status.podIPs)
    expect(
      addresses.count == Set(addresses).count, "an address is of one pod: \(addresses.sorted())")
  }

  /// Every ordinal below it is there, available, and stays.
  private func seeOrderedCreation(of pod: Pod) {
    guard let set, let ordinal = Int(pod.index) else { return }
    expect(set.spec.ordinals.contains(ordinal), "only wanted ordinals: \(ordinal)")
    for lower in set.spec.ordinals.prefix(while: { $0 < ordinal }) {
      let other = pods[set.podName(lower)]
      let isAvailable = other.map {
        SetMember(
          $0, ordinal: lower, of: set, retention: ClaimRetention(set), claim: { _ in nil }
        ).isAvailable(at: cluster.clock.now())
      }
      expect(
        isAvailable == true && other?.isTerminating == false, "\(ordinal) waits for \(lower)")
    }
  }

  /// Excess pods go from the top.
  private func seeDeletion(of pod: Pod) {
    guard let set, let ordinal = Int(pod.index), !deletedByHand.contains(pod.metadata.uid),
      !set.spec.ordinals.contains(ordinal)
    else { return }
    let higher = pods.values.filter {
      guard let other = Int($0.index), !set.spec.ordinals.contains(other) else { return false }
      return other > ordinal && (isParallel ? !$0.isTerminating : true)
    }
    expect(higher.isEmpty, "\(ordinal) goes after \(higher.map(\.index).sorted())")
  }

  private func checkRest() async throws {
    let set = try await cluster.set()
    let pods = await cluster.pods().sorted { (Int($0.index) ?? 0) < (Int($1.index) ?? 0) }
    expect(pods.map(\.index) == set.spec.ordinals.map(String.init), "pods are the ordinals")
    let kept = set.spec.ordinals.lowerBound + Int(set.spec.partition ?? 0)
    for pod in pods where (Int(pod.index) ?? 0) >= kept {
      expect(
        pod.revisionName == set.status.updateRevision
          && pod.spec.containers == set.spec.template.spec.containers,
        "\(pod.index) is at the update revision")
    }
    let count = Int32(pods.count)
    expect(set.counts[..<3] == [count, count, count], "all are available: \(set.counts)")
    expect(set.status.observedGeneration == set.metadata.generation, "the last change is seen")
    expect(
      set.counts[4] == Int32(pods.filter { $0.revisionName == set.status.updateRevision }.count),
      "updated replicas")
    expect(await cluster.manager.settle() == nil, "nothing is due at rest")
  }
}
