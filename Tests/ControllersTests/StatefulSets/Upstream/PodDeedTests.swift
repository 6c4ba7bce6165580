import Objects
import Testing

@testable import Controllers

/// Upstream's cases of what is done to one pod and its claims, and what people are told.
@Suite struct PodDeedTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var policy = RetentionPolicy.unset
    var script: [String]
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func deed(_ row: Row) async throws {
    let bench = try await SyncBench(.webWithClaims(replicas: 1, policy: row.policy))
    try await bench.run(row.script, of: row.stands)
  }

  static let rows: [Row] = created + updated + stored + deleted + owned

  private static let down = "Internal error occurred: API server down"
  private static let claimed =
    "SuccessfulCreate: Create Claim www-web-0 Pod web-0 in StatefulSet web success"
  private static let refusedClaim =
    "FailedCreate: Create Claim www-web-0 for Pod web-0 in StatefulSet web failed error: \(down)"
  private static let forbidden =
    "Pod \"web-0\" is invalid: spec: Forbidden: pod updates may not change fields other than "
    + "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
    + "`spec.tolerations` (only additions to existing tolerations),"
    + "`spec.terminationGracePeriodSeconds` "
    + "(allow it to be set to 1 if it was previously negative)"
  private static let changed = "SuccessfulUpdate: Update Pod web-0 in StatefulSet web successful"

  private static func row(
    _ name: String, policy: RetentionPolicy = .unset, _ script: [String]
  ) -> Row {
    Row(stands: "TestStatefulPodControl\(name)", policy: policy, script: script)
  }

  static let created: [Row] = [
    row(
      "CreatesPods",
      [
        "all: revision 1, claim www-web-0, create 0, status",
        "told: \(claimed); SuccessfulCreate: Create Pod web-0 in StatefulSet web successful",
      ]),
    row("CreatePodExists", ["squat 0", "claim 0", "all: revision 1, create 0!, status", "told: "]),
    row(
      "CreatePodPvcCreateFailure",
      [
        "refuse createClaim", "all: revision 1, claim www-web-0!, status",
        "told: \(refusedClaim); FailedCreate: Create Pod web-0 in StatefulSet web failed error: "
          + "failed to create PVC www-web-0: \(down)",
      ]),
    row(
      "CreatePodPVCDeleting",
      [
        "claim 0", "leaving 0", "all: revision 1, status",
        "told: FailedCreate: Create Pod web-0 in StatefulSet web failed error: "
          + "pvc www-web-0 is being deleted",
      ]),
    row(
      "CreatePodFailed",
      [
        "refuse createPod", "all: revision 1, claim www-web-0, create 0!, status",
        "told: \(claimed); "
          + "FailedCreate: Create Pod web-0 in StatefulSet web failed error: \(down)",
      ]),
  ]

  static let updated: [Row] = [
    row("NoOpUpdate", ["rest: create 0", "all: ", "told: "]),
    row("UpdatesIdentity", ["rest: create 0", "unname 0", "all: update 0", "told: \(changed)"]),
    row(
      "UpdateIdentityFailure",
      [
        "rest: create 0", "unname 0", "refuse updatePod", "all: update 0!",
        "told: FailedUpdate: Update Pod web-0 in StatefulSet web failed error: \(down)",
      ]),
    row(
      "UpdatePodConflictSuccess",
      [
        "rest: create 0", "unname 0", "refuse podConflict", "all: update 0!", "told: ",
        "all: update 0", "told: \(changed)",
      ]),
  ]

  static let deleted: [Row] = [
    row(
      "DeletesStatefulPod",
      [
        "rest: create 0", "scale 0", "all: delete 0, status",
        "told: SuccessfulDelete: Delete Pod web-0 in StatefulSet web successful",
      ]),
    row(
      "DeleteFailure",
      [
        "rest: create 0", "scale 0", "refuse deletePod", "all: delete 0!, status",
        "told: FailedDelete: Delete Pod web-0 in StatefulSet web failed error: \(down)",
      ]),
  ]

  static let owned: [Row] = [
    row(
      "ClaimsMatchDeletionPolcy", policy: .retain, ["rest: create 0", "all: "]),
    row(
      "UpdatePodClaimForRetentionPolicy", policy: .setDeleteOnly,
      [
        "claim 0", "all: revision 1, create 0, own www-web-0, status", "pods 0:pending",
        "all: status",
      ]),
    row(
      "RetainDeletionPolicyUpdate", policy: .setDeleteOnly,
      [
        "rest: create 0", "policy retain", "all: own www-web-0, update 0, status",
        "told: \(changed)",
      ]),
    row(
      "RetentionPolicyUpdate", policy: .retain,
      [
        "rest: create 0", "policy setDeleteOnly", "all: own www-web-0, update 0, status",
        "told: \(changed)",
      ]),
    row(
      "RetentionPolicyUpdateMissingClaims", policy: .retain,
      [
        "rest: create 0", "lose 0", "policy setDeleteOnly", "all: status", "told: ", "claim 0",
        "all: own www-web-0, update 0", "told: \(changed)",
      ]),
  ]

  /// No API lets a pod's volumes change, so these are about a pod that somebody else made.
  static let stored: [Row] = [
    row(
      "UpdatesPodStorage",
      [
        "adopt 0", "all: update 0", "all: revision 1, claim www-web-0, update 0!, status",
        "told: \(claimed); FailedUpdate: Update Pod web-0 in StatefulSet web failed error: "
          + forbidden,
      ]),
    row(
      "UpdatePodStorageFailure",
      [
        "adopt 0", "all: update 0", "refuse createClaim",
        "all: revision 1, claim www-web-0!, status",
        "told: \(refusedClaim); FailedUpdate: Update Pod web-0 in StatefulSet web failed error: "
          + "failed to create PVC www-web-0: \(down)",
      ]),
  ]

  /// Of a pod that is there it is not the creation that fails.
  @Test func aPodWaitsForItsVolumes() async throws {
    let bench = try await SyncBench(.webWithClaims(replicas: 1))
    try await bench.run(
      [
        "adopt 0", "all: update 0", "claim 0", "leaving 0", "all: revision 1, status",
        "told: FailedUpdate: Update Pod web-0 in StatefulSet web failed error: "
          + "pvc www-web-0 is being deleted",
      ], of: "volumes")
  }

  /// Upstream, too, gives the claims of a pod that it cannot make their owner: they go with the set
  /// then.
  @Test func aRefusedPodsClaimsAreOwned() async throws {
    let bench = try await SyncBench(.webWithClaims(replicas: 1, policy: .setDeleteOnly))
    try await bench.run(
      [
        "refuse createPod createPod", "all: revision 1, claim www-web-0, create 0!, status",
        "all: create 0!, own www-web-0", "rest: create 0",
      ], of: "refused")
  }
}
