import Objects
import Testing

@testable import Controllers

/// Upstream's large parallel sets: a change of scale takes at most two syncs.
@Suite struct ParallelScaleTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var before: Int32
    var after: Int32
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func scale(_ row: Row) async throws {
    let bench = try await SyncBench(.webWithClaims(replicas: row.before, isParallel: true))
    try await syncUntil(row.before, bench)
    try await bench.run(["scale \(row.after)"], of: row.stands)
    try await syncUntil(row.after, bench)
    try await bench.sync()
    #expect(try await bench.set().status.replicas == row.after)
  }

  /// Claims count as well as pods in what one pass may do, so a thousand pods take four.
  private func syncUntil(_ count: Int32, _ bench: SyncBench) async throws {
    for _ in 0..<4 where await bench.pods().count != Int(count) { try await bench.sync() }
    #expect(await bench.pods().count == Int(count))
  }

  static let rows: [Row] = [
    Row(stands: "TestParallelScale/scale up from 3 to 30", before: 3, after: 30),
    Row(stands: "TestParallelScale/scale down from 10 to 1", before: 10, after: 1),
    Row(stands: "TestParallelScale/scale down to 0", before: 501, after: 0),
    Row(stands: "TestParallelScale/scale up from 0", before: 0, after: 1000),
  ]
}
