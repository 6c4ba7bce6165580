import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Adoption and release (statefulset behaviour §3.7, observed A6 and A9).
@Suite struct MembershipTests {
  private func relabel(_ cluster: TestCluster, _ ordinal: Int, app: String) async throws {
    var pod = try await cluster.pod(ordinal)
    pod.metadata.labels["app"] = app
    try await cluster.apply(.update(pod))
  }

  @Test func aPodThatNoLongerMatchesIsReleasedAndComesBack() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 3)))
    try await relabel(cluster, 1, app: "other")
    #expect(try await cluster.pod(1).metadata.ownerReferences == [])
    // Its name is taken, so nothing can replace it.
    #expect(try await cluster.set().counts == [2, 2, 2, 2, 2])
    try await relabel(cluster, 1, app: "httpd")
    #expect(try await cluster.pod(1).metadata.controller?.name == "web")
    #expect(try await cluster.set().counts == [3, 3, 3, 3, 3])
  }

  /// The pod cannot be given the claim's volume; the sync ends there, before it comes to the
  /// deletion that its plan counts on.
  @Test func anAdoptedPodThatCannotBeMadeToFitHoldsUpTheRollOut() async throws {
    let cluster = try await TestCluster()
    var bare = Pod(
      metadata: ObjectMetadata(name: "web-1", namespace: "sandbox"),
      spec: PodSpec(containers: [Container(name: "httpd", image: "httpd:1")]))
    bare.metadata.labels = ["app": "httpd"]
    try await cluster.apply(.create(bare))
    try await cluster.apply(
      .create(StatefulSet.webWithClaims(replicas: 2, isParallel: true, policy: .unset)))
    #expect(try await cluster.pod(1).metadata.controller?.name == "web")
    let status = try await cluster.set().status
    #expect([status.replicas, status.currentReplicas, status.updatedReplicas] == [2, 1, 1])
  }

  @Test func aNewSetAdoptsOrphansAndTheirRevision() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 2)))
    let old = try await cluster.set()
    for pod in await cluster.pods() {
      var orphan = pod
      orphan.metadata.ownerReferences = []
      _ = try await cluster.store.commit(.update(orphan))
    }
    for var revision in await cluster.revisions() {
      revision.metadata.ownerReferences = []
      _ = try await cluster.store.commit(.update(revision))
    }
    try await cluster.apply(.delete(old.key, uid: nil, gracePeriodSeconds: nil))
    _ = try await cluster.story()
    try await cluster.apply(.create(StatefulSet.web(replicas: 3)))
    #expect(try await cluster.story() == "+2 2")
    let uid = try await cluster.set().metadata.uid
    #expect(await cluster.pods().map { $0.metadata.controller?.uid } == [uid, uid, uid])
    #expect(await cluster.revisions().map { $0.metadata.controller?.uid } == [uid])
    #expect(try await cluster.set().counts == [3, 3, 3, 3, 3])
  }

  /// And their claims, where its policy wants them.
  @Test func anAdoptingSetTakesTheClaimsToo() async throws {
    let stage = try await ConformanceStage(.webWithClaims(replicas: 2))
    try await stage.run(["pass: +0 0 +1 1", "owners - -"], of: "adoption")
    let pods = await stage.pods().map(\.metadata.uid)
    let orphaned = Deletion(propagation: .orphan)
    try await stage.apply(.delete(try await stage.set().key, orphaned))
    try await stage.run(["wait 10"], of: "adoption")
    try await stage.apply(.create(StatefulSet.webWithClaims(replicas: 2, policy: .setDeleteOnly)))
    try await stage.run(["pass:", "owners StatefulSet StatefulSet"], of: "adoption")
    #expect(await stage.pods().map(\.metadata.uid) == pods)
  }

  @Test func podsOfOtherControllersAreLeftAlone() {
    let sketch = SetSketch()
    var pods = sketch.pods("0 1 2 3:ending")
    pods[0].metadata.ownerReferences[0].uid = "another set of the same name"
    pods[1].metadata.ownerReferences = []
    pods[1].metadata.labels["app"] = "other"
    pods[2].metadata.name = "db-2"
    pods[2].metadata.ownerReferences = []
    pods[3].metadata.ownerReferences = []
    #expect(SetRoster(of: sketch.set, pods).members.isEmpty)
    #expect(PodMembership.writes(for: sketch.set, strays: [], orphans: pods).isEmpty)
  }

  @Test func aSetThatIsBeingDeletedNeitherAdoptsNorReleases() {
    let sketch = SetSketch(isDeleting: true)
    var pods = sketch.pods("0 1 2")
    pods[0].metadata.labels["app"] = "other"
    pods[1].metadata.ownerReferences = []
    let roster = SetRoster(of: sketch.set, pods)
    #expect(roster.members.map(\.name) == ["web-2"])
    #expect(roster.strays.keys.sorted() == ["web-0"])
    #expect(
      PodMembership.writes(
        for: sketch.set, strays: Array(roster.strays.values), orphans: [pods[1]]
      ).isEmpty)
  }
}

extension SetRoster {
  /// All read at once.
  init(of set: StatefulSet, _ pods: [Pod]) {
    self.init()
    let byName = Dictionary(uniqueKeysWithValues: pods.map { ($0.metadata.name, $0) })
    for name in byName.keys { mark(name) }
    refresh(set, pod: { byName[$0] }, claim: { _ in nil })
  }
}
