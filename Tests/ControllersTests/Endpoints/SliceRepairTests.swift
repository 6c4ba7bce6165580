import Controllers
import ObjectStore
import Objects
import Testing

/// What becomes of slices that somebody changed by hand, as upstream's controller has it.
struct SliceRepairTests {
  private let cluster: Cluster

  init() async throws {
    cluster = try await Cluster()
    try await cluster.create(Make.service(ports: [ServicePort(name: "web", port: 80)]))
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    await cluster.manager.settle()
  }

  private func slice() async throws -> EndpointSlice {
    let slices = await cluster.slices(of: "httpd")
    #expect(slices.count == 1)
    return try #require(slices.first)
  }

  private func change(_ change: (inout EndpointSlice) -> Void) async throws -> EndpointSlice {
    var slice = try await slice()
    change(&slice)
    slice = try await cluster.update(slice)
    await cluster.manager.settle()
    return slice
  }

  private func touchService() async throws {
    var service = try await cluster.store.get(Service.self, "sandbox", "httpd")
    service.metadata.annotations["touched"] = "1"
    try await cluster.update(service)
    await cluster.manager.settle()
  }

  @Test func oneThatWasEmptiedIsFilledAndKeepsItsAnnotations() async throws {
    let broken = try await change {
      $0.metadata.annotations["mine"] = "1"
      $0.endpoints = []
    }
    let repaired = try await slice()
    #expect(repaired.metadata.uid == broken.metadata.uid)
    #expect(repaired.endpoints.map(\.hostname) == ["web-0"])
    #expect(repaired.metadata.annotations["mine"] == "1")
  }

  @Test func itsServicesLabelsAreRestoredAtOnce() async throws {
    _ = try await change { $0.metadata.labels["by"] = "hand" }
    #expect(try await slice().metadata.labels["by"] == nil)
  }

  /// A label of the controllers' own is no reason to write, but is put right with the next one.
  @Test func theHeadlessLabelIsRestoredWithTheNextChange() async throws {
    let label = "service.kubernetes.io/headless"
    let broken = try await change { $0.metadata.labels[label] = nil }
    #expect(try await slice() == broken)
    try await touchService()
    #expect(try await slice() == broken)
    _ = try await change { $0.endpoints[0].isReady = false }
    #expect(try await slice().metadata.labels[label] == "")
  }

  /// Its owners are looked at with the next change; then a slice that the Service does not own goes.
  @Test func oneWithoutItsOwnerIsReplaced() async throws {
    let orphan = try await change { $0.metadata.ownerReferences = [] }
    #expect(try await slice() == orphan)
    try await touchService()
    let new = try await slice()
    #expect(new.metadata.uid != orphan.metadata.uid && new.endpoints == orphan.endpoints)
    #expect(new.metadata.ownerReferences.count == 1)
  }

  @Test func theOrderOfPortsIsNoReasonToWrite() async throws {
    var service = try await cluster.store.get(Service.self, "sandbox", "httpd")
    service.spec.ports.append(ServicePort(name: "sql", port: 5432))
    service = try await cluster.update(service)
    await cluster.manager.settle()
    let before = try await slice()
    service.spec.ports.reverse()
    try await cluster.update(service)
    await cluster.manager.settle()
    #expect(try await slice() == before)
  }

  /// A pod without an address tells of its time when it comes: later changes do not bear it.
  @Test func aPodWithoutAnAddressUsesUpItsTime() async throws {
    cluster.clock.advance(by: .seconds(5))
    var pod = Make.pod("web-1")
    pod.metadata.labels = [:]
    pod = try await cluster.create(pod)
    try await cluster.run(pod, at: [])
    await cluster.manager.settle()
    pod = try await cluster.store.get(Pod.self, "sandbox", "web-1")
    pod.metadata.labels = Make.pod("web-1").metadata.labels
    try await cluster.update(pod)
    await cluster.manager.settle()
    try await cluster.delete(
      try await cluster.store.get(Pod.self, "sandbox", "web-0"), grace: 0)
    await cluster.manager.settle()
    let annotations = try await slice().metadata.annotations
    #expect(annotations["endpoints.kubernetes.io/last-change-trigger-time"] == nil)
  }
}
