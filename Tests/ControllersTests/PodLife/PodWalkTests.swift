import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Random operations on pods, with processes that end at any moment; after each, what must always
/// hold.
@Suite struct PodWalkTests {
  private static let scripts = [
    "", "ready after 3s", "never ready", "unready from 2s for 5s", "fail after 8s",
    "succeed after 4s", "crash loop after 2s", "image error", "terminate after 7s",
    "never terminate", "rubbish",
  ]

  @Test(arguments: 0..<8) func walk(seed: UInt64) async throws {
    var random = SeededWalk(seed: seed)
    let cluster = try await PodCluster()
    var invariants = PodInvariants()
    var trail: [String] = []
    var next = 0
    for _ in 0..<120 {
      let names = await cluster.store.list(Pod.self, namespace: "sandbox").map(\.metadata.name)
      let name = names.isEmpty ? "" : random.pick(names)
      switch random.below(names.isEmpty ? 3 : 10) {
      case 0...2:
        let script = random.pick(Self.scripts)
        trail.append("create web-\(next) \(script)")
        let annotations = script.isEmpty ? [:] : [PodScript.annotation: script]
        try await cluster.apply(cluster.make("web-\(next)", annotations: annotations))
        next += 1
      case 3:
        trail.append("delete \(name)")
        try await cluster.apply(cluster.remove(name))
      case 4:
        trail.append("force \(name)")
        let pod = try await cluster.pod(name)
        try await cluster.apply(.delete(pod.key, uid: nil, gracePeriodSeconds: 0))
      case 5:
        trail.append("rescript \(name)")
        var pod = try await cluster.pod(name)
        pod.metadata.annotations[PodScript.annotation] = random.pick(Self.scripts)
        try await cluster.apply(.update(pod))
      case 6:
        trail.append("restart")
        cluster.restart()
      default:
        let time = Duration.milliseconds(random.below(9000))
        trail.append("pass \(time)")
        await cluster.pass(time)
      }
      await cluster.manager.settle()
      let pods = await cluster.store.list(Pod.self, namespace: "sandbox")
      let problems = invariants.check(pods, at: cluster.clock.now())
      #expect(problems.isEmpty, "seed \(seed): \(trail.joined(separator: "; "))")
    }
  }
}

/// What was seen of pods, and what may not follow from it.
private struct PodInvariants {
  private var restarts: [String: Int64] = [:]
  private var addresses: [String: String] = [:]
  private var freed: [String: Timestamp] = [:]

  mutating func check(_ pods: [Pod], at now: Timestamp) -> [String] {
    var problems: [String] = []
    let live = pods.filter { !$0.isTerminal }
    let held = live.map(\.status.podIP).filter { !$0.isEmpty }
    if Set(held).count < held.count { problems.append("an address belongs to two pods") }
    for pod in live {
      let uid = pod.metadata.uid
      let address = pod.status.podIP
      if let known = addresses[uid], known != address { problems.append("\(uid) has moved") }
      if addresses[uid] == nil, let end = freed[address], now - end < .seconds(60) {
        problems.append("\(address) has not rested")
      }
      addresses[uid] = address.isEmpty ? nil : address
      let count = pod.status.rest["containerStatuses"]?[0]?["restartCount"]?.integer ?? 0
      if count < restarts[uid] ?? 0 { problems.append("\(uid) has fewer restarts") }
      restarts[uid] = count
      if pod.isReady, pod.status.phase != "Running" { problems.append("\(uid) is ready") }
    }
    let uids = Set(live.map(\.metadata.uid))
    for (uid, address) in addresses where !uids.contains(uid) {
      freed[address] = now
      addresses[uid] = nil
    }
    return problems
  }
}
