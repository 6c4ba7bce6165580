import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Pods that somebody else runs: this side is their scheduler.
@Suite struct ExternalPodTests {
  private func report(_ cluster: PodCluster, _ name: String, _ change: (inout PodStatus) -> Void)
    async throws
  {
    var pod = try await cluster.pod(name)
    change(&pod.status)
    try await cluster.apply(.updateStatus(pod))
  }

  @Test func statusIsThePatchersAffair() async throws {
    let cluster = try await PodCluster(.external)
    try await cluster.apply(cluster.make("web-0"))
    await cluster.pass(.seconds(3600))
    var pod = try await cluster.pod("web-0")
    #expect(pod.spec.nodeName == "ordinal")
    #expect(pod.status.phase == "Pending" && pod.status.podIPs.isEmpty)
    #expect(pod.status.conditions.map(\.type) == ["PodScheduled"])
    try await report(cluster, "web-0") {
      $0.phase = "Running"
      $0.podIP = "172.20.0.5"
      $0.conditions.append(PodCondition(type: "Ready", status: "True"))
    }
    let version = await cluster.store.version
    cluster.restart()
    await cluster.pass(.seconds(60))
    #expect(await cluster.store.version == version)
    pod = try await cluster.pod("web-0")
    #expect(pod.isReady && pod.status.podIP == "172.20.0.5")
  }

  /// Only who runs a pod can tell when it has ended; force takes it away.
  @Test func aDeletedPodStaysUntilItsKubeletLetsItGo() async throws {
    let cluster = try await PodCluster(.external)
    try await cluster.apply(cluster.make("web-0"), cluster.make("web-1", claims: ["www"]))
    try await cluster.apply(cluster.remove("web-0"), cluster.remove("web-1"))
    await cluster.pass(.seconds(3600))
    let pod = try await cluster.pod("web-0")
    #expect(pod.isTerminating && pod.metadata.deletionGracePeriodSeconds == 30)
    #expect(await cluster.store.list(Pod.self, namespace: "sandbox").count == 1)
    try await cluster.apply(.delete(pod.key, uid: pod.metadata.uid, gracePeriodSeconds: 0))
    #expect(await cluster.store.list(Pod.self, namespace: "sandbox").isEmpty)
  }

  /// Nodes of others: the one with the fewest pods, of those that can be had.
  @Test func podsAreSpreadOverNodes() async throws {
    let cluster = try await PodCluster(.external)
    var down = PodCluster.node("node-c")
    try await cluster.apply(
      .create(PodCluster.node("node-a")), .create(PodCluster.node("node-b")), .create(down),
      .create(PodCluster.node("node-d", unschedulable: true)))
    down.body["status"] = ["conditions": [["type": "Ready", "status": "Unknown"]]]
    try await cluster.apply(.updateStatus(down))
    var nodes: [String] = []
    for index in 0..<4 {
      try await cluster.apply(cluster.make("web-\(index)"))
      nodes.append(try await cluster.pod("web-\(index)").spec.nodeName)
    }
    #expect(nodes == ["node-a", "node-b", "node-a", "node-b"])
    for name in ["node-a", "node-b"] {
      try await cluster.apply(.update(PodCluster.node(name, unschedulable: true)))
    }
    try await cluster.apply(cluster.make("web-4"))
    await cluster.pass(.seconds(1))
    #expect(
      try await cluster.pod("web-4").condition("PodScheduled")?.message
        == "0/4 nodes are available: 1 node(s) had untolerated taint(s), "
        + "3 node(s) were unschedulable. no new claims to deallocate, preemption: "
        + "0/4 nodes are available: 4 Preemption is not helpful for scheduling.")
    down.body["status"] = ["conditions": [["type": "Ready", "status": "True"]]]
    try await cluster.apply(.updateStatus(down))
    #expect(try await cluster.pod("web-4").spec.nodeName == "node-c")
  }

  @Test func anotherSchedulersPodsAreLeftToIt() async throws {
    let cluster = try await PodCluster(.external)
    guard case .create(let made as Pod) = cluster.make("web-0") else { return }
    var pod = made
    pod.spec.rest["schedulerName"] = "mine"
    try await cluster.apply(.create(pod))
    await cluster.pass(.seconds(60))
    #expect(try await cluster.pod("web-0").spec.nodeName.isEmpty)
    #expect(try await cluster.pod("web-0").status.conditions.isEmpty)
  }
}
