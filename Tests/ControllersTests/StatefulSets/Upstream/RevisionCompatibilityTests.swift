import Objects
import Testing

@testable import Controllers

/// Upstream's cases of sets and revisions that an earlier version left behind: none of them may
/// start a rollout.
@Suite struct RevisionCompatibilityTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    /// Which of the versions' revisions are there.
    var versions: [String]
    /// Whose revision the set is at.
    var expected: String
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func nothingRolls(_ row: Row) {
    var set = StatefulSet.web(replicas: 1, image: "test").applyingDefaults()
    set.status.currentRevision = row.expected
    let stored = row.versions.enumerated().map { number, version in
      var data = RevisionData.data(of: set)
      if version == "1.33" { data = Self.withNullTimestamp(data) }
      var revision = ControllerRevision.make(
        for: set, data: data, hash: RevisionData.hash(of: data), number: Int64(number + 1))
      revision.metadata.name = version
      return revision
    }
    let history = RevisionHistory(
      of: set, data: RevisionData.data(of: set), stored: stored, named: { _ in nil })
    #expect(history.write == nil)
    #expect(history.revisions.update.name == row.expected)
    #expect(history.revisions.current.name == row.expected)
  }

  /// Up to 1.33 templates were written with `creationTimestamp: null`.
  private static func withNullTimestamp(_ data: Value) -> Value {
    var template = data["spec"]?["template"]?.object ?? [:]
    var metadata = template["metadata"]?.object ?? [:]
    metadata["creationTimestamp"] = .null
    template["metadata"] = .object(metadata)
    return ["spec": ["template": .object(template)]]
  }

  static let rows: [Row] = [
    Row(
      stands: "TestStatefulSetCompatibility/1.33 set, 1.33 rev", versions: ["1.33"],
      expected: "1.33"),
    Row(
      stands: "TestStatefulSetCompatibility/1.34 set, 1.34 rev", versions: ["1.34"],
      expected: "1.34"),
    Row(
      stands: "TestStatefulSetCompatibility/1.34 set, 1.33+1.34 rev", versions: ["1.33", "1.34"],
      expected: "1.34"),
  ]

  /// What was written down before a field had its default is no other template.
  @Test func defaultsAreNoChange() {
    let bare = StatefulSet.web(replicas: 1)
    let set = bare.applyingDefaults()
    let data = RevisionData.data(of: bare)
    #expect(data != RevisionData.data(of: set))
    let revision = ControllerRevision.make(for: set, data: data, hash: "x", number: 1)
    let history = RevisionHistory(
      of: set, data: RevisionData.data(of: set), stored: [revision], named: { _ in nil })
    #expect(history.write == nil)
  }
}
