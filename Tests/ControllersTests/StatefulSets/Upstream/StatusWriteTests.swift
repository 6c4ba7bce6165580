import Objects
import Testing

@testable import Controllers

/// Upstream's cases of writing the status.
@Suite struct StatusWriteTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var script: [String]
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func write(_ row: Row) async throws {
    try await SyncBench(.web(replicas: 2, isParallel: true)).run(row.script, of: row.stands)
  }

  static let rows: [Row] = [
    Row(
      stands: "TestStatefulSetStatusUpdater/updates status",
      script: ["sync: create 0, create 1", "all: status", "counts 2 0 0 2 2", "all: "]),
    Row(
      stands: "TestStatefulSetStatusUpdater/updates observed generation",
      script: [
        "rest: create 0, create 1", "generation 1", "limit 3", "all: status", "generation 2",
        "limit 4", "all: status", "generation 3", "all: ",
      ]),
    Row(
      stands: "TestStatefulSetStatusUpdater/updates available replicas",
      script: ["sync: create 0, create 1", "pods 1:ready", "all: status", "counts 2 1 1 2 2"]),
    Row(
      stands: "TestStatefulSetStatusUpdater/update replicas server failure",
      script: [
        "sync: create 0, create 1", "refuse status", "all: status!", "fails", "counts 0 0 0 0 0",
        "all: status", "counts 2 0 0 2 2",
      ]),
    Row(
      stands: "TestStatefulSetStatusUpdater/update replicas conflict persists",
      script: [
        "sync: create 0, create 1", "refuse statusConflict statusConflict", "all: status!",
        "all: status!", "fails", "counts 0 0 0 0 0",
      ]),
    Row(
      stands: "TestStatefulSetStatusUpdaterUpdateReplicasConflict",
      script: [
        "sync: create 0, create 1", "refuse statusConflict", "all: status!", "all: status",
        "counts 2 0 0 2 2",
      ]),
  ]
}
