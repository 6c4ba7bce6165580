import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Upstream's cases about what ties a pod to its place, and a template to its revision.
@Suite struct IdentityCaseTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: [String]
    /// Of pod `web-1` with a claim: what is wrong with it.
    var damage = ""
    var isMember = true
    var needsRepair = false
    var testDescription: String { stands.joined(separator: ", ") }
  }

  @Test(arguments: rows)
  func repair(_ row: Row) throws {
    let set = SetSketch(claimTemplates: ["www"]).set
    var pod = SetSketch(claimTemplates: ["www"]).pods("1")[0]
    damage(&pod, row.damage)
    let ordinal = set.ordinal(ofPodNamed: pod.metadata.name)
    #expect((ordinal == 1) == row.isMember)
    guard row.isMember else { return }
    let repaired = set.repaired(pod, ordinal: 1)
    #expect((repaired != nil) == row.needsRepair)
    if let repaired {
      #expect(set.repaired(repaired, ordinal: 1) == nil)
      #expect(repaired.metadata.labels[StatefulSetLabel.podName] == "web-1")
      #expect(set.hasClaimVolumes(repaired))
    }
  }

  private func damage(_ pod: inout Pod, _ damage: String) {
    switch damage {
    case "prefix": pod.metadata.name = "1-web"
    case "set": pod.metadata.name = "web2-1"
    case "name": pod.metadata.name = "web"
    case "label": pod.metadata.labels[StatefulSetLabel.podName] = nil
    case "volumes": pod.spec.volumes = []
    case "source": pod.spec.volumes = [["name": "www"]]
    case "claim":
      pod.spec.volumes = [["name": "www", "persistentVolumeClaim": ["claimName": "foo"]]]
    default: break
    }
  }

  /// Namespaces are not among the damages: a pod of another is never looked at.
  static let rows: [Row] = [
    Row(stands: ["TestIdentityMatches", "TestStorageMatches", "TestIsMemberOf"]),
    Row(stands: ["TestGetParentNameAndOrdinal"], damage: "prefix", isMember: false),
    Row(stands: ["TestIsMemberOf/another set"], damage: "set", isMember: false),
    Row(stands: ["TestIdentityMatches/name"], damage: "name", isMember: false),
    Row(stands: ["TestUpdateIdentity"], damage: "label", needsRepair: true),
    Row(stands: ["TestUpdateStorage"], damage: "volumes", needsRepair: true),
    Row(stands: ["TestUpdateStorage/source"], damage: "source", needsRepair: true),
    Row(stands: ["TestUpdateStorage/claim name"], damage: "claim", needsRepair: true),
  ]

  // MARK: Labels of claims

  struct Labels: Sendable, CustomTestStringConvertible {
    var selector: [String: String]
    var template: [String: String]
    var expected: [String: String]
    var testDescription: String { "\(selector) over \(template)" }
  }

  static let functions = [
    "TestGetPersistentVolumeClaims", "TestIsRunningAndReady", "TestAscendingOrdinal",
    "TestNewPodControllerRef", "TestCreateApplyRevision", "TestRollingUpdateApplyRevision",
    "TestGetClaimPodName", "TestGetStatefulSetMaxUnavailable",
  ]

  @Test(arguments: [
    Labels(selector: [:], template: [:], expected: [:]),
    Labels(selector: ["test": "test"], template: [:], expected: ["test": "test"]),
    Labels(
      selector: ["name": "foo"], template: ["test": "test"],
      expected: ["name": "foo", "test": "test"]),
    Labels(selector: ["test": "foo"], template: ["test": "test"], expected: ["test": "foo"]),
  ])
  func claimLabels(_ row: Labels) throws {
    var set = SetSketch().set
    set.spec.selector = LabelSelector(matchLabels: row.selector)
    let labels = row.template.mapValues { Value.string($0) }
    set.spec.volumeClaimTemplates = [["metadata": ["name": "www", "labels": .object(labels)]]]
    let claim = set.makeClaim(of: try #require(set.claimTemplates.first), podName: "web-0")
    #expect(claim.metadata.labels == row.expected)
  }

  // MARK: The others

  @Test(arguments: [("pending", 0), ("unready", 0), ("ready", 1)] as [(String, Int32)])
  func onlyRunningAndReadyPodsAreReady(_ state: String, _ count: Int32) {
    #expect(SetSketch(replicas: 1).plan("0:\(state)").status.readyReplicas == count)
  }

  @Test func podsAreTakenByTheirNumbers() {
    let order = [7, 2, 9, 0, 10, 4, 1, 8, 3, 6, 5]
    let pods = SetSketch(replicas: 11).pods(order.map(String.init).joined(separator: " "))
    let roster = SetRoster(of: SetSketch(replicas: 11).set, pods)
    #expect(roster.members.map(\.ordinal) == Array(0...10))
  }

  @Test func aNewPodIsControlledByItsSet() {
    let pod = SetSketch().set.makePod(0, of: SetSketch().revisions.update)
    #expect(
      pod.metadata.ownerReferences == [
        OwnerReference(
          apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "set", isController: true,
          blocksOwnerDeletion: true)
      ])
  }

  /// A revision puts back the template, and its copy in the history has the set's annotations of
  /// then.
  @Test func aRevisionPutsTheTemplateBack() throws {
    var set = StatefulSet.web(replicas: 1)
    let before = set.spec.template
    let data = RevisionData.data(of: set)
    set.spec.template.spec.containers[0].name = "foo"
    set.metadata.annotations["foo"] = "bar"
    let updated = RevisionData.data(of: set)
    let restored = try #require(RevisionData.apply(data, to: set))
    #expect(restored.spec.template == before)
    #expect(RevisionData.data(of: restored) == data)
    #expect(RevisionData.apply(updated, to: set)?.spec.template == set.spec.template)
    let revision = ControllerRevision.make(for: restored, data: data, hash: "x", number: 2)
    #expect(revision.metadata.annotations["foo"] == "bar")
  }

  /// Which pod a claim is of, by its name.
  @Test(arguments: [
    ("volume-my-set-2", ["my-set-2"]), ("long-volume-my-set-20", ["my-set-20"]),
    ("volume-2-my-set", []), ("volume-pod-2", []),
  ])
  func podsOfClaims(_ claim: String, _ pods: [String]) {
    var set = StatefulSet.web(replicas: 1)
    set.metadata = ObjectMetadata(
      name: "my-set", namespace: "sandbox", uid: "set",
      resourceVersion: ResourceVersion(rawValue: 1))
    set.spec.volumeClaimTemplates = ["volume", "long-volume"].map {
      ["metadata": ["name": .string($0)]]
    }
    var view = ClusterView()
    _ = view.replace(by: [set], at: ResourceVersion(rawValue: 1))
    let name = NamespacedName(namespace: "sandbox", name: claim)
    #expect(SetKeys.pods(claiming: name, in: view).map(\.pod) == pods)
  }
}
