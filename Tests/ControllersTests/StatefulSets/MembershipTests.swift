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

  @Test func theNameLabelIsPutBack() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 1)))
    var pod = try await cluster.pod(0)
    let labels = pod.metadata.labels
    pod.metadata.labels[StatefulSetLabel.podName] = nil
    pod.metadata.labels[StatefulSetLabel.podIndex] = nil
    try await cluster.apply(.update(pod))
    #expect(try await cluster.pod(0).metadata.labels == labels)
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
    for var revision in await cluster.revisionObjects() {
      revision.metadata.ownerReferences = []
      _ = try await cluster.store.commit(.update(revision))
    }
    try await cluster.apply(.delete(old.key, uid: nil, gracePeriodSeconds: nil))
    _ = try await cluster.story()
    try await cluster.apply(.create(StatefulSet.web(replicas: 3)))
    #expect(try await cluster.story() == "+2 2")
    let uid = try await cluster.set().metadata.uid
    #expect(await cluster.pods().map { $0.metadata.controller?.uid } == [uid, uid, uid])
    #expect(await cluster.revisionObjects().map { $0.metadata.controller?.uid } == [uid])
    #expect(try await cluster.set().counts == [3, 3, 3, 3, 3])
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
