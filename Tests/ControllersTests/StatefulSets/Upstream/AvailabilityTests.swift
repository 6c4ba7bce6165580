import Objects
import Testing

@testable import Controllers

/// Upstream's cases about pods that are not available: one sync over given pods.
@Suite struct AvailabilityTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var set = SetSketch()
    var pods: String
    var actions = ""
    var available: Int32?
    var testDescription: String { "\(stands): \(pods)" }
  }

  @Test(arguments: rows)
  func plan(_ row: Row) {
    let plan = row.set.plan(row.pods)
    #expect(plan.story == row.actions)
    if let available = row.available { #expect(plan.status.availableReplicas == available) }
    #expect(plan.status.updateRevision == "new")
  }

  static let rows = minReadySeconds + maxUnavailable + invariants

  /// `fresh`: Ready for two seconds; without a state: for an hour.
  static let minReadySeconds: [Row] = [
    Row(
      stands:
        "TestStatefulSetAvailability/replicas running for required time, when minReadySeconds is enabled",
      set: SetSketch(replicas: 1, minReadySeconds: 1800), pods: "0", available: 1),
    Row(
      stands:
        "TestStatefulSetAvailability/replicas not running for required time, when minReadySeconds is enabled",
      set: SetSketch(replicas: 1, minReadySeconds: 3601), pods: "0", available: 0),
    Row(
      stands: "TestStatefulSetRollingUpdateRespectsMinReadySeconds",
      set: SetSketch(replicas: 2, minReadySeconds: 30, current: "old"),
      pods: "0:fresh@old 1:fresh@old", available: 0),
    Row(
      stands: "TestStatefulSetRollingUpdateRespectsMinReadySeconds/later",
      set: SetSketch(replicas: 2, minReadySeconds: 30, current: "old"), pods: "0@old 1@old",
      actions: "delete 1 outdated", available: 2),
    Row(
      stands: "TestStatefulSetScaleDownRespectsMinReadySeconds",
      set: SetSketch(replicas: 1, minReadySeconds: 30), pods: "0:fresh 1:fresh 2:fresh",
      available: 0),
    Row(
      stands: "TestStatefulSetOnDeleteStrategyIgnoresMinReadySeconds",
      set: SetSketch(replicas: 2, isOnDelete: true, minReadySeconds: 30, current: "old"),
      pods: "0:fresh@old 1:fresh@old", available: 0),
    Row(
      stands: "TestStatefulSetZeroMinReadySeconds", set: SetSketch(replicas: 2),
      pods: "0:fresh 1:fresh", available: 2),
    Row(
      stands: "TestStatefulSetPartitionRollingUpdateWithMinReadySeconds",
      set: SetSketch(replicas: 4, partition: 2, minReadySeconds: 30, current: "old"),
      pods: "0:fresh@old 1:fresh@old 2:fresh@old 3:fresh@old", available: 0),
  ]

  private static func six(isParallel: Bool) -> SetSketch {
    SetSketch(
      replicas: 6, isParallel: isParallel, partition: 3, maxUnavailable: 2, current: "old")
  }

  private static func steps(_ policy: String, _ steps: [(String, String)]) -> [Row] {
    steps.enumerated().map { number, step in
      Row(
        stands: "TestStatefulSetControlRollingUpdateWithMaxUnavailable/\(policy)"
          + (number == 0 ? "" : "/step \(number + 1)"),
        set: six(isParallel: policy == "Parallel"), pods: step.0, actions: step.1)
    }
  }

  private static let kept = "0@old 1@old 2@old"

  /// Two go at once, as far as the partition; an ordered set fills its gaps from below, one by one.
  static let maxUnavailable: [Row] =
    steps(
      "OrderedReady",
      [
        ("\(kept) 3@old 4@old 5@old", "delete 5 outdated, delete 4 outdated"),
        ("\(kept) 3@old", "create 4@new"),
        ("\(kept) 3@old 4", "create 5@new"),
        ("\(kept) 3@old 4 5", "delete 3 outdated"),
        ("\(kept) 4 5", "create 3@new"),
        ("\(kept) 3 4 5", ""),
      ])
    + steps(
      "Parallel",
      [
        ("\(kept) 3@old 4@old 5@old", "delete 5 outdated, delete 4 outdated"),
        ("\(kept) 3@old", "create 4@new, create 5@new"),
        ("\(kept) 3@old 4 5:unready", "delete 3 outdated"),
        ("\(kept) 4 5:unready", "create 3@new"),
        ("\(kept) 3 4 5", ""),
      ])

  /// Pods that end already use up what may be unavailable. Upstream asks this of the update alone;
  /// the whole sync of a parallel set is the same.
  static let invariants: [Row] = [
    [], [5], [3], [4], [5, 4], [5, 3], [4, 3], [5, 4, 3], [2], [1],
  ].map { (ending: [Int]) in
    let pods = (0..<6).map { "\($0)\(ending.contains($0) ? ":ending" : "")@old" }
    let rest = [5, 4, 3].filter { !ending.contains($0) }.prefix(max(0, 2 - ending.count))
    let numbers = ending.map(String.init).joined(separator: " ")
    return Row(
      stands: "TestStatefulSetControlRollingUpdateWithMaxUnavailableInOrderedModeVerifyInvariant"
        + "/terminating pod at ordinal [\(numbers)]",
      set: six(isParallel: true), pods: pods.joined(separator: " "),
      actions: rest.map { "delete \($0) outdated" }.joined(separator: ", "))
  }
}
