import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Upstream's cases about which revision a set is at, from what is stored.
@Suite struct RevisionPlanTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: [String]
    /// `a1 b2`: the image of the template, the revision's number.
    var stored = ""
    var image = "a"
    /// The image of the status's current revision; empty: it has none.
    var current = ""
    /// `create 1`, `raise 4`, or nothing.
    var write = ""
    /// As `stored`.
    var revisions = (current: "", update: "")
    /// In which order they would be forgotten if the set were at none of them.
    var order: String?
    var testDescription: String { stands.joined(separator: ", ") }
  }

  @Test(arguments: rows)
  func history(_ row: Row) throws {
    let stored = row.stored.split(separator: " ").map { revision(String($0)) }
    var set = set(image: row.image)
    set.status.currentRevision =
      row.current.isEmpty ? "" : revision("\(row.current)0").metadata.name
    let history = RevisionHistory(
      of: set, data: RevisionData.data(of: set), stored: stored,
      named: { name in stored.first { $0.metadata.name == name } })
    #expect(story(history.write) == row.write)
    let names = [history.revisions.current.name, history.revisions.update.name]
    #expect(
      names
        == [row.revisions.current, row.revisions.update].map { revision("\($0)0").metadata.name })
    if let order = row.order {
      let forgotten = history.truncation(limit: 0, members: []).map(\.key.name)
      #expect(forgotten == order.split(separator: " ").map { revision(String($0)).metadata.name })
    }
  }

  private func set(image: String) -> StatefulSet {
    var set = StatefulSet.web(replicas: 3, image: image).applyingDefaults()
    set.metadata.uid = "set"
    return set
  }

  private func revision(_ text: String) -> GenericObject {
    let set = set(image: String(text.prefix(1)))
    let data = RevisionData.data(of: set)
    return ControllerRevision.make(
      for: set, data: data, hash: RevisionData.hash(of: data), number: Int64(text.dropFirst()) ?? 0)
  }

  private func story(_ write: Write?) -> String {
    switch write {
    case .create(let object as GenericObject): "create \(object.revisionNumber)"
    case .update(let object as GenericObject): "raise \(object.revisionNumber)"
    default: ""
    }
  }

  static let rows: [Row] = stated + equal + sorted

  static let stated: [Row] = [
    Row(
      stands: ["TestStatefulSetControl_getSetRevisions/creates initial revision"],
      write: "create 1", revisions: ("a", "a")),
    Row(
      stands: ["TestStatefulSetControl_getSetRevisions/creates revision on update"], stored: "a1",
      image: "b", current: "a", write: "create 2", revisions: ("a", "b")),
    Row(
      stands: [
        "TestStatefulSetControl_getSetRevisions/must not recreate a new revision of same set"
      ], stored: "a1 b2", image: "b", current: "a", revisions: ("a", "b")),
    Row(
      stands: ["TestStatefulSetControl_getSetRevisions/must rollback to a previous revision"],
      stored: "a1 b2 c3", image: "b", current: "a", write: "raise 4", revisions: ("a", "b")),
  ]

  static let equal: [Row] = [
    Row(
      stands: ["TestFindEqualRevisions/finds equivalent"], stored: "a1 b2 c3", write: "raise 4",
      revisions: ("a", "a")),
    Row(
      stands: ["TestFindEqualRevisions/finds nothing when empty"], write: "create 1",
      revisions: ("a", "a")),
    Row(
      stands: ["TestFindEqualRevisions/finds nothing with no matches"], stored: "b1 c2",
      write: "create 3", revisions: ("a", "a")),
    Row(
      stands: [
        "TestRealHistory_UpdateControllerRevision/update succeeds",
        "TestFakeHistory_UpdateControllerRevision/update succeeds",
      ], stored: "a1 b2", write: "raise 3", revisions: ("a", "a")),
    Row(
      stands: [
        "TestRealHistory_UpdateControllerRevision/update succeeds no noop",
        "TestFakeHistory_UpdateControllerRevision/update succeeds no noop",
      ], stored: "a1", revisions: ("a", "a")),
  ]

  static let sorted: [Row] = [
    Row(
      stands: ["TestSortControllerRevisions/out of order"], stored: "c2 b1 d3", write: "create 4",
      revisions: ("a", "a"), order: "b1 c2 d3"),
    Row(
      stands: ["TestSortControllerRevisions/sorted"], stored: "b1 c2 d3", write: "create 4",
      revisions: ("a", "a"), order: "b1 c2 d3"),
    Row(
      stands: ["TestSortControllerRevisions/reversed"], stored: "d3 c2 b1", write: "create 4",
      revisions: ("a", "a"), order: "b1 c2 d3"),
    Row(
      stands: ["TestSortControllerRevisions/empty"], write: "create 1", revisions: ("a", "a"),
      order: ""),
  ]

  /// The same number: the older one first, and then the name decides.
  @Test(arguments: tied)
  func ties(_ stands: String) {
    var stored = ["d3", "c3", "b3", "e1"].map(revision)
    let names = stored.map(\.metadata.name)
    stored[0].metadata.creationTimestamp = Timestamp(seconds: 1)
    let later = [names[1], names[2]].sorted()
    for place in [1, 2] { stored[place].metadata.creationTimestamp = Timestamp(seconds: 2) }
    let set = set(image: "a")
    let history = RevisionHistory(
      of: set, data: RevisionData.data(of: set), stored: stored, named: { _ in nil })
    #expect(
      history.truncation(limit: 0, members: []).map(\.key.name) == [names[3], names[0]] + later)
  }

  static let tied = ["TestSortControllerRevisions/with ties"]
}
