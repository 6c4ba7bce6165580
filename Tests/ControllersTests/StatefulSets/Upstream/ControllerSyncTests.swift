import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Upstream's cases of the whole controller: adoption, release, sets that are being deleted.
@Suite struct ControllerSyncTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var replicas: Int32 = 3
    var policies: [RetentionPolicy] = [.unset]
    var script: [String]
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func sync(_ row: Row) async throws {
    for policy in row.policies {
      let bench = try await SyncBench(.webWithClaims(replicas: row.replicas, policy: policy))
      try await bench.run(row.script, of: "\(row.stands), \(policy)")
    }
  }

  static let rows: [Row] = [
    Row(
      stands: "TestStatefulSetControllerCreates",
      script: ["rest: create 0, create 1, create 2", "counts 3 3 3 3 3"]),
    Row(
      stands: "TestStatefulSetControllerDeletes",
      script: [
        "rest: create 0, create 1, create 2", "scale 0", "rest: delete 2, delete 1, delete 0",
        "counts 0 0 0 0 0",
      ]),
    Row(
      stands: "TestStatefulSetControllerRespectsTermination", replicas: 5,
      script: [
        "rest: create 0, create 1, create 2, create 3, create 4", "ends 3 4", "scale 3", "sync: ",
        "counts 5 5 5 3 3", "gone 3 4", "scale 0", "rest: delete 2, delete 1, delete 0",
        "counts 0 0 0 0 0",
      ]),
    Row(
      stands: "TestStatefulSetControllerBlocksScaling",
      script: [
        "rest: create 0, create 1, create 2", "ends 0", "scale 5", "sync: ", "gone 0",
        "sync: create 0", "rest: create 3, create 4",
      ]),
    Row(
      stands: "TestStatefulSetControllerDeletionTimestamp",
      script: ["leave", "all: revision 1, status", "counts 0 0 0 0 0"]),
    Row(
      stands: "TestStaleOwnerRefOnScaleup", policies: [.scaleDownOnly, .delete],
      script: [
        "rest: create 0, create 1, create 2", "scale 2", "sync: delete 2", "sync: ", "scale 3",
        "sync: ", "sync: ", "counts 2 2 2 2 2", "lose 2", "rest: create 2", "counts 3 3 3 3 3",
      ]),
  ]

  // MARK: Whose pods

  struct Claimed: Sendable, CustomTestStringConvertible {
    var stands: String
    /// As ``SetSketch``'s pods; `-` after it: nobody's, `+`: other labels, `x`: another name.
    var pods: String
    var members: String
    var adopted = ""
    var released = ""
    var testDescription: String { stands }
  }

  @Test(arguments: claimed)
  func claim(_ row: Claimed) {
    let sketch = SetSketch(replicas: 5)
    let pods = row.pods.split(separator: " ").map { word in
      var pod = sketch.pods(String(word.prefix(1)))[0]
      if word.contains("-") { pod.metadata.ownerReferences = [] }
      if word.contains("+") { pod.metadata.labels = [:] }
      if word.contains("x") { pod.metadata.name = "x\(pod.metadata.name)" }
      return pod
    }
    let roster = SetRoster(of: sketch.set, pods)
    let writes = PodMembership.writes(
      for: sketch.set, strays: roster.strays.values.sorted { $0.metadata.name < $1.metadata.name },
      orphans: pods.filter { $0.metadata.controller == nil })
    var names: [Bool: [String]] = [:]
    for case .update(let pod) in writes {
      names[pod.metadata.controller != nil, default: []].append(pod.metadata.name)
    }
    #expect(roster.members.map(\.name).joined(separator: " ") == row.members)
    #expect((names[true] ?? []).joined(separator: " ") == row.adopted)
    #expect((names[false] ?? []).joined(separator: " ") == row.released)
  }

  static let claimed: [Claimed] = [
    Claimed(
      stands: "TestGetPodsForStatefulSetAdopt", pods: "1 2- 3-+ 4-x", members: "web-1",
      adopted: "web-2"),
    Claimed(
      stands: "TestGetPodsForStatefulSetRelease", pods: "1 2x 3+ 4-+", members: "web-1",
      released: "web-3 xweb-2"),
  ]

  static let told = [
    "TestStatefulSetControllerDeletionTimestampRace", "TestAdoptOrphanRevisions",
    "TestOrphanedPodsWithPVCDeletePolicy",
  ]

  /// The controller sees the set as it was before it began to go: nothing is adopted then.
  @Test func aSetThatIsGoingByNowAdoptsNothing() async throws {
    let bench = try await SyncBench(.web(replicas: 3))
    try await bench.run(["adopt 1", "leaves meanwhile", "sync: ", "fails"], of: Self.told[0])
    #expect(try await bench.pod("web-1").metadata.ownerReferences.isEmpty)
    try await bench.run(["sync: "], of: Self.told[0])
    #expect(try await bench.pod("web-1").metadata.ownerReferences.isEmpty)
  }

  /// Of two revisions one is nobody's: the set takes it and leaves the other as it is.
  @Test func orphanedRevisionsAreAdopted() async throws {
    let bench = try await SyncBench(.web(replicas: 1))
    try await bench.run(
      ["rest: create 0", "image b", "rest: delete 0, create 0"], of: Self.told[1])
    var orphan = try #require(await bench.revisions().first)
    orphan.metadata.ownerReferences = []
    try await bench.commit(.update(orphan))
    try await bench.run(["rest: "], of: Self.told[1])
    let owners = await bench.revisions().map { $0.metadata.controller?.name }
    #expect(owners == ["web", "web"])
  }

  /// An adopted pod's claim gets the owner of the policy; that of a pod with another name stays
  /// nobody's.
  @Test(arguments: RetentionPolicy.allCases)
  func adoptedPodsClaimsAreOwned(_ policy: RetentionPolicy) async throws {
    let bench = try await SyncBench(.webWithClaims(replicas: 2, policy: policy))
    try await bench.run(["rest: create 0, create 1", "claim 2", "orphan 1"], of: Self.told[2])
    try await bench.run(["rest: update 1", "scale 0", "sync: delete 1"], of: Self.told[2])
    let owners = await bench.claims().map { $0.metadata.controller?.kind }
    let expected: [RetentionPolicy: String] = [
      .setDeleteOnly: "StatefulSet", .scaleDownOnly: "Pod", .delete: "Pod",
    ]
    #expect(owners == [expected[policy], expected[policy], nil])
  }
}
