import Controllers
import ObjectStore
import Objects
import Testing

struct GarbageCollectorTests {
  private func owned(_ name: String, by owners: (any KubernetesObject)?...) -> Pod {
    var pod = Make.pod(name)
    pod.metadata.ownerReferences = owners.map { owner in
      OwnerReference(
        apiVersion: "v1", kind: "Service", name: owner?.metadata.name ?? "x",
        uid: owner?.metadata.uid ?? "gone")
    }
    return pod
  }

  private func names(_ cluster: Cluster) async -> [String] {
    await cluster.manager.settle()
    return await cluster.store.list(Pod.self).map(\.metadata.name)
  }

  @Test func dependentsGoWithTheLastOfTheirOwners() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let first = try await cluster.create(Make.service("first"))
    let second = try await cluster.create(Make.service("second"))
    let pod = try await cluster.create(owned("both", by: first, second))
    try await cluster.create(owned("one", by: first))
    try await cluster.create(owned("chain", by: pod))
    try await cluster.create(Make.pod("free"))
    #expect(await names(cluster) == ["both", "chain", "free", "one"])
    try await cluster.delete(first)
    #expect(await names(cluster) == ["both", "chain", "free"])
    try await cluster.delete(second)
    #expect(await names(cluster) == ["free"])
  }

  @Test func anObjectMadeForAnAbsentOwnerGoes() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    try await cluster.create(owned("late", by: nil))
    #expect(await names(cluster) == [])
  }

  @Test func anotherOwnerOfTheSameNameIsNotTheOwner() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("httpd"))
    let pod = try await cluster.create(owned("web-0", by: service))
    try await cluster.run(pod, at: [])
    _ = await names(cluster)
    try await cluster.delete(service)
    try await cluster.create(Make.service("httpd"))
    await cluster.manager.settle()
    let terminating = try await cluster.store.get(Pod.self, "sandbox", "web-0")
    #expect(terminating.isTerminating)
  }
}
