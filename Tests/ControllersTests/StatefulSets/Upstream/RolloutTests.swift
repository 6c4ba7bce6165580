import Objects
import Testing

@testable import Controllers

/// Upstream's rollouts, with and without a change of scale, and back again.
@Suite struct RolloutTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var replicas: Int32 = 3
    var isParallel = false
    var isOnDelete = false
    var partition: Int32 = 0
    var script: [String]
    var testDescription: String { stands }
  }

  @Test(arguments: rows, RetentionPolicy.allCases)
  func rollout(_ row: Row, _ policy: RetentionPolicy) async throws {
    var set = StatefulSet.webWithClaims(
      replicas: row.replicas, isParallel: row.isParallel, policy: policy)
    set.spec.updateStrategyType = row.isOnDelete ? "OnDelete" : "RollingUpdate"
    if !row.isOnDelete { set.spec.rollingUpdate = RollingUpdate(partition: row.partition) }
    try await SyncBench(set).run(
      ["rest: \(created(0..<row.replicas))"] + row.script, of: row.stands)
  }

  static let rows: [Row] = rolling + onDelete + partitioned + rollback

  // MARK: What a change of scale adds

  struct Scale: Sendable {
    var suffix: String
    var before: Int32 = 3
    var after: Int32 = 3
    /// What it does to pods before any update.
    var deeds = ""
  }

  static let scales = [
    Scale(suffix: ""),
    Scale(suffix: " and scale up", after: 5, deeds: "create 3, create 4, "),
    Scale(suffix: " and scale down", before: 5, deeds: "delete 4, delete 3, "),
  ]

  private static func rows(_ make: (_ name: String, _ isParallel: Bool, Scale) -> Row) -> [Row] {
    [("monotonic", false), ("burst", true)].flatMap { policy, isParallel in
      scales.map { make("\(policy) image update\($0.suffix)", isParallel, $0) }
    }
  }

  private static func images(_ images: String..., counts: [Int32]) -> String {
    let all = zip(images, counts).flatMap { Array(repeating: $0, count: Int($1)) }
    return "images \(all.joined(separator: " "))"
  }

  private func created(_ ordinals: Range<Int32>) -> String {
    ordinals.map { "create \($0)" }.joined(separator: ", ")
  }

  /// Pods that a change of scale made have the new image already.
  private static let replaced =
    "delete 2, create 2, delete 1, create 1, delete 0, create 0"

  // MARK: Tables

  static let rolling = rows { name, isParallel, scale in
    Row(
      stands: "TestStatefulSetControlRollingUpdate/\(name)", replicas: scale.before,
      isParallel: isParallel,
      script: [
        "scale \(scale.after)", "image foo", "rest: \(scale.deeds)\(replaced)",
        images("foo", counts: [scale.after]), "current 2", "update 2",
        "counts" + String(repeating: " \(scale.after)", count: 5),
      ])
  }

  static let onDelete = rows { name, isParallel, scale in
    let old = min(scale.before, scale.after)
    return Row(
      stands: "TestStatefulSetControlOnDeleteUpdate/\(name)", replicas: scale.before,
      isParallel: isParallel, isOnDelete: true,
      script: [
        "scale \(scale.after)", "image foo", "rest: \(scale.deeds.dropLast(2))",
        images("httpd:1", "foo", counts: [old, scale.after - old]), "current 1", "update 2",
        "scale 0",
        "rest: \((0..<scale.after).reversed().map { "delete \($0)" }.joined(separator: ", "))",
        "scale \(scale.after)",
        "rest: \((0..<scale.after).map { "create \($0)" }.joined(separator: ", "))",
        images("foo", counts: [scale.after]),
      ])
  }

  /// Upstream has no scale down here.
  static let partitioned = rows { name, isParallel, scale in
    Row(
      stands: "TestStatefulSetControlRollingUpdateWithPartition/\(name)", replicas: scale.before,
      isParallel: isParallel, partition: 2,
      script: [
        "scale \(scale.after)", "image foo", "rest: \(scale.deeds)delete 2, create 2",
        images("httpd:1", "foo", counts: [2, scale.after - 2]), "current 1", "update 2",
      ])
  }.filter { !$0.stands.hasSuffix("down") }

  static let rollback = rows { name, isParallel, scale in
    let rest = (0..<scale.after).reversed().map { "delete \($0), create \($0)" }
    return Row(
      stands: "TestStatefulSetControlRollback/\(name)", replicas: scale.before,
      isParallel: isParallel,
      script: [
        "scale \(scale.after)", "image foo", "rest: \(scale.deeds)\(replaced)",
        images("foo", counts: [scale.after]), "revisions 1 2", "undo",
        "rest: \(rest.joined(separator: ", "))", images("httpd:1", counts: [scale.after]),
        "revisions 2 3", "current 3", "update 3",
      ])
  }
}
