import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

@Suite struct PodEventsTests {
  /// What `kubectl describe pod` shows of a pod's life.
  @Test func aWholeLife() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(cluster.make("web-0"))
    try await cluster.apply(cluster.remove("web-0"))
    #expect(
      await cluster.events() == [
        "Normal Scheduled Successfully assigned sandbox/web-0 to ordinal",
        "Normal Pulled Container image \"c:1\" already present on machine and can be accessed by the pod",
        "Normal Created Container created", "Normal Started Container started",
        "Normal Killing Stopping container c",
      ])
    let objects = await cluster.store.list(.everything).items.compactMap { $0 as? GenericObject }
    let started = try #require(objects.first { $0.body["reason"] == "Started" })
    #expect(started.body["involvedObject"]?["fieldPath"] == "spec.containers{c}")
    #expect(started.body["source"] == ["component": "kubelet", "host": "ordinal"])
  }

  /// A crash loop raises the counts of its events instead of making more.
  @Test func repeatsAreCounted() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(
      cluster.make("web-0", annotations: [PodScript.annotation: "crash loop"]))
    await cluster.pass(.seconds(120))
    #expect(await cluster.events().count == 5)
    let pod = try await cluster.pod("web-0")
    #expect(pod.status.rest["containerStatuses"]?[0]?["restartCount"] == 4)
  }

  /// Who starts thousands of pods at once does not fill the store with events.
  @Test func aBurstIsCutShort() async throws {
    let cluster = try await PodCluster()
    for index in 0..<400 { _ = try await cluster.store.commit(cluster.make("web-\(index)")) }
    await cluster.manager.settle()
    #expect(await cluster.store.list(Pod.self, namespace: "sandbox").allSatisfy(\.isReady))
    #expect(await cluster.events().count == 1000)
    await cluster.pass(.seconds(1))
    try await cluster.apply(cluster.make("last"))
    #expect(await cluster.events().filter { $0.contains("sandbox/last") }.count == 1)
  }

  /// A namespace that ends takes no events, and its pods go all the same.
  @Test func aNamespaceThatEnds() async throws {
    let cluster = try await PodCluster()
    try await cluster.apply(cluster.make("web-0"))
    let before = await cluster.events().count
    try await cluster.apply(
      .delete(
        ObjectKey(Namespace.resource, NamespacedName(namespace: "", name: "sandbox")), uid: nil,
        gracePeriodSeconds: nil),
      cluster.remove("web-0"))
    #expect(await cluster.store.list(Pod.self, namespace: "sandbox").isEmpty)
    #expect(await cluster.events().count == before)
    #expect(await cluster.manager.settle() == nil)
  }
}
