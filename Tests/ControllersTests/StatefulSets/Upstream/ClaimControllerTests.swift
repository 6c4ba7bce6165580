import Objects
import Testing

@testable import Controllers

/// Upstream's cases about other controllers of a claim, and about claims of earlier pods.
@Suite struct ClaimControllerTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    /// `KIND NAME UID`, with `*` a controller.
    var references: [String]
    var isConflicting: Bool
    var testDescription: String { stands }
  }

  private func reference(_ text: String) -> OwnerReference {
    let words = text.split(separator: " ").map(String.init)
    let versions = ["Pod": "v1", "StatefulSet": "apps/v1"]
    return OwnerReference(
      apiVersion: versions[words[0]] ?? words[0], kind: words[0], name: words[1],
      uid: words[2].replacing("*", with: ""), isController: words[2].hasSuffix("*"))
  }

  private func claim(_ references: [String]) -> GenericObject {
    GenericObject(
      resource: .persistentVolumeClaim,
      metadata: ObjectMetadata(
        name: "www-web-1", namespace: "sandbox", ownerReferences: references.map(reference)),
      body: [:])
  }

  /// Where nothing is ever deleted, any controller may have the claim.
  @Test(arguments: rows, RetentionPolicy.allCases)
  func conflict(_ row: Row, _ policy: RetentionPolicy) {
    var set = SetSketch().set
    policy.apply(to: &set)
    let retention = ClaimRetention(set)
    let isFree = [.unset, .retain].contains(policy)
    #expect(
      retention.hasConflictingController(claim(row.references), of: Self.pod)
        == (row.isConflicting && !isFree))
  }

  static let pod = OwnerReference(
    apiVersion: "v1", kind: "Pod", name: "web-1", uid: "pod", isController: true)

  static let rows: [Row] = [
    ("custom controller", ["Chipmunk simon x*"], true),
    ("custom non-controller", ["Chipmunk simon x"], false),
    ("custom unspecified controller", ["Chipmunk simon x"], false),
    ("other pod controller", ["Pod simon x*"], true),
    ("other set controller", ["StatefulSet simon x*"], true),
    ("own set controller", ["StatefulSet web set*"], false),
    ("own set controller, stale uid", ["StatefulSet web x*"], true),
    ("own pod controller", ["Pod web-1 pod*"], false),
    ("own pod controller, stale uid", ["Pod web-1 x*"], true),
    ("own controller and another", ["Pod web-1 pod*", "Chipmunk simon x*"], true),
    ("own controller and a non-controller", ["Pod web-1 pod*", "Chipmunk simon x"], false),
  ].map {
    Row(stands: "TestHasUnexpectedController/\($0.0)", references: $0.1, isConflicting: $0.2)
  }

  // MARK: Claims of earlier pods

  struct Stale: Sendable, CustomTestStringConvertible {
    var stands: [String]
    /// One for each template: `missing`, or the reference of the claim; empty: none.
    var claims: [String]
    var isStale: Bool
    var testDescription: String { stands.joined(separator: ", ") }
  }

  /// The pod that would use them has no uid yet, as it is only about to be made.
  @Test(arguments: stale)
  func staleClaims(_ row: Stale) {
    let names = row.claims.indices.map { "t\($0)" }
    let sketch = SetSketch(replicas: 1, claimTemplates: names, whenScaled: "Delete")
    var claims: [String: GenericObject] = [:]
    for (name, text) in zip(names, row.claims) where text != "missing" {
      claims["\(name)-web-0"] = claim(text.isEmpty ? [] : [text])
    }
    let plan = StatefulSetPlan.plan(
      set: sketch.set, pods: [], claims: claims, revisions: sketch.revisions, now: SetSketch.now)
    #expect((plan.waitStory == "claims 0") == row.isStale)
    #expect(plan.story.hasSuffix("create 0@new") != row.isStale)
  }

  private static func makeStale(_ name: String, _ claims: [String], _ isStale: Bool) -> Stale {
    Stale(stands: ["TestPodClaimIsStale/\(name)"], claims: claims, isStale: isStale)
  }

  private static let earlier = "Pod web-0 earlier*"

  /// Upstream's `all refs` is of a pod with the uid of the references, which one about to be made
  /// never has: here they are of another pod.
  static let stale: [Stale] =
    [
      makeStale("all missing", ["missing", "missing"], false), makeStale("no claims", [], false),
      makeStale("exists", ["missing", ""], false),
      makeStale("all refs", ["Pod web-1 pod*", "Pod web-1 pod*"], false),
      makeStale("stale & exists", [earlier, ""], true),
      makeStale("stale & missing", [earlier, "missing"], true),
      makeStale("withRef & stale", ["Pod web-1 pod*", earlier], true),
      makeStale("withRef, no UID", [earlier], true),
    ] + matched

  static let matched: [Stale] = [
    Stale(
      stands: ["TestMatchesRef/full match", "TestMatchesRef/match without UID"],
      claims: [earlier], isStale: true),
    Stale(
      stands: ["TestMatchesRef/mismatch name", "TestHasStaleOwnerRef"],
      claims: ["Pod web-7 earlier*"], isStale: false),
    Stale(
      stands: ["TestMatchesRef/wrong schema"], claims: ["PodX web-0 earlier*"], isStale: false),
  ]
}
