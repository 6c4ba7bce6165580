import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Upstream's cases about what is written of the history, and whose it is.
@Suite struct RevisionSyncTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: [String]
    /// Revisions that are there before the first sync.
    var made: [Made] = []
    var script: [String]
    /// The collision count of the status at the end.
    var collisions: Int32 = 0
    /// By name: what controls each at the end.
    var owners: [String: String?] = [:]
    var testDescription: String { stands.joined(separator: ", ") }
  }

  /// A revision with its name; without one that of the set's first.
  struct Made: Sendable {
    var name: String?
    var image = "httpd:1"
    var owner: String?
    var app = "httpd"
  }

  @Test(arguments: rows)
  func sync(_ row: Row) async throws {
    let bench = try await SyncBench(.web(replicas: 1))
    for made in row.made { try await bench.commit(.create(revision(made, await bench.stored()))) }
    try await bench.run(row.script, of: row.testDescription)
    #expect(try await bench.set().status.collisionCount == row.collisions)
    let owners = await bench.revisions().map { ($0.metadata.name, $0.metadata.controller?.name) }
    for (name, owner) in row.owners {
      #expect(owners.first { $0.0 == name }.map { $0.1 == owner } == true, "owner of \(name)")
    }
  }

  private func revision(_ made: Made, _ set: StatefulSet) -> GenericObject {
    var made = made
    var other = set
    other.image = made.image
    if made.owner == "db" {
      (other.metadata.name, other.metadata.uid) = ("db", "db")
    }
    let first = RevisionData.name(of: set, collisionCount: 0)
    let data = RevisionData.data(of: other)
    var revision = ControllerRevision.make(
      for: other, data: data, hash: RevisionData.hash(of: data), number: 1)
    made.name = made.name ?? first
    revision.metadata.name = made.name ?? ""
    revision.metadata.labels["app"] = made.app
    if made.owner == nil { revision.metadata.ownerReferences = [] }
    return revision
  }

  private static func both(_ name: String) -> [String] {
    ["TestRealHistory_\(name)", "TestFakeHistory_\(name)"]
  }

  static let rows: [Row] = listed + created + updated + deleted + adopted

  static let listed: [Row] = [
    Row(
      stands: both("ListControllerRevisions/selects none"),
      script: ["all: revision 1, create 0, status"]),
    Row(
      stands: both("ListControllerRevisions/selects all"),
      made: [Made(owner: "web"), Made(name: "web-b", image: "b", owner: "web")],
      script: ["all: revision 2, create 0, status"]),
    Row(
      stands: both("ListControllerRevisions/doesn't select another Objects history"),
      made: [Made(owner: "web"), Made(name: "db-b", image: "b", owner: "db")],
      script: ["all: create 0, status"], owners: ["db-b": "db"]),
    Row(
      stands: both("ListControllerRevisions/selects orphans"),
      made: [Made(owner: "web"), Made(name: "web-b", image: "b")],
      script: ["sync: ", "all: revision 2, create 0, status"], owners: ["web-b": "web"]),
  ]

  static let created: [Row] = [
    Row(
      stands: both("CreateControllerRevision/creates new"),
      script: ["all: revision 1, create 0, status", "revisions 1"]),
    Row(
      stands: both("CreateControllerRevision/create doesn't conflict when parents differ"),
      made: [Made(name: "db-a", owner: "db")],
      script: ["all: revision 1, create 0, status", "revisions 1 1"]),
    Row(
      stands: both("CreateControllerRevision/create renames on conflict"),
      made: [Made(image: "b", owner: "db")],
      script: [
        "all: revision 1, create 0, status", "revisions 1 1", "pods 0:pending", "all: status",
        "all: ", "revisions 1 1",
      ], collisions: 1),
  ]

  static let updated: [Row] = [
    Row(
      stands: ["TestRealHistory_UpdateControllerRevision/update fails on error"],
      made: [Made(owner: "web"), Made(name: "web-b", image: "b", owner: "web")],
      script: ["refuse revision", "all: revision 2!", "fails", "all: revision 2, create 0, status"]),
    Row(
      stands: ["TestRealHistory_UpdateControllerRevision/update on succeeds on conflict"],
      made: [Made(owner: "web"), Made(name: "web-b", image: "b", owner: "web")],
      script: [
        "refuse revision revision", "all: revision 2!", "all: revision 2!",
        "all: revision 2, create 0, status", "revisions 1 2",
      ]),
  ]

  static let deleted: [Row] = [
    Row(
      stands: both("DeleteControllerRevision/delete empty fails"),
      script: ["limit 0", "all: revision 1, create 0, status", "all: status", "all: "]),
    Row(
      stands: both("DeleteControllerRevision/delete existing succeeds"),
      made: [Made(name: "web-b", image: "b", owner: "web")],
      script: ["limit 0", "all: revision 2, create 0, status, forget", "revisions 2"]),
    Row(
      stands: both("DeleteControllerRevision/delete non-existing fails"),
      made: [
        Made(name: "db-b", image: "b", owner: "db"), Made(name: "db-c", image: "c", owner: "db"),
      ],
      script: ["limit 0", "all: revision 1, create 0, status", "revisions 1 1 1"]),
  ]

  static let adopted: [Row] = [
    Row(
      stands: both("AdoptControllerRevision/adopting an orphan succeeds"), made: [Made(name: "x")],
      script: ["sync: ", "all: create 0, status"], owners: ["x": "web"]),
    Row(
      stands: both("AdoptControllerRevision/adopting an owned revision fails"),
      made: [Made(name: "x", owner: "db")], script: ["all: revision 1, create 0, status"],
      owners: ["x": "db"]),
    Row(
      stands: both("AdoptControllerRevision/adopting a non-existent revision fails"),
      made: [Made(name: "x", app: "other")],
      script: ["all: revision 1, create 0, status"], owners: ["x": nil]),
  ]

  /// A revision that the selector no longer matches is none of the set's history, though the set
  /// owns it.
  @Test func relabeledRevisionsAreForgottenByTheSet() async throws {
    let bench = try await SyncBench(.web(replicas: 1))
    let made = Made(name: "web-b", image: "b", owner: "web", app: "other")
    try await bench.commit(.create(revision(made, await bench.stored())))
    try await bench.run(
      ["limit 0", "all: revision 1, create 0, status", "revisions 1 1"], of: "relabeled")
  }
}

extension SyncBench {
  /// The set as the store completed it.
  fileprivate func stored() async -> StatefulSet {
    guard let set = try? await set() else { preconditionFailure("the bench has a set") }
    return set
  }
}
