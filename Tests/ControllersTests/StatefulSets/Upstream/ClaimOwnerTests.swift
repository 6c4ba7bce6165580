import Objects
import Testing

@testable import Controllers

/// Upstream's cases about who owns a claim, from its references.
@Suite struct ClaimOwnerTests {
  /// References of a claim of `web-ORDINAL`, in short: `set`, `pod`, with `!` a mere owner, with
  /// `?` of an earlier life; `other!` and `other` are strangers.
  private func references(_ text: String, _ sketch: SetSketch, _ pod: OwnerReference)
    -> [OwnerReference]
  {
    text.split(separator: " ").map { word in
      var reference =
        switch word.prefix(3) {
        case "set": sketch.set.controllerReference
        case "pod": pod
        default:
          OwnerReference(
            apiVersion: "backup/v1", kind: "Backup", name: "nightly", uid: "\(word)-uid",
            isController: true)
        }
      if word.hasSuffix("!") { reference.isController = false }
      if word.hasSuffix("?") { reference.uid = "earlier" }
      return reference
    }
  }

  private func claim(_ references: [OwnerReference]) -> GenericObject {
    GenericObject(
      resource: .persistentVolumeClaim,
      metadata: ObjectMetadata(
        name: "www-web-0", namespace: "sandbox", ownerReferences: references), body: [:])
  }

  private func short(_ references: [OwnerReference]) -> [String] {
    references.map { reference in
      let kind = ["StatefulSet": "set", "Pod": "pod"][reference.kind] ?? "other"
      return reference.isController ? kind : "\(kind)!"
    }
  }

  private func setUp(_ policy: RetentionPolicy, isCondemned: Bool)
    -> (SetSketch, ClaimRetention, OwnerReference, Int)
  {
    var sketch = SetSketch(replicas: 2)
    if [.setDeleteOnly, .delete].contains(policy) { sketch.whenDeleted = "Delete" }
    if [.scaleDownOnly, .delete].contains(policy) { sketch.whenScaled = "Delete" }
    let ordinal = isCondemned ? 2 : 1
    let pod = ClaimRetention.reference(sketch.pods("\(ordinal)")[0])
    return (sketch, ClaimRetention(sketch.set), pod, ordinal)
  }

  // MARK: Whom the policy wants

  struct Wanted: Sendable, CustomTestStringConvertible {
    var stands: [String]
    var policy: RetentionPolicy
    var isCondemned = false
    var owner = ""
    /// Beside whatever else refers to the claim.
    var hasOtherController = false
    var testDescription: String { stands.joined(separator: ", ") }
  }

  /// Whatever references are there before, strangers or not.
  @Test(arguments: wanted, ["", "set", "pod", "pod set"])
  func wantedOwner(_ row: Wanted, _ before: String) {
    let (sketch, retention, pod, ordinal) = setUp(row.policy, isCondemned: row.isCondemned)
    for strangers in ["", "other! another!"] {
      let other = row.hasOtherController ? " other" : ""
      let claim = claim(references("\(before) \(strangers)\(other)", sketch, pod))
      let isRight = retention.isSatisfied(by: claim, of: pod, ordinal: ordinal)
      #expect(isRight == (before == row.owner))
      let applied = retention.applied(to: claim, of: pod, ordinal: ordinal)
      let ours = short(applied.metadata.ownerReferences).filter { $0 == "set" || $0 == "pod" }
      #expect(ours == (row.owner.isEmpty ? [] : [row.owner]))
      #expect(retention.isSatisfied(by: applied, of: pod, ordinal: ordinal))
      let kept = applied.metadata.ownerReferences.filter { $0.kind == "Backup" }
      #expect(kept.count == (strangers.isEmpty ? 0 : 2) + (row.hasOtherController ? 1 : 0))
    }
  }

  static let wanted: [Wanted] = [
    Wanted(
      stands: [
        "TestIsClaimOwnerUpToDate/retain", "TestUpdateClaimOwnerRefForSetAndPod/retain",
        "TestGetPersistentVolumeClaimRetentionPolicy",
      ], policy: .unset),
    Wanted(
      stands: [
        "TestIsClaimOwnerUpToDate/on SS delete",
        "TestUpdateClaimOwnerRefForSetAndPod/delete with set",
      ], policy: .setDeleteOnly, owner: "set"),
    Wanted(
      stands: [
        "TestIsClaimOwnerUpToDate/on scaledown only, condemned",
        "TestUpdateClaimOwnerRefForSetAndPod/delete on scaledown, condemned",
      ], policy: .scaleDownOnly, isCondemned: true, owner: "pod"),
    Wanted(
      stands: [
        "TestIsClaimOwnerUpToDate/on scaledown only, remains",
        "TestUpdateClaimOwnerRefForSetAndPod/delete with scaledown, not condemned",
      ], policy: .scaleDownOnly),
    Wanted(
      stands: [
        "TestIsClaimOwnerUpToDate/on both, condemned",
        "TestUpdateClaimOwnerRefForSetAndPod/delete on both, condemned",
      ], policy: .delete, isCondemned: true, owner: "pod"),
    Wanted(
      stands: [
        "TestIsClaimOwnerUpToDate/on both, remains",
        "TestUpdateClaimOwnerRefForSetAndPod/delete on both, not condemned",
      ], policy: .delete, owner: "set"),
    Wanted(
      stands: ["TestUpdateClaimOwnerRefForSetAndPod/unexpected controller"], policy: .delete,
      isCondemned: true, hasOtherController: true),
  ]

  // MARK: Odd references

  struct Odd: Sendable, CustomTestStringConvertible {
    var stands: [String]
    var policy = RetentionPolicy.delete
    var isCondemned = false
    var references: String
    var isRight: Bool
    /// What they become; nil: they are not touched.
    var applied: [String]?
    var testDescription: String { stands.joined(separator: ", ") }
  }

  @Test(arguments: odd)
  func oddReferences(_ row: Odd) {
    let (sketch, retention, pod, ordinal) = setUp(row.policy, isCondemned: row.isCondemned)
    let claim = claim(references(row.references, sketch, pod))
    #expect(retention.isSatisfied(by: claim, of: pod, ordinal: ordinal) == row.isRight)
    if let expected = row.applied {
      let applied = retention.applied(to: claim, of: pod, ordinal: ordinal)
      #expect(short(applied.metadata.ownerReferences) == expected)
    }
  }

  static let edge = "TestClaimOwnerUpToDateEdgeCases/"
  static let update = "TestUpdateClaimControllerRef/"
  static let mere = "TestNonController/"

  static let odd: [Odd] = edges + updated + mereOwners

  static let edges: [Odd] = [
    Odd(
      stands: [edge + "normal controller, pod", "TestHasOwnerRef", mere + "pod controller"],
      isCondemned: true, references: "pod", isRight: true),
    Odd(
      stands: [edge + "non-controller causes policy mismatch, pod", mere + "pod noncontroller"],
      isCondemned: true, references: "pod!", isRight: false, applied: ["pod"]),
    Odd(
      stands: [edge + "stale controller does not affect policy, pod"], isCondemned: true,
      references: "pod?", isRight: true),
    Odd(
      stands: [edge + "unexpected controller causes policy mismatch, pod"], isCondemned: true,
      references: "pod other", isRight: false, applied: ["other"]),
    Odd(
      stands: [edge + "normal controller, set", mere + "set controller"], policy: .setDeleteOnly,
      references: "set", isRight: true),
    Odd(
      stands: [
        edge + "non-controller causes policy mismatch, set", mere + "set noncontroller",
        mere + "set noncontroller with ptr",
      ], policy: .setDeleteOnly, references: "set!", isRight: false, applied: ["set"]),
    Odd(
      stands: [edge + "stale controller ignored, set"], policy: .setDeleteOnly,
      references: "set?", isRight: true),
    Odd(
      stands: [edge + "unexpected controller causes policy mismatch, set"],
      policy: .setDeleteOnly, references: "set other", isRight: false, applied: ["other"]),
  ]

  static let updated: [Odd] = [
    Odd(
      stands: [update + "set correctly", mere + "other noncontroller"], references: "set other!",
      isRight: true, applied: ["other!", "set"]),
    Odd(
      stands: [update + "missing controller"], references: "set!", isRight: false, applied: ["set"]),
    Odd(
      stands: [update + "matching name but missing"], references: "other!", isRight: false,
      applied: ["other!", "set"]),
    Odd(
      stands: [update + "not present", mere + "nothing"], references: "", isRight: false,
      applied: ["set"]),
    Odd(
      stands: [update + "controller, but no UID"], references: "set?", isRight: true, applied: []),
    Odd(
      stands: [update + "neither controller nor UID"], references: "set?", isRight: true,
      applied: []),
  ]

  static let mereOwners: [Odd] = [
    Odd(
      stands: [mere + "set and pod controller"], references: "pod set", isRight: false,
      applied: ["set"]),
    Odd(
      stands: [mere + "set controller, pod noncontroller"], references: "pod! set", isRight: false,
      applied: ["set"]),
    Odd(
      stands: [mere + "set noncontroller, pod controller"], references: "pod set!", isRight: false,
      applied: ["set"]),
  ]
}
