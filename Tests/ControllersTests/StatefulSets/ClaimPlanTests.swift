import Objects
import Testing

@testable import Controllers

/// Claims before pods, and who owns them (statefulset behaviour §3.3.2 and §3.6, observed A6 to A8).
@Suite struct ClaimPlanTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var set = SetSketch(claimTemplates: ["www"])
    var pods = ""
    var claims = ""
    var actions = ""
    var warnings: [StatefulSetPlan.Warning] = []
    var wait = ""
    var testDescription: String { name }
  }

  @Test(arguments: made + repaired + owned + disowned + foreign)
  func plan(_ row: Row) {
    let plan = row.set.plan(row.pods, claims: row.claims)
    #expect(plan.story == row.actions)
    #expect(plan.warnings == row.warnings)
    #expect(plan.waitStory == row.wait)
  }

  static let made: [Row] = [
    Row(
      name: "a claim comes before its pod", actions: "claim www-web-0, create 0@new",
      wait: "creation 0"),
    Row(
      name: "one for each template, in their order",
      set: SetSketch(claimTemplates: ["www", "log"]),
      actions: "claim www-web-0, claim log-web-0, create 0@new", wait: "creation 0"),
    Row(
      name: "one that is there is taken", claims: "www-0", actions: "create 0@new",
      wait: "creation 0"),
    Row(
      name: "a Pending pod whose claim was lost gets a new one", pods: "0:pending",
      actions: "claim www-web-0", wait: "readiness 0"),
    Row(
      name: "also while it terminates", set: SetSketch(isParallel: true, claimTemplates: ["www"]),
      pods: "0:pending 1 2", actions: "claim www-web-0"),
    Row(name: "a running pod's lost claim is left alone", pods: "0 1 2"),
    Row(
      name: "no pod on a claim that is going away", claims: "www-0:leaving",
      warnings: [.claimsAreBeingDeleted(["www-web-0"], .init(pod: "web-0", deed: .create))]),
    Row(
      name: "the other claims are made all the same",
      set: SetSketch(claimTemplates: ["www", "log"]), claims: "www-0:leaving",
      actions: "claim log-web-0",
      warnings: [.claimsAreBeingDeleted(["www-web-0"], .init(pod: "web-0", deed: .create))]),
    Row(
      name: "a parallel set ends after the batch that failed",
      set: SetSketch(replicas: 7, isParallel: true, claimTemplates: ["www"]),
      claims: "www-1:leaving",
      actions: "claim www-web-0, create 0@new, claim www-web-2, create 2@new",
      warnings: [.claimsAreBeingDeleted(["www-web-1"], .init(pod: "web-1", deed: .create))]),
  ]

  static let repaired: [Row] = [
    Row(
      name: "a pod without its volume gets it back, and the claim",
      set: SetSketch(replicas: 1, claimTemplates: ["www"]), pods: "0:diskless",
      actions: "claim www-web-0, repair 0"),
    Row(
      name: "not on a claim that is going away",
      set: SetSketch(replicas: 1, claimTemplates: ["www"]),
      pods: "0:diskless", claims: "www-0:leaving",
      warnings: [.claimsAreBeingDeleted(["www-web-0"], .init(pod: "web-0", deed: .update))]),
  ]

  static let deleteWithSet = SetSketch(claimTemplates: ["www"], whenDeleted: "Delete")
  static let deleteScaled = SetSketch(replicas: 1, claimTemplates: ["www"], whenScaled: "Delete")
  static let deleteBoth = SetSketch(
    replicas: 1, claimTemplates: ["www"], whenDeleted: "Delete", whenScaled: "Delete")

  static let owned: [Row] = [
    Row(
      name: "whenDeleted: the set owns the claim once the pod is Pending", set: deleteWithSet,
      pods: "0:pending", claims: "www-0", actions: "own www-web-0 by StatefulSet",
      wait: "readiness 0"),
    Row(
      name: "a claim from before gets its owner with the pod", set: deleteWithSet, claims: "www-0",
      actions: "create 0@new, own www-web-0 by StatefulSet", wait: "creation 0"),
    Row(
      name: "a change of policy reaches running pods", set: deleteWithSet, pods: "0 1 2",
      claims: "www-0 www-1>set www-2",
      actions: "own www-web-0 by StatefulSet, repair 0, own www-web-2 by StatefulSet, repair 2"),
    Row(
      name: "and back", set: SetSketch(claimTemplates: ["www"]), pods: "0 1 2",
      claims: "www-0>set www-1>pod www-2",
      actions: "own www-web-0 by , repair 0, own www-web-1 by , repair 1"
    ),
    Row(name: "whenScaled: nobody in range", set: deleteScaled, pods: "0", claims: "www-0"),
    Row(name: "both: the set in range", set: deleteBoth, pods: "0", claims: "www-0>set"),
    Row(
      name: "a mere owner becomes the controller", set: deleteBoth, pods: "0", claims: "www-0>mere",
      actions: "own www-web-0 by StatefulSet, repair 0"),
  ]

  static let disowned: [Row] = [
    Row(
      name: "whenScaled: condemned claims belong to their pods before the first goes",
      set: deleteScaled, pods: "0 1 2", claims: "www-0 www-1 www-2",
      actions: "own www-web-2 by Pod, own www-web-1 by Pod, delete 2 scaledDown"),
    Row(
      name: "both: the set lets go", set: deleteBoth, pods: "0 1", claims: "www-0>set www-1>set",
      actions: "own www-web-1 by Pod, delete 1 scaledDown"),
    Row(
      name: "whenDeleted alone: the set keeps them",
      set: SetSketch(replicas: 1, claimTemplates: ["www"], whenDeleted: "Delete"), pods: "0 1",
      claims: "www-0>set www-1>set", actions: "delete 1 scaledDown"),
    Row(
      name: "a claim of an older pod is waited for", set: deleteScaled, claims: "www-0>oldpod",
      wait: "claims 0"),
    Row(
      name: "a parallel set makes the others meanwhile",
      set: SetSketch(isParallel: true, claimTemplates: ["www"], whenScaled: "Delete"),
      claims: "www-0>oldpod www-1 www-2", actions: "create 1@new, create 2@new"),
    Row(
      name: "Retain takes it as it is", set: SetSketch(replicas: 1, claimTemplates: ["www"]),
      claims: "www-0>oldpod", actions: "create 0@new", wait: "creation 0"),
  ]

  static let foreign: [Row] = [
    Row(
      name: "references of an earlier set are left alone", set: deleteWithSet, pods: "0 1 2",
      claims: "www-0>oldset www-1>set www-2>set"),
    Row(
      name: "another controller keeps the claim", set: deleteWithSet, pods: "0 1 2",
      claims: "www-0>other www-1>set www-2>set"),
    Row(
      name: "and people hear of it", set: deleteWithSet, claims: "www-0>other",
      actions: "create 0@new", warnings: [.conflictingController(claim: "www-web-0")],
      wait: "creation 0"),
  ]

  /// Observed A6, and the labels that win.
  @Test func aClaimIsItsTemplateUnderThePodsName() throws {
    var set = SetSketch().set
    set.spec.volumeClaimTemplates = [
      [
        "metadata": [
          "name": "www", "labels": ["app": "lost", "tier": "x"], "annotations": ["a": "b"],
        ],
        "spec": ["accessModes": ["ReadWriteOnce"]], "status": ["phase": "Pending"],
      ]
    ]
    let claim = set.makeClaim(of: try #require(set.claimTemplates.first), podName: "web-3")
    #expect(claim.metadata.name == "www-web-3")
    #expect(claim.metadata.namespace == "sandbox")
    #expect(claim.metadata.labels == ["app": "httpd", "tier": "x"])
    #expect(claim.metadata.annotations == ["a": "b"])
    #expect(claim.metadata.ownerReferences.isEmpty)
    #expect(claim.body["spec"]?["accessModes"] == ["ReadWriteOnce"])
  }
}
