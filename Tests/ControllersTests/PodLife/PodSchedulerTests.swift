import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

@Suite struct PodSchedulerTests {
  private static let unbound =
    "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found"

  private func message(_ pod: Pod) -> String {
    let condition = pod.condition("PodScheduled")
    return "\(condition?.status ?? "") \(condition?.message ?? "")"
  }

  /// The texts are those of a recorded 1.36.2.
  @Test func aPodWaitsForItsClaims() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(cluster.make("web-0", claims: ["www", "log"]))
    #expect(try await cluster.pod("web-0").status.conditions.isEmpty)
    await cluster.pass(.milliseconds(100))
    var pod = try await cluster.pod("web-0")
    #expect(
      message(pod)
        == "False 0/1 nodes are available: persistentvolumeclaim \"www\" not found. not found")
    #expect(pod.condition("PodScheduled")?.reason == "Unschedulable")
    #expect(pod.condition("PodScheduled")?.rest["observedGeneration"] == 1)
    #expect(pod.spec.nodeName.isEmpty && pod.status.phase == "Pending")

    try await cluster.apply(
      .create(PodCluster.claim("www")), .create(PodCluster.claim("log")))
    #expect(message(try await cluster.pod("web-0")) == "False \(Self.unbound)")
    try await cluster.bind("www")
    #expect(message(try await cluster.pod("web-0")) == "False \(Self.unbound)")
    try await cluster.bind("log")
    pod = try await cluster.pod("web-0")
    #expect(pod.isReady && pod.spec.nodeName == "ordinal" && message(pod) == "True ")
    let told = await cluster.events()
    #expect(
      told.contains(
        "Warning FailedScheduling 0/1 nodes are available: persistentvolumeclaim \"www\" not found. not found"
      ))
    #expect(told.contains("Normal Scheduled Successfully assigned sandbox/web-0 to ordinal"))
  }

  /// Nobody is told of a wait that lasts for a moment.
  @Test func aClaimThatIsBoundAtOnce() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(
      .create(PodCluster.claim("www")), cluster.make("web-0", claims: ["www"]))
    await cluster.pass(.milliseconds(99))
    try await cluster.bind("www")
    #expect(try await cluster.pod("web-0").isReady)
    await cluster.pass(.seconds(60))
    #expect(await cluster.events().filter { $0.contains("FailedScheduling") }.isEmpty)
  }

  @Test func aClaimThatIsBeingDeleted() async throws {
    let cluster = try await PodCluster()
    var claim = PodCluster.claim("www")
    claim.metadata.finalizers = ["kubernetes.io/pvc-protection"]
    try await cluster.apply(.create(claim))
    try await cluster.bind("www")
    try await cluster.apply(
      .delete(claim.key, uid: nil, gracePeriodSeconds: nil),
      cluster.make("web-0", claims: ["www"]))
    await cluster.pass(.seconds(1))
    let told = message(try await cluster.pod("web-0"))
    #expect(
      told
        == "False 0/1 nodes are available: persistentvolumeclaim \"www\" is being deleted. not found"
    )
  }

  @Test func aRestartGoesOnWaiting() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(
      .create(PodCluster.claim("www")), cluster.make("web-0", claims: ["www"]))
    await cluster.pass(.seconds(1))
    let version = await cluster.store.version
    cluster.restart()
    await cluster.pass(.seconds(1))
    #expect(await cluster.store.version == version)
    try await cluster.bind("www")
    #expect(try await cluster.pod("web-0").isReady)
  }

  /// A node that takes no more pods, as after `kubectl cordon`.
  @Test func aCordonedNode() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(
      .create(PodCluster.node("ordinal", unschedulable: true)), cluster.make("web-0"))
    await cluster.pass(.seconds(1))
    #expect(
      message(try await cluster.pod("web-0"))
        == "False 0/1 nodes are available: 1 node(s) were unschedulable. no new claims to "
        + "deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."
    )
    try await cluster.apply(.update(PodCluster.node("ordinal")))
    #expect(try await cluster.pod("web-0").isReady)
  }

  @Test func schedulingGates() async throws {
    let cluster = try await PodCluster()
    guard case .create(let made as Pod) = cluster.make("web-0") else { return }
    var pod = made
    pod.spec.rest["schedulingGates"] = [["name": "example.com/quota"]]
    try await cluster.apply(.create(pod))
    await cluster.pass(.seconds(1))
    pod = try await cluster.pod("web-0")
    #expect(pod.spec.nodeName.isEmpty)
    #expect(pod.condition("PodScheduled")?.reason == "SchedulingGated")
    #expect(message(pod) == "False Scheduling is blocked due to non-empty scheduling gates")
  }
}
