import ClusterNames
import Controllers
import ObjectStore
import Objects
import Testing

struct NamespaceTests {
  private func cluster() async throws -> Cluster {
    try await Cluster(
      [EndpointSliceReconciler(), SystemObjects(), NamespaceReconciler(), GarbageCollector()],
      plugins: [ServiceAdmission(blocks: [AddressBlock("10.96.0.0/16")])])
  }

  @Test func everyClusterHasItsSystemObjects() async throws {
    let cluster = try await cluster()
    #expect(await cluster.manager.settle() == nil)
    #expect(
      await cluster.store.list(Namespace.self).map(\.metadata.name)
        == ["default", "kube-node-lease", "kube-public", "kube-system", "sandbox"])
    let service = try await cluster.store.get(Service.self, "default", "kubernetes")
    #expect(service.spec.clusterIP == "10.96.0.1")
    #expect(service.spec.ports.map { "\($0.name) \($0.port)" } == ["https 443"])
    try await cluster.delete(service)
    await cluster.manager.settle()
    let again = try await cluster.store.get(Service.self, "default", "kubernetes")
    #expect(again.spec.clusterIP == "10.96.0.1" && again.metadata.uid != service.metadata.uid)
  }

  @Test func aDeletedNamespaceIsEmptiedAndGoes() async throws {
    let cluster = try await cluster()
    try await cluster.create(Make.service())
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    await cluster.manager.settle()
    try await cluster.delete(try await cluster.store.get(Namespace.self, "", "sandbox"))
    await cluster.manager.settle()
    // The pod has its grace period, and what it may need stays with it.
    let rest = await cluster.store.list(Selection(namespace: "sandbox")).items.map(\.resource.kind)
    #expect(rest == ["Pod", "Service", "ServiceAccount", "EndpointSlice"])
    #expect(try await cluster.store.get(Namespace.self, "", "sandbox").phase == "Terminating")
    try await cluster.delete(pod, grace: 0)
    await cluster.manager.settle()
    #expect(await cluster.store.list(Namespace.self).allSatisfy { $0.metadata.name != "sandbox" })
  }
}
