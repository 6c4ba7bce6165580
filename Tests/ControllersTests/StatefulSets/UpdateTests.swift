import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Whole rollouts of a changed template (observed A5).
@Suite struct UpdateTests {
  private func images(_ cluster: TestCluster) async -> [String] {
    await cluster.pods().map { $0.spec.containers[0].image }
  }

  @Test func thePartitionKeepsLowPodsOld() async throws {
    let cluster = try await TestCluster()
    var web = StatefulSet.web(replicas: 4)
    web.spec.rollingUpdate = RollingUpdate(partition: 2)
    try await cluster.apply(.create(web))
    _ = try await cluster.story()
    try await cluster.edit { $0.image = "httpd:2" }
    #expect(try await cluster.story() == "-3 3. +3 3 -2 2. +2 2")
    #expect(try await cluster.set().counts == [4, 4, 4, 2, 2])
    // A pod below the partition comes back with the template that only its revision remembers.
    try await cluster.delete(0)
    try await cluster.delete(3)
    #expect(await images(cluster) == ["httpd:1", "httpd:1", "httpd:2", "httpd:2"])
    try await cluster.edit { $0.spec.replicas = 1 }
    try await cluster.edit { $0.spec.replicas = 4 }
    #expect(await images(cluster) == ["httpd:1", "httpd:1", "httpd:2", "httpd:2"])
    _ = try await cluster.story()
    try await cluster.edit { $0.spec.rollingUpdate?.partition = 0 }
    #expect(try await cluster.story() == "-1 1. +1 1 -0 0. +0 0")
    #expect(try await cluster.set().counts == [4, 4, 4, 4, 4])
  }

  @Test func aPartitionAboveReplicasHoldsEverything() async throws {
    let cluster = try await TestCluster()
    var web = StatefulSet.web(replicas: 2)
    web.spec.rollingUpdate = RollingUpdate(partition: 10)
    try await cluster.apply(.create(web))
    _ = try await cluster.story()
    try await cluster.edit { $0.image = "httpd:2" }
    #expect(try await cluster.story() == "")
    #expect(try await cluster.set().counts == [2, 2, 2, 2, 0])
    try await cluster.delete(1)
    #expect(await images(cluster) == ["httpd:1", "httpd:1"])
  }

  @Test func minReadySecondsPacesARollout() async throws {
    let cluster = try await TestCluster()
    var web = StatefulSet.web(replicas: 2)
    web.spec.minReadySeconds = 4
    try await cluster.apply(.create(web))
    await cluster.pass(.seconds(10))
    _ = try await cluster.story()
    try await cluster.edit { $0.image = "httpd:2" }
    #expect(try await cluster.story() == "-1 1. +1 1")
    await cluster.pass(.seconds(3))
    #expect(try await cluster.story() == "")
    await cluster.pass(.seconds(1))
    #expect(try await cluster.story() == "-0 0. +0 0")
    // Complete when Ready, before it is available.
    #expect(try await cluster.set().counts == [2, 2, 1, 2, 2])
  }

  /// kubernetes#67250: the template goes back, the pod that is not Ready stays until it is deleted by hand.
  @Test func aBrokenRolloutStaysBroken() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 2)))
    try await cluster.edit { set in
      set.image = "broken"
      set.spec.rollingUpdate?.partition = 1
    }
    try await cluster.report(1, isReady: false)
    _ = try await cluster.story()
    try await cluster.edit { set in
      set.image = "httpd:1"
      set.spec.rollingUpdate?.partition = 0
    }
    #expect(try await cluster.story() == "")
    #expect(await images(cluster) == ["httpd:1", "broken"])
    try await cluster.delete(1)
    #expect(try await cluster.story() == "-1 1. +1 1")
    #expect(await images(cluster) == ["httpd:1", "httpd:1"])
  }

  @Test func revisionsAreKeptAndRaisedAgain() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 1)))
    let first = try await cluster.set().status.currentRevision
    try await cluster.edit { $0.image = "httpd:2" }
    let second = try await cluster.set().status.currentRevision
    try await cluster.edit { $0.image = "httpd:1" }
    #expect(try await cluster.set().status.currentRevision == first)
    let revisions = await cluster.revisions()
    #expect(revisions.map(\.metadata.name) == [second, first])
    #expect(revisions.map(\.revisionNumber) == [2, 3])
    let revision = try #require(revisions.last)
    #expect(revision.metadata.labels["app"] == "httpd")
    #expect("web-\(revision.metadata.labels[StatefulSetLabel.hash] ?? "")" == first)
    #expect(revision.metadata.controller?.name == "web")
    #expect(revision.body["data"]?["spec"]?["template"]?["$patch"] == "replace")
  }

  @Test func historyIsCutToItsLimit() async throws {
    let cluster = try await TestCluster()
    var web = StatefulSet.web(replicas: 1)
    web.spec.revisionHistoryLimit = 2
    try await cluster.apply(.create(web))
    for version in 2...6 { try await cluster.edit { $0.image = "httpd:\(version)" } }
    #expect(await cluster.revisions().map(\.revisionNumber) == [4, 5, 6])
    try await cluster.edit { $0.spec.revisionHistoryLimit = 0 }
    #expect(await cluster.revisions().map(\.revisionNumber) == [6])
  }

  @Test func anotherSetsRevisionOfTheSameNameIsACollision() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 1)))
    let name = try await cluster.set().status.updateRevision
    let other = try await TestCluster()
    let squatter = GenericObject(
      resource: ControllerRevision.resource,
      metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      body: ["data": ["other": true], "revision": 1])
    try await other.apply(.create(squatter), .create(StatefulSet.web(replicas: 1)))
    let set = try await other.set()
    #expect(set.status.collisionCount == 1)
    #expect(set.status.updateRevision != name)
    #expect(set.counts == [1, 1, 1, 1, 1])
  }
}
