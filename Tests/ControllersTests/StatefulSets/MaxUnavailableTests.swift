import Objects
import Testing

@testable import Controllers

/// `maxUnavailable` behind its feature gate (statefulset behaviour §3.3.6, observed A5), beside
/// upstream's cases.
@Suite struct MaxUnavailableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var limit: Value = 2
    var replicas: Int32 = 5
    var partition: Int32 = 0
    var isParallel = false
    var pods: String
    var actions = ""
    var testDescription: String { name }
  }

  @Test(arguments: [
    Row(
      name: "an ordered set fills up first", pods: "0@old 1@old 2@old 3:ending@old 4:ending@old"),
    Row(
      name: "the partition holds", partition: 4, pods: "0@old 1@old 2@old 3@old 4@old",
      actions: "delete 4 outdated"),
    Row(
      name: "new ones stay", pods: "0@old 1@old 2 3 4",
      actions: "delete 1 outdated, delete 0 outdated"),
  ])
  func plan(_ row: Row) {
    let sketch = SetSketch(
      replicas: row.replicas, isParallel: row.isParallel, partition: row.partition,
      maxUnavailable: row.limit, current: "old")
    #expect(sketch.plan(row.pods).story == row.actions)
  }

  /// Each deletion is in the status of its sync.
  @Test func statusTellsOfAll() {
    let sketch = SetSketch(replicas: 3, maxUnavailable: 2, current: "old")
    let status = sketch.plan("0@old 1@old 2@old").status
    #expect([status.replicas, status.currentReplicas, status.updatedReplicas] == [3, 1, 0])
  }
}
