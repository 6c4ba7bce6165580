import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Freed addresses rest over a restart (kubernetes/kubernetes#28969).
@Suite struct AddressMarksTests {
  private func mark(_ cluster: PodCluster) async throws -> String? {
    let map = try await cluster.store.get(
      ObjectKey(.configMap, AddressMarks.name))
    return (map as? GenericObject)?.body["data"]?["next"]?.string
  }

  private func address(_ cluster: PodCluster, _ name: String) async throws -> String {
    try await cluster.pod(name).status.podIPs.joined(separator: "/")
  }

  @Test func aFreedAddressIsNotGivenAgainAfterARestart() async throws {
    let cluster = try await PodCluster(blocks: ["10.244.0.0/16", "fd00::/64"])
    try await cluster.apply(cluster.make("a"))
    try await cluster.apply(cluster.make("b"))
    #expect(try await mark(cluster) == "10.244.0.8,fd00::8")
    try await cluster.apply(cluster.remove("a"), cluster.remove("b"))
    cluster.restart()
    try await cluster.apply(cluster.make("c"))
    #expect(try await address(cluster, "c") == "10.244.0.8/fd00::8")
  }

  /// Also around the end of the block, where the highest address in use says nothing.
  @Test func aRestartAfterTheEndOfTheBlock() async throws {
    let cluster = try await PodCluster(blocks: ["10.0.0.0/28"])
    for index in 0..<9 { try await cluster.apply(cluster.make("web-\(index)")) }
    try await cluster.apply(cluster.make("low"))
    #expect(try await address(cluster, "low") == "10.0.0.1")
    try await cluster.apply(cluster.remove("low"))
    cluster.restart()
    try await cluster.apply(cluster.make("next"))
    #expect(try await address(cluster, "next") == "10.0.0.2")
  }

  /// Freed right before the restart and next in turn: others go first. Whoever removes the pod.
  @Test(arguments: [false, true]) func aFreedAddressRestsOverARestart(byForce: Bool) async throws {
    let cluster = try await PodCluster(blocks: ["10.0.0.0/28"])
    for index in 0..<9 { try await cluster.apply(cluster.make("web-\(index)")) }
    try await cluster.apply(cluster.make("low"))
    // From here on the cursor stands before 10.0.0.2 ... 10.0.0.5, then what web-0 had.
    for index in 0..<4 {
      try await cluster.apply(cluster.make("more-\(index)"))
      try await cluster.apply(cluster.remove("more-\(index)"))
    }
    let version = await cluster.store.version
    let key = ObjectKey(Pod.resource, NamespacedName(namespace: "sandbox", name: "web-0"))
    try await cluster.apply(.delete(key, uid: nil, gracePeriodSeconds: byForce ? 0 : nil))
    let events = try await cluster.store.events(after: version).events
    #expect(events.contains { $0.object.key == key && $0.kind == .deleted })
    cluster.restart()
    cluster.clock.advance(to: cluster.clock.now() + .seconds(20))
    try await cluster.apply(cluster.make("next"))
    #expect(try await address(cluster, "next") == "10.0.0.2")
    cluster.clock.advance(to: cluster.clock.now() + .seconds(41))
    cluster.restart()
    try await cluster.apply(cluster.make("rested"))
    #expect(try await address(cluster, "rested") == "10.0.0.3")
  }

  /// One write covers many pods that come at once, and none is given an address beyond it.
  @Test func aBurst() async throws {
    let cluster = try await PodCluster()
    for index in 0..<600 { _ = try await cluster.store.commit(cluster.make("web-\(index)")) }
    await cluster.manager.settle()
    let events = try await cluster.store.events(after: ResourceVersion(rawValue: 0)).events
    #expect(events.filter { $0.object.key.resource == .configMap }.count < 20)
    let pods = await cluster.store.list(Pod.self, namespace: "sandbox")
    #expect(Set(pods.map(\.status.podIP)).count == 600)
    for pod in pods { _ = try await cluster.store.commit(cluster.remove(pod.metadata.name)) }
    await cluster.manager.settle()
    cluster.restart()
    try await cluster.apply(cluster.make("next"))
    let next = try await address(cluster, "next")
    #expect(!pods.contains { $0.status.podIP == next })
  }

  /// It can be deleted: the next pod writes it anew.
  @Test func aDeletedMark() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(cluster.make("a"))
    try await cluster.apply(
      .delete(ObjectKey(.configMap, AddressMarks.name), uid: nil, gracePeriodSeconds: nil))
    try await cluster.apply(cluster.make("b"))
    #expect(try await mark(cluster) == "10.244.0.8")
  }

  /// Where there is no place for it, pods run without; nor does what cannot be read matter.
  @Test func withoutAMark() async throws {
    let cluster = try await PodCluster(namespaces: ["sandbox"])
    try await cluster.apply(cluster.make("a"))
    #expect(try await address(cluster, "a") == "10.244.0.6")
    #expect(await cluster.manager.settle() == nil)
    _ = try await cluster.store.commit(
      .create(Namespace(metadata: ObjectMetadata(name: "kube-system"))))
    let map = GenericObject(
      resource: .configMap,
      metadata: ObjectMetadata(
        name: AddressMarks.name.name, namespace: AddressMarks.name.namespace),
      body: ["data": ["next": "rubbish,,192.168.0.1,fd00::7", "resting": "=,10.244.0.7=now,1=2="]])
    _ = try await cluster.store.commit(.create(map))
    cluster.restart()
    try await cluster.apply(cluster.make("b"))
    #expect(try await address(cluster, "b") == "10.244.0.7")
    #expect(try await mark(cluster) == "10.244.0.8")
  }
}
