import Testing

@testable import Objects

/// The cases of upstream's `TestValidateStatefulSetStatus` and `TestValidateStatefulSetStatusUpdate`.
struct StatefulSetStatusTableTests {
  static let more = "cannot be greater than status.replicas"
  static let status = #""replicas":3,"readyReplicas":3,"currentReplicas":2,"updatedReplicas":1"#

  static let rows: [ValidationRow] = [
    ValidationRow("all is well", "{}"),
    ValidationRow(
      "replicas",
      #"{"replicas":-1,"readyReplicas":-1,"currentReplicas":-1,"updatedReplicas":-1,"availableReplicas":-1}"#,
      ["replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"].map {
        "status.\($0): Invalid value: -1: \(Texts.notNegative)"
      }),
    ValidationRow(
      "ready", #"{"readyReplicas":-1}"#,
      [
        "status.readyReplicas: Invalid value: -1: \(Texts.notNegative)",
        "status.availableReplicas: Invalid value: 0: cannot be greater than status.readyReplicas",
      ]),
    ValidationRow(
      "current", #"{"currentReplicas":-1}"#,
      ["status.currentReplicas: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "updated", #"{"updatedReplicas":-1}"#,
      ["status.updatedReplicas: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "the generation", #"{"observedGeneration":-1}"#,
      ["status.observedGeneration: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "collisions", #"{"collisionCount":-1}"#,
      ["status.collisionCount: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "more ready than there are", #"{"readyReplicas":4}"#,
      ["status.readyReplicas: Invalid value: 4: \(more)"]),
    ValidationRow(
      "more current than there are", #"{"currentReplicas":4}"#,
      ["status.currentReplicas: Invalid value: 4: \(more)"]),
    ValidationRow(
      "more updated than there are", #"{"updatedReplicas":4}"#,
      ["status.updatedReplicas: Invalid value: 4: \(more)"]),
    ValidationRow(
      "available", #"{"availableReplicas":-1}"#,
      ["status.availableReplicas: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "more available than there are", #"{"availableReplicas":4}"#,
      [
        "status.availableReplicas: Invalid value: 4: \(more)",
        "status.availableReplicas: Invalid value: 4: cannot be greater than status.readyReplicas",
      ]),
    ValidationRow(
      "more available than ready", #"{"readyReplicas":2,"availableReplicas":3}"#,
      [
        "status.availableReplicas: Invalid value: 3: cannot be greater than status.readyReplicas"
      ]),
    ValidationRow(
      "a collision less", #"{"collisionCount":1}"#, before: #"{"collisionCount":2}"#,
      ["status.collisionCount: Invalid value: 1: cannot be decremented"]),
    ValidationRow(
      "no collisions any more", before: #"{"collisionCount":2}"#,
      ["status.collisionCount: Invalid value: 0: cannot be decremented"]),
    ValidationRow(
      "a collision more", #"{"collisionCount":3}"#, before: #"{"collisionCount":2}"#),
  ]

  @Test(arguments: rows) func status(row: ValidationRow) throws {
    func set(_ patch: String) throws -> StatefulSet {
      let status = try Value.parse(json: "{\(Self.status)}").merging(.parse(json: patch))
      return try #require(
        row.object(
          of: StatefulSetTableTests.base, patched: Value.object(["status": status]).json())
          as? StatefulSet)
    }
    #expect(
      try set(row.patch).validateStatusUpdate(from: set(row.before)).map(\.description)
        == row.errors)
  }
}
