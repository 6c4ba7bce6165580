import Objects
import Testing

@testable import Controllers

/// How many revisions are kept, after each of several updates.
@Suite struct HistoryLimitTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var limit: Int32 = 2
    var isParallel = false
    var updates = 10
    /// The status cannot be written in the sync of an update.
    var isStatusRefused = false
    /// The numbers of the revisions at the end.
    var kept: [Int64]
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func limit(_ row: Row) async throws {
    let bench = try await SyncBench(.webWithClaims(replicas: 3, isParallel: row.isParallel))
    let replaced = "delete 2, create 2, delete 1, create 1, delete 0, create 0"
    try await bench.run(
      ["limit \(row.limit)", "rest: create 0, create 1, create 2"], of: row.stands)
    for number in 1...row.updates {
      // One sync an update: it deletes the pod of the update before, or makes that of this one.
      let refused = ["refuse status", "sync: \(number % 2 == 1 ? "delete" : "create") 2", "fails"]
      let rest = row.isStatusRefused ? refused : ["rest: \(replaced)"]
      try await bench.run(["image foo-\(number)"] + rest, of: row.stands)
      // Those that are current, of the update, and of a pod are not history.
      let count = await bench.revisions().count
      #expect(row.limit < 0 || count <= row.limit + (row.isStatusRefused ? 3 : 2))
    }
    #expect(await bench.revisions().map(\.revisionNumber) == row.kept)
  }

  static let rows: [Row] = [
    Row(stands: "TestStatefulSetControlLimitsHistory/monotonic update", kept: Array(9...11)),
    Row(
      stands: "TestStatefulSetControlLimitsHistory/burst update", isParallel: true,
      kept: Array(9...11)),
    Row(
      stands: "TestStatefulSetControlLimitsHistory/zero revisionHistoryLimit", limit: 0,
      kept: Array(11...11)),
    Row(
      stands: "TestStatefulSetControlLimitsHistory/negative revisionHistoryLimit", limit: -2,
      kept: Array(1...11)),
    Row(
      stands: "TestStatefulSetControlLimitsHistory/positive revisionHistoryLimit", limit: 5,
      kept: Array(6...11)),
    // The first is that of the pods that were never replaced, the last but one that of the third.
    Row(
      stands: "TestStatefulSetHonorRevisionHistoryLimit", isParallel: true, updates: 7,
      isStatusRefused: true, kept: [1, 5, 6, 7, 8]),
  ]
}
