import ClusterNames
import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Pinned and bound addresses, from the store's point of view.
@Suite struct PodAddressTests {
  private let families = AddressFamilies(blocks: [try! AddressBlock("10.244.0.0/16")])

  private func addresses(_ cluster: TestCluster) async -> [String] {
    await cluster.pods().map { $0.status.podIPs.joined(separator: "/") }
  }

  private func bind(_ cluster: TestCluster, _ pod: String, to address: String?) async throws {
    let binding = AddressBinding(families: families)
    let name = NamespacedName(namespace: "sandbox", name: pod)
    let result = await cluster.manager.read { view in
      Result { () throws(BindingError) in try binding.write(name, to: address, in: view) }
    }
    try await cluster.apply(try result.get())
  }

  private func web(
    replicas: Int32, pins: String, start: Int32? = nil, name: String = "web"
  ) -> StatefulSet {
    var set = StatefulSet.web(replicas: replicas, annotations: [PinnedAddresses.annotation: pins])
    set.metadata.name = name
    set.spec.ordinalsStart = start
    return set
  }

  @Test func pinsCountFromTheStart() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(
      .create(web(replicas: 3, pins: "172.20.0.11,172.20.0.12", start: 5)))
    #expect(await addresses(cluster) == ["172.20.0.11", "172.20.0.12", "10.244.0.6"])
    try await cluster.delete(6)
    #expect(await addresses(cluster) == ["172.20.0.11", "172.20.0.12", "10.244.0.6"])
  }

  @Test func pinsOfTwoFamilies() async throws {
    let cluster = try await TestCluster(podBlocks: ["10.244.0.0/16", "fd00::/64"])
    try await cluster.apply(
      .create(web(replicas: 3, pins: "172.20.0.11/fd01::b,fd01::c")))
    #expect(
      await addresses(cluster) == [
        "172.20.0.11/fd01::b", "10.244.0.6/fd01::c", "10.244.0.7/fd00::6",
      ])
  }

  /// After a change of the start the pins move on; a pod that runs keeps its address.
  @Test func aMovedStartDoesNotBlock() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(web(replicas: 2, pins: "172.20.0.11,172.20.0.12")))
    try await cluster.edit { $0.spec.ordinalsStart = 1 }
    #expect(await addresses(cluster) == ["172.20.0.12", "10.244.0.6"])
    #expect(try await cluster.set().counts == [2, 2, 2, 2, 2])
  }

  @Test func aPinThatAnotherPodHasWaitsWithOneClearLine() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(web(replicas: 1, pins: "172.20.0.11")))
    var other = web(replicas: 1, pins: "172.20.0.11", name: "db")
    other.spec.selector = LabelSelector(matchLabels: ["app": "db"])
    other.spec.template.labels = ["app": "db"]
    try await cluster.apply(.create(other))
    let held = try await cluster.store.get(Pod.self, "sandbox", "db-0")
    #expect(held.status.phase == "Pending")
    #expect(
      held.condition("PodReadyToStartContainers")?.message
        == "address 172.20.0.11 belongs to pod sandbox/web-0")
    try await cluster.edit { $0.spec.replicas = 0 }
    let freed = try await cluster.store.get(Pod.self, "sandbox", "db-0")
    #expect(freed.isReady && freed.status.podIP == "172.20.0.11")
  }

  @Test func aWaitingPodGetsTheAddressOfOneThatGoes() async throws {
    let cluster = try await TestCluster(podBlocks: ["10.0.0.4/30"])
    try await cluster.apply(.create(StatefulSet.web(replicas: 3, isParallel: true)))
    #expect(await addresses(cluster) == ["10.0.0.5", "10.0.0.6", ""])
    try await cluster.edit { $0.spec.ordinalsStart = 1 }
    #expect(await addresses(cluster).sorted() == ["", "10.0.0.5", "10.0.0.6"])
    try await cluster.edit { $0.spec.replicas = 2 }
    #expect(await addresses(cluster).sorted() == ["10.0.0.5", "10.0.0.6"])
  }

  @Test func bindingMovesARunningPodAndSurvivesIt() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 2)))
    try await bind(cluster, "web-0", to: "127.9.0.1")
    #expect(await addresses(cluster) == ["127.9.0.1", "10.244.0.7"])
    #expect(try await cluster.pod(0).isReady)
    try await cluster.delete(0)
    #expect(await addresses(cluster) == ["127.9.0.1", "10.244.0.7"])
    try await cluster.edit { $0.image = "httpd:2" }
    #expect(await addresses(cluster)[0] == "127.9.0.1")
    // No new revision came of the binding itself.
    #expect(await cluster.revisions().count == 2)
    try await bind(cluster, "web-0", to: nil)
    #expect(await addresses(cluster)[0] == "127.9.0.1")
    try await cluster.delete(0)
    #expect(await addresses(cluster)[0].hasPrefix("10.244.0."))
  }

  @Test func aPodCanBeBoundBeforeItExists() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 1)))
    try await bind(cluster, "web-1", to: "10.244.0.7")
    try await cluster.apply(.create(lonely))
    let other = try await cluster.store.get(Pod.self, "sandbox", "lonely")
    #expect(other.status.podIP == "10.244.0.8")
    try await cluster.edit { $0.spec.replicas = 2 }
    #expect(await cluster.pods().map(\.status.podIP) == ["10.244.0.8", "10.244.0.6", "10.244.0.7"])
  }

  private var lonely: Pod {
    Pod(
      metadata: ObjectMetadata(name: "lonely", namespace: "sandbox"),
      spec: PodSpec(containers: [Container(name: "c", image: "c")]))
  }

  @Test(arguments: [
    ("web-1", "10.244.0.6", "address 10.244.0.6 belongs to pod sandbox/web-0"),
    ("web-1", "172.20.0.9", "address \"172.20.0.9\": 172.20.0.9 is in an earlier entry already"),
    (
      "web-0", "fd00::1",
      "address \"fd00::1\": fd00::1 is of a family that the pods do not have; the pod CIDRs are 10.244.0.0/16"
    ),
    ("web-0", "nonsense", "address \"nonsense\": must be an IPv4 address"),
    ("db-0", "10.0.0.1", "pod sandbox/db-0 is of no StatefulSet; only pods of a set can be bound"),
    ("web", "10.0.0.1", "pod sandbox/web is of no StatefulSet; only pods of a set can be bound"),
    (
      "web-01", "10.0.0.1",
      "pod sandbox/web-01 is of no StatefulSet; only pods of a set can be bound"
    ),
  ])
  func bindingErrors(_ pod: String, _ address: String, _ message: String) async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 2)))
    try await bind(cluster, "web-5", to: "172.20.0.9")
    let error = await #expect(throws: BindingError.self) {
      try await bind(cluster, pod, to: address)
    }
    #expect(error?.description == message)
  }

  @Test func aRestartKeepsAddressesAndWritesNothing() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(
      .create(web(replicas: 3, pins: "172.20.0.11")), .create(lonely))
    let before = await addresses(cluster)
    let version = await cluster.store.version
    let book = AddressBook(blocks: [try AddressBlock("10.244.0.0/16")])
    let restarted = ControllerManager(
      store: cluster.store, clock: cluster.clock,
      reconcilers: [
        PodReconciler(runtime: SimulatedRuntime(addresses: book)), StatefulSetReconciler(),
      ])
    #expect(await restarted.settle() == nil)
    #expect(await cluster.store.version == version)
    var set = try await cluster.set()
    set.spec.replicas = 4
    _ = try await cluster.store.commit(.update(set))
    await restarted.settle()
    #expect(await addresses(cluster).filter { !before.contains($0) } == ["10.244.0.9"])
  }
}
