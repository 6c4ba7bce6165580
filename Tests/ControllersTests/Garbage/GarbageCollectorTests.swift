import Controllers
import ObjectStore
import Objects
import Testing

struct GarbageCollectorTests {
  private func owned(_ name: String, by owners: (any KubernetesObject)?...) -> Pod {
    var pod = Make.pod(name)
    pod.metadata.ownerReferences = owners.map { owner in
      OwnerReference(
        apiVersion: "v1", kind: owner?.resource.kind ?? "Service",
        name: owner?.metadata.name ?? "x", uid: owner?.metadata.uid ?? "gone")
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

  /// An owner must be in the namespace of what refers to it, or in none.
  @Test func anOwnerInAnotherNamespaceIsNone() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    try await cluster.create(Namespace(metadata: ObjectMetadata(name: "other")))
    var service = Make.service("far")
    service.metadata.namespace = "other"
    service = try await cluster.create(service)
    try await cluster.create(owned("stray", by: service))
    #expect(await names(cluster) == [])
    let events = await cluster.store.list(Selection([.event])).items.compactMap {
      $0 as? GenericObject
    }
    #expect(
      events.map { "\($0.metadata.namespace) \($0.text("reason")!): \($0.text("message")!)" } == [
        "sandbox OwnerRefInvalidNamespace: ownerRef [v1/Service, namespace: sandbox, name: far, "
          + "uid: \(service.metadata.uid)] does not exist in namespace \"sandbox\""
      ])
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

  @Test func aReferenceToAnOwnerThatIsGoneIsTakenOff() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("first"))
    try await cluster.create(owned("both", by: service, nil))
    _ = await names(cluster)
    let pod = try await cluster.store.get(Pod.self, "sandbox", "both")
    #expect(pod.metadata.ownerReferences.map(\.name) == ["first"])
  }

  /// References that lead nowhere, and whether the object goes for it.
  @Test(arguments: [
    ("v1", "Service", "httpd", true), ("v1", "Service", "other", false),
    ("v1", "Pod", "httpd", false), ("apps/v1", "Service", "httpd", true),
    ("example.com/v1", "Robot", "r2", true), ("apps/v1", "ReplicaSet", "rs", false),
    ("v1", "Node", "node-1", false),
  ])
  func anOwnerIsItsKindAndNameToo(
    _ apiVersion: String, _ kind: String, _ name: String, _ stays: Bool
  ) async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("httpd"))
    var pod = Make.pod("web-0")
    pod.metadata.ownerReferences = [
      OwnerReference(apiVersion: apiVersion, kind: kind, name: name, uid: service.metadata.uid)
    ]
    // `apps/v1` Service is a kind that nobody knows, so nobody can tell that it is not there.
    try await cluster.create(pod)
    #expect(await names(cluster) == (stays ? ["web-0"] : []))
  }

  @Test func aClusterWideObjectIsNotDeletedForANamespacedOwner() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    var volume = Make.volume("v")
    volume.metadata.ownerReferences = [
      OwnerReference(apiVersion: "v1", kind: "Pod", name: "web-0", uid: "gone")
    ]
    try await cluster.create(volume)
    var orphan = Make.volume("w")
    orphan.metadata.ownerReferences = [
      OwnerReference(apiVersion: "v1", kind: "Node", name: "node-1", uid: "gone")
    ]
    try await cluster.create(orphan)
    await cluster.manager.settle()
    let rest = await cluster.store.list(Selection([.persistentVolume])).items
    #expect(rest.map(\.metadata.name) == ["v"])
  }
}
