import Objects
import Testing

@testable import Controllers

/// Upstream's end-to-end tests of sets (`test/e2e/apps/statefulset.go`), told of a set `web`; those
/// that are part of the conformance of a cluster first. The requests of the scale subresource and
/// of collections are asked of a running server, beside upstream's tests of names and those of its
/// integration (`Tests/EndToEndTests/Upstream`).
@Suite struct ConformanceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var replicas: Int32 = 3
    var start: Int32?
    var isParallel = false
    var isOnDelete = false
    var partition: Int32 = 0
    var maxUnavailable: Value?
    var minReadySeconds: Int32 = 0
    /// nil: without claims.
    var policy: RetentionPolicy?
    var script: [String]
    var testDescription: String { stands }
  }

  @Test(arguments: conformance + basic + ConformanceRows.claims + ConformanceRows.ordinals)
  func story(_ row: Row) async throws {
    var set =
      row.policy.map {
        StatefulSet.webWithClaims(replicas: row.replicas, isParallel: row.isParallel, policy: $0)
      } ?? StatefulSet.web(replicas: row.replicas, isParallel: row.isParallel)
    set.spec.ordinalsStart = row.start
    set.spec.updateStrategyType = row.isOnDelete ? "OnDelete" : "RollingUpdate"
    if !row.isOnDelete {
      set.spec.rollingUpdate = RollingUpdate(
        partition: row.partition, maxUnavailable: row.maxUnavailable)
    }
    set.spec.minReadySeconds = row.minReadySeconds
    let gates = FeatureGates(maxUnavailableStatefulSet: row.maxUnavailable != nil)
    try await ConformanceStage(set, gates: gates).run(row.script, of: row.stands)
  }

  static let rows = conformance + basic + ConformanceRows.claims + ConformanceRows.ordinals

  private static let up = "pass: +0 0 +1 1 +2 2"

  private static func rolled(_ name: String, _ policy: RetentionPolicy?) -> Row {
    Row(
      stands: name, policy: policy,
      script: [
        up, "current 1", "update 1", "break 1", "image httpd:2", "pass:", "current 1", "update 2",
        "heal 1",
        "pass: 1 -2 2. +2 2 -1 1. +1 1 -0 0. +0 0",
        "current 2", "update 2", "images httpd:2 httpd:2 httpd:2", "undo",
        "pass: -2 2. +2 2 -1 1. +1 1 -0 0. +0 0", "images httpd:1 httpd:1 httpd:1",
        "revisions 2 3", "current 3", "update 3",
      ])
  }

  static let conformance: [Row] = [
    rolled("should perform rolling updates and roll backs of template modifications", nil),
    Row(
      stands: "should perform canary updates and phased rolling updates of template modifications",
      partition: 3,
      script: [
        up, "image httpd:2", "pass:", "current 1", "update 2", "images httpd:1 httpd:1 httpd:1",
        "partition 2", "pass: -2 2. +2 2", "images httpd:1 httpd:1 httpd:2", "delete 0", "delete 2",
        "pass: -0 -2 0. 2. +0 0 +2 2", "images httpd:1 httpd:1 httpd:2", "partition 1",
        "pass: -1 1. +1 1", "partition 0", "pass: -0 0. +0 0", "images httpd:2 httpd:2 httpd:2",
        "current 2", "update 2",
      ]),
    Row(
      stands:
        "Scaling should happen in predictable order and halt if any stateful pod is unhealthy",
      replicas: 1,
      script: [
        "pass: +0 0", "break 0", "counts 1 0 0 1 1", "scale 3", "pass:", "heal 0",
        "pass: 0 +1 1 +2 2", "break 0 1 2", "counts 3 0 0 3 3", "scale 0", "pass:", "heal 0 1 2",
        "pass: 0 1 2 -2 2. -1 1. -0 0.",
      ]),
    Row(
      stands: "Burst scaling should run to completion even with unhealthy pods", replicas: 1,
      isParallel: true,
      script: [
        "pass: +0 0", "break 0", "scale 3", "pass: +1 +2 1 2", "counts 3 2 2 3 3", "break 1 2",
        "scale 0", "pass: -2 -1 -0 2. 1. 0.", "counts 0 0 0 0 0",
      ]),
    Row(
      stands: "Should recreate evicted statefulset", replicas: 1,
      script: ["pass: +0 0", "pods 0:failed", "pass: -0 0. +0 0", "counts 1 1 1 1 1"]),
    Row(
      stands: "should have a working scale subresource", replicas: 1,
      script: [
        "pass: +0 0", "counts 1 1 1 1 1", "scale 2", "pass: +1 1", "counts 2 2 2 2 2", "scale 4",
        "pass: +2 2 +3 3", "counts 4 4 4 4 4",
      ]),
    Row(
      stands: "should list, patch and delete a collection of StatefulSets", replicas: 1,
      script: [
        "pass: +0 0", "scale 2", "image httpd:2", "pass: +1 1 -1 1. +1 1 -0 0. +0 0",
        "images httpd:2 httpd:2",
        "remove", "pass: -0 -1 0. 1.",
      ]),
    Row(
      stands: "should validate Statefulset Status endpoints", replicas: 1,
      script: [
        "pass: +0 0", "condition StatusUpdate", "pass:", "conditions StatusUpdate",
        "condition StatusPatched", "pass:", "conditions StatusPatched",
      ]),
  ]

  /// A pod that ends stays for a while, and may end badly: it is at its old revision again
  /// afterwards.
  private static func canary(_ name: String, fails: Bool) -> Row {
    Row(
      stands:
        "should perform canary updates and phased rolling updates of template modifications for "
        + "partiton1 and delete pod-0 \(name) failing container",
      partition: 1,
      script: [
        up, "hold 0", "image httpd:2", "pass: -2 2. +2 2 -1 1. +1 1", "delete 0", "pass: -0",
      ]
        + (fails ? ["pods 0:failed", "pass:"] : [])
        + [
          "free 0", "pass: 0. +0 0", "images httpd:1 httpd:2 httpd:2", "current 1", "update 2",
          "counts 3 3 3 1 2",
        ])
  }

  /// A database of three members is started, and started again on the claims that it wrote to.
  private static func database(_ name: String, isRestarted: Bool = true) -> Row {
    Row(
      stands: "should creating a working \(name) cluster", policy: .retain,
      script: [up, "claims 0 1 2"]
        + (isRestarted
          ? ["scale 0", "pass: -2 2. -1 1. -0 0.", "claims 0 1 2", "scale 3", up] : [])
        + ["counts 3 3 3 3 3", "claims 0 1 2", "owners - - -"])
  }

  static let basic: [Row] = [
    Row(
      stands: "should provide basic identity", policy: .unset,
      script: [
        up, "claims 0 1 2", "scale 0", "pass: -2 2. -1 1. -0 0.", "scale 3", up, "claims 0 1 2",
        "identity",
      ]),
    Row(
      stands: "should adopt matching orphans and release non-matching pods", replicas: 1,
      script: [
        "pass: +0 0", "controllers web", "orphan 0", "controllers web", "unmatch 0",
        "controllers -", "match 0", "controllers web", "pass:",
      ]),
    Row(
      stands: "should not deadlock when a pod's predecessor fails", replicas: 2,
      script: [
        "pass: +0 0 +1 1", "break 1", "delete 0", "pass: -0 0. +0 0", "heal 1", "pass: 1",
        "counts 2 2 2 2 2",
      ]),
    rolled(
      "should perform rolling updates and roll backs of template modifications with PVCs", .unset),
    canary("without", fails: false), canary("with", fails: true),
    Row(
      stands: "should perform rolling updates with maxUnavailable", replicas: 5, maxUnavailable: 2,
      script: [
        "pass: +0 0 +1 1 +2 2 +3 3 +4 4", "image httpd:2",
        "pass: -4 -3 4. 3. +3 3 +4 4 -2 -1 2. 1. +1 1 +2 2 -0 0. +0 0", "current 2",
      ]),
    Row(
      stands: "should implement legacy replacement when the update strategy is OnDelete",
      isOnDelete: true,
      script: [
        up, "delete 0 1 2", "pass: -0 -1 -2 0. 1. 2. +0 0 +1 1 +2 2", "image httpd:2", "pass:",
        "update 2", "images httpd:1 httpd:1 httpd:1", "delete 0 1 2",
        "pass: -0 -1 -2 0. 1. 2. +0 0 +1 1 +2 2", "images httpd:2 httpd:2 httpd:2", "current 1",
      ]),
    database("zookeeper"), database("mysql", isRestarted: false), database("CockroachDB"),
    Row(
      stands: "MinReadySeconds should be honored when enabled", replicas: 1,
      script: ["pass: +0 0", "counts 1 1 1 1 1"]),
    Row(
      stands: "AvailableReplicas should get updated accordingly when MinReadySeconds is enabled",
      replicas: 2, isParallel: true, minReadySeconds: 30,
      script: [
        "wait 6", "counts 2 2 0 2 2", "wait 30", "counts 2 2 2 2 2", "minReady 3600",
        "counts 2 2 0 2 2", "minReady 0", "counts 2 2 2 2 2",
      ]),
  ]
}
