import Foundation
import Objects
import Testing

/// `kubectl apply`, then `kubectl apply --server-side`, then the same with `--force-conflicts`, of
/// a set that `kubectl create` made, on a Kubernetes 1.36 API server.
struct RecordedApplyTests {
  /// `Fixtures/apply.jsonl`, a line a request or an answer.
  static let story: Value = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/apply.jsonl")
    let lines = try! String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    return lines.reduce([:]) { $0.merging(try! Value.parse(json: String($1))) }
  }()

  static let now = Timestamp(text: "2026-11-23T00:05:18Z")!

  static func managers(_ object: Value?) -> Set<Value> {
    Set(object?["metadata"]?["managedFields"]?.array ?? [])
  }

  @Test func anUpdateIsPutDown() throws {
    var object = try #require(Self.story["updated"]?.object)
    var metadata = try #require(object["metadata"]?.object)
    metadata["managedFields"] = Self.story["before"]?["metadata"]?["managedFields"]
    object["metadata"] = .object(metadata)
    let recorded = ServerSideApply.recordUpdate(
      .object(object), from: Self.story["before"]!, of: StatefulSet.resource,
      manager: "kubectl-client-side-apply", now: Self.now)
    #expect(Self.managers(recorded) == Self.managers(Self.story["updated"]))
  }

  @Test func theConflictIsToldAsUpstreamTellsIt() throws {
    let error = try #require(throws: ApplyConflict.self) {
      try ServerSideApply.apply(
        Self.story["wanted"]!, to: Self.story["updated"]!, of: StatefulSet.resource,
        manager: "kubectl", force: false, now: Self.now)
    }
    let status = Self.story["conflict"]!
    #expect(error.description == status["message"]?.string)
    #expect(error.causes.map(\.message) == [status["details"]?["causes"]?[0]?["message"]?.string])
    #expect(error.causes.map(\.field) == [status["details"]?["causes"]?[0]?["field"]?.string])
  }

  @Test func forceTakesTheField() throws {
    let applied = try ServerSideApply.apply(
      Self.story["wanted"]!, to: Self.story["updated"]!, of: StatefulSet.resource,
      manager: "kubectl", force: true, now: Self.now)
    #expect(Self.managers(applied) == Self.managers(Self.story["applied"]))
    let set = try StatefulSet(value: applied).applyingDefaults()
    #expect(set.spec == (try StatefulSet(value: Self.story["applied"]!)).spec)
  }

  /// What kubectl does next: it takes its note of the last configuration over, and then rewrites
  /// the books itself, with a JSON patch.
  @Test func booksCanBeRewritten() throws {
    let migrated = try ServerSideApply.apply(
      Self.story["migrating"]!, to: Self.story["applied"]!, of: StatefulSet.resource,
      manager: "kubectl-last-applied", force: false, now: Self.now)
    #expect(Self.managers(migrated) == Self.managers(Self.story["migrated"]))
    let patched = try ObjectPatch(
      contentType: "application/json-patch+json", body: Self.story["patch"]!
    ).applied(to: Self.story["migrated"]!, of: StatefulSet.resource)
    let recorded = ServerSideApply.recordUpdate(
      patched, from: Self.story["migrated"]!, of: StatefulSet.resource, manager: "kubectl",
      now: Self.now)
    #expect(Self.managers(recorded) == Self.managers(Self.story["patched"]))
  }

  @Test func theNoteOfTheLastConfigurationIsKeptInStep() throws {
    let applied = try ServerSideApply.apply(
      Self.story["wanted"]!, to: Self.story["updated"]!, of: StatefulSet.resource,
      manager: "kubectl", force: true, now: Self.now)
    #expect(
      applied["metadata"]?["annotations"] == Self.story["applied"]?["metadata"]?["annotations"])
  }

  @Test func theSameAgainChangesNothing() throws {
    let applied = try ServerSideApply.apply(
      Self.story["wanted"]!, to: Self.story["applied"]!, of: StatefulSet.resource,
      manager: "kubectl", force: true, now: Timestamp(seconds: 0))
    #expect(applied["metadata"] == Self.story["applied"]?["metadata"])
  }
}
