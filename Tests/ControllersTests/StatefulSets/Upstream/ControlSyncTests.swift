import Objects
import Testing

@testable import Controllers

/// Upstream's cases of a sync: `TestStatefulSetControl` and what stands beside it, for both pod
/// management policies and all retention policies.
@Suite struct ControlSyncTests {
  struct Row: Sendable, CustomTestStringConvertible {
    /// The upstream case.
    var stands: String
    var replicas: Int32 = 3
    var start: Int32?
    var ordered: [String] = []
    var parallel: [String] = []
    var testDescription: String { stands }
  }

  @Test(arguments: rows, RetentionPolicy.allCases)
  func sync(_ row: Row, _ policy: RetentionPolicy) async throws {
    for (isParallel, script) in [(false, row.ordered), (true, row.parallel)] where !script.isEmpty {
      var set = StatefulSet.webWithClaims(
        replicas: row.replicas, isParallel: isParallel, policy: policy)
      set.spec.ordinalsStart = row.start
      let bench = try await SyncBench(set)
      try await bench.run(script, of: "\(row.stands), \(isParallel ? "Parallel" : "OrderedReady")")
    }
  }

  static let rows: [Row] = created + scaled + replaced + refused + told

  static let created: [Row] = [
    Row(
      stands: "TestStatefulSetControl/CreatesPodsWithPodIndexLabelFeature",
      ordered: ["rest: create 0, create 1, create 2", "counts 3 3 3 3 3"],
      parallel: ["sync: create 0, create 1, create 2", "rest: ", "counts 3 3 3 3 3"]),
    Row(
      stands: "TestStatefulSetControlWithStartOrdinal/CreatesPodsWithStartOrdinal", start: 2,
      ordered: ["rest: create 2, create 3, create 4", "counts 3 3 3 3 3"]),
    Row(
      stands: "TestStatefulSetControl/RecreatesPVCForPendingPod",
      ordered: [
        "all: revision 1, claim www-web-0, create 0, status", "lose 0", "pods 0:pending",
        "all: claim www-web-0, status",
      ],
      parallel: ["sync: create 0, create 1, create 2", "lose 1", "sync: ", "succeeds"]),
  ]

  static let scaled: [Row] = [
    Row(
      stands: "TestStatefulSetControl/ScalesUp",
      ordered: [
        "rest: create 0, create 1, create 2", "scale 4", "rest: create 3", "counts 4 4 4 4 4",
      ],
      parallel: ["rest: create 0, create 1, create 2", "scale 4", "sync: create 3", "rest: "]),
    Row(
      stands: "TestStatefulSetControl/ScalesDown",
      ordered: [
        "rest: create 0, create 1, create 2", "scale 0", "rest: delete 2, delete 1, delete 0",
        "counts 0 0 0 0 0",
      ],
      parallel: [
        "rest: create 0, create 1, create 2", "scale 0", "sync: delete 2, delete 1, delete 0",
        "rest: ", "counts 0 0 0 0 0",
      ]),
    Row(
      stands: "TestStatefulSetControlScaleDownDeleteError",
      ordered: [
        "rest: create 0, create 1, create 2", "scale 0", "refuse deletePod", "sync: delete 2!",
        "fails", "counts 3 3 3 3 3", "rest: delete 2, delete 1, delete 0", "counts 0 0 0 0 0",
      ]),
  ]

  static let replaced: [Row] = [
    Row(
      stands: "TestStatefulSetControl/ReplacesPods", replicas: 5,
      ordered: [
        "rest: create 0, create 1, create 2, create 3, create 4", "gone 0 2 4", "sync: create 0",
        "sync: ", "rest: create 2, create 4", "counts 5 5 5 5 5",
      ],
      parallel: [
        "rest: create 0, create 1, create 2, create 3, create 4", "gone 0 2 4",
        "sync: create 0, create 2, create 4", "rest: ", "counts 5 5 5 5 5",
      ]),
    ended("RecreatesFailedPod", "failed"),
    ended("RecreatesSucceededPod", "succeeded"),
    ended("RecreatesFailedPodWithDeleteFailure", "failed", isRefused: true),
    ended("RecreatesSucceededPodWithDeleteFailure", "succeeded", isRefused: true),
  ]

  /// One deletion, even where it was refused first, and the pod comes back in the sync after it.
  private static func ended(_ name: String, _ phase: String, isRefused: Bool = false) -> Row {
    let refusal = ["refuse deletePod", "sync: delete 0!", "fails"]
    let end = (isRefused ? refusal : []) + ["sync: delete 0", "sync: create 0"]
    return Row(
      stands: "TestStatefulSetControl/\(name)",
      ordered: ["sync: create 0", "pods 0:\(phase)"] + end,
      parallel: [
        "sync: create 0, create 1, create 2", "pods 0:\(phase) 1:pending 2:pending",
      ] + end)
  }

  static let refused: [Row] = [
    Row(
      stands: "TestStatefulSetControl/CreatePodFailure",
      ordered: [
        "sync: create 0", "pods 0:pending", "sync: ", "ready", "refuse createPod",
        "sync: create 1!", "fails",
        "rest: create 1, create 2", "counts 3 3 3 3 3",
      ],
      parallel: [
        "refuse createPod", "sync: create 0!", "fails", "rest: create 0, create 1, create 2",
        "counts 3 3 3 3 3",
      ]),
    Row(
      stands: "TestStatefulSetControl/UpdatePodFailure",
      ordered: [
        "rest: create 0, create 1, create 2", "unname 0", "refuse updatePod", "sync: update 0!",
        "fails", "sync: update 0", "succeeds",
      ],
      parallel: [
        "rest: create 0, create 1, create 2", "unname 0", "refuse updatePod", "sync: update 0!",
        "fails", "sync: update 0", "succeeds",
      ]),
    Row(
      stands: "TestStatefulSetControl/UpdateSetStatusFailure",
      ordered: [
        "refuse status", "sync: create 0", "fails", "rest: create 1, create 2", "counts 3 3 3 3 3",
      ],
      parallel: [
        "refuse status", "sync: create 0, create 1, create 2", "fails", "rest: ",
        "counts 3 3 3 3 3",
      ]),
    Row(
      stands: "TestStatefulSetControl/NewRevisionDeletePodFailure",
      ordered: newRevision, parallel: newRevision),
  ]

  /// The status of a deletion that was refused counts the pod.
  private static let newRevision = [
    "rest: create 0, create 1, create 2", "image foo", "refuse deletePod", "sync: delete 2!",
    "fails", "counts 3 3 3 3 0", "current 1", "update 2", "sync: delete 2", "counts 3 3 3 2 0",
  ]

  static let told: [Row] = [
    Row(
      stands: "TestStatefulSetStatusUpdate/no error",
      ordered: ["all: revision 1, claim www-web-0, create 0, status", "succeeds"]),
    Row(
      stands: "TestStatefulSetStatusUpdate/sync error",
      ordered: [
        "refuse createPod", "all: revision 1, claim www-web-0, create 0!, status", "fails",
      ]),
    Row(
      stands: "TestStatefulSetStatusUpdate/status error",
      ordered: [
        "refuse status", "all: revision 1, claim www-web-0, create 0, status!", "fails",
      ]),
    Row(
      stands: "TestStatefulSetStatusUpdate/sync and status error",
      ordered: [
        "refuse createPod status", "all: revision 1, claim www-web-0, create 0!, status!", "fails",
      ]),
  ]
}
