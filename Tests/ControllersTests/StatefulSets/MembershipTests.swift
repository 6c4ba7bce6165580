import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Adoption and release (statefulset behaviour §3.7, observed A6 and A9).
@Suite struct MembershipTests {
  /// A pod that no set made: it has no volumes of claims.
  private func bare(_ name: String, app: String = "httpd") -> Pod {
    Pod(
      metadata: ObjectMetadata(name: name, namespace: "sandbox", labels: ["app": app]),
      spec: PodSpec(containers: [Container(name: "httpd", image: "httpd:1")]))
  }

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
    try await cluster.apply(.create(bare("web-1")))
    try await cluster.apply(
      .create(StatefulSet.webWithClaims(replicas: 2, isParallel: true, policy: .unset)))
    #expect(try await cluster.pod(1).metadata.controller?.name == "web")
    let status = try await cluster.set().status
    #expect([status.replicas, status.currentReplicas, status.updatedReplicas] == [2, 1, 1])
  }

  /// All of a batch are tried each time, and none of the next.
  @Test func refusedPodsHoldUpOnlyTheNextBatch() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(bare("web-1")), .create(bare("web-2", app: "other")))
    try await cluster.apply(
      .create(StatefulSet.webWithClaims(replicas: 4, isParallel: true, policy: .unset)))
    func owned() async -> [String] {
      await cluster.pods().filter { $0.metadata.controller != nil }.map(\.metadata.name).sorted()
    }
    #expect(await owned() == ["web-0", "web-1"])
    try await cluster.apply(.delete(try await cluster.pod(2).key, uid: nil, gracePeriodSeconds: 0))
    await cluster.pass(.seconds(10))
    #expect(await owned() == ["web-0", "web-1", "web-2"])
  }

  @Test func aSetThatIsRefusedSomethingLooksInTimeAtWhoBecomesAvailable() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(bare("web-1", app: "other")))
    var set = StatefulSet.web(replicas: 2, isParallel: true)
    set.spec.minReadySeconds = 4
    try await cluster.apply(.create(set))
    // Long enough for the next try to be far away.
    await cluster.pass(.seconds(200))
    try await cluster.report(0, isReady: false)
    try await cluster.report(0, isReady: true)
    #expect(try await cluster.set().status.availableReplicas == 0)
    await cluster.pass(.seconds(5))
    #expect(try await cluster.set().status.availableReplicas == 1)
  }

  /// The claim of a running pod ends, of which nobody tells the set: it tries again by itself.
  @Test func aSetThatWaitsForAClaimOfARunningPodTriesAgain() async throws {
    let cluster = try await TestCluster()
    var claim = Make.claim("www-web-0")
    claim.metadata.finalizers = ["example.com/hold"]
    try await cluster.apply(.create(bare("web-0")), .create(claim))
    try await cluster.apply(.delete(claim.key, uid: nil, gracePeriodSeconds: nil))
    try await cluster.apply(.create(StatefulSet.webWithClaims(replicas: 1, policy: .unset)))
    await cluster.pass(.seconds(1))
    claim = try await cluster.store.get(claim.key) as! GenericObject
    #expect(try await cluster.pod(0).metadata.controller?.name == "web")
    claim.metadata.finalizers = []
    try await cluster.apply(.update(claim))
    await cluster.pass(.seconds(5))
    claim = try await cluster.store.get(claim.key) as! GenericObject
    #expect(claim.metadata.deletionTimestamp == nil)
  }

  /// A set that is going can adopt nothing, and says nothing until there is nothing to adopt.
  @Test func aGoingSetTriesAgainUntilNoRevisionIsLeftToAdopt() async throws {
    let cluster = try await TestCluster()
    var set = StatefulSet.web(replicas: 1)
    set.metadata.finalizers = ["example.com/hold"]
    try await cluster.apply(.create(set))
    var revision = try #require(await cluster.revisions().first)
    try await cluster.apply(.delete(set.key, uid: nil, gracePeriodSeconds: nil))
    revision.metadata.name = "web-hand"
    revision.metadata.ownerReferences = []
    revision.metadata.resourceVersion = nil
    try await cluster.apply(.create(revision))
    try await cluster.report(0, isReady: false)
    await cluster.pass(.seconds(1))
    #expect(try await cluster.set().status.readyReplicas == 1)
    try await cluster.apply(.delete(revision.key, uid: nil, gracePeriodSeconds: nil))
    await cluster.pass(.seconds(5))
    #expect(try await cluster.set().status.readyReplicas == 0)
  }

  /// One that is named as an owner already becomes the controller in its place.
  @Test func anOwnerThatAdoptsKeepsItsPlace() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 1)))
    let set = try await cluster.set()
    let own = OwnerReference(
      apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: set.metadata.uid)
    let other = OwnerReference(apiVersion: "v1", kind: "ConfigMap", name: "c", uid: "c")
    var pod = try await cluster.pod(0)
    pod.metadata.ownerReferences = [own, other]
    var revision = try #require(await cluster.revisions().first)
    revision.metadata.ownerReferences = [own, other]
    try await cluster.apply(.update(revision))
    try await cluster.apply(.update(pod))
    for owners in [
      try await cluster.pod(0).metadata.ownerReferences,
      await cluster.revisions()[0].metadata.ownerReferences,
    ] {
      #expect(owners.map(\.kind) == ["StatefulSet", "ConfigMap"])
      #expect(owners.map(\.isController) == [true, other.isController])
    }
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
