import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Claims over the life of a set, beside upstream's cases.
@Suite struct RetentionTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var policy = RetentionPolicy.unset
    var script: [String]
    var testDescription: String { name }
  }

  @Test(arguments: [
    Row(
      name: "a set that retains leaves its claims",
      script: ["remove", "pass: -0 -1 -2 0. 1. 2.", "claims 0 1 2"]),
    Row(
      name: "scaled down claims stay, and are used again",
      script: [
        "scale 1", "pass: -2 2. -1 1.", "claims 0 1 2", "scale 3", "pass: +1 1 +2 2",
        "claims 0 1 2",
      ]),
    Row(
      name: "a change of policy reaches what is there, and goes back",
      script: [
        "owners - - -", "policy setDeleteOnly", "owners StatefulSet StatefulSet StatefulSet",
        "policy retain", "owners - - -",
      ]),
    // Observed A7: a claim in use stays until its pod is gone.
    Row(
      name: "a deleted claim comes back with its pod",
      script: [
        "forget 2", "wait 10", "claims 0 1 2", "delete 2", "pass: -2 2. +2 2", "claims 0 1 2",
      ]),
  ])
  func claims(_ row: Row) async throws {
    let stage = try await ConformanceStage(.webWithClaims(replicas: 3, policy: row.policy))
    try await stage.run(["pass: +0 0 +1 1 +2 2"], of: row.name)
    try await stage.run(row.script, of: row.name)
    #expect(await stage.pods().allSatisfy(\.isReady))
  }
}
