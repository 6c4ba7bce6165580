import Objects
import Testing

@testable import Manifests

/// Sets of files beside what exists of them.
struct ExistingSetCheckTests {
  private static let text =
    Samples.set("db") + """
        volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 1Gi}}

      """ + Samples.service("db")

  private static func check(_ text: String = text) -> ManifestCheck {
    ManifestCheck.check(ApplierBench.batch(["a.yaml": text]), pinProblem: { _ in nil })
  }

  /// What the file as it was makes.
  private static func stored(_ change: (inout StatefulSet) -> Void = { _ in }) -> StatefulSet {
    var set = check().statefulSets[0]
    change(&set)
    return set
  }

  private static func claim(_ ordinal: Int, _ spec: Value = [:]) throws -> any KubernetesObject {
    let whole: Value = [
      "apiVersion": "v1", "kind": "PersistentVolumeClaim",
      "metadata": ["name": .string("data-db-\(ordinal)"), "namespace": "shop"],
      "spec": [
        "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]],
        "volumeMode": "Filesystem", "volumeName": "pv", "storageClassName": "standard",
      ],
    ]
    return try Resource.object(from: whole.merging(["spec": spec]))
  }

  private static func findings(
    _ text: String = text, existing: [any KubernetesObject]
  ) -> [String] {
    var check = check(text)
    check.compare(with: ExistingObjects(existing))
    return check.diagnostics.map(\.description)
  }

  @Test func whatExistsAsItIsNeedsNoWords() throws {
    let claims = try (0..<3).map { try Self.claim($0) }
    #expect(Self.findings(existing: [Self.stored()] + claims) == [])
    #expect(Self.findings(existing: []) == [])
  }

  @Test func whatMayChangeNeedsNoWords() {
    let set = Self.stored {
      ($0.spec.replicas, $0.spec.minReadySeconds, $0.spec.ordinalsStart) = (7, 3, 2)
      $0.spec.template.spec.containers[0].image = "old"
    }
    #expect(Self.findings(existing: [set]) == [])
  }

  private static let refusal =
    "error: apps/v1 StatefulSet shop/db: spec: Forbidden: updates to statefulset spec for fields "
    + "other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
    + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden; "
  private static let advice =
    "change it back, or delete the set (with --cascade=orphan its pods stay) and apply the file again"

  @Test func sizeOfClaims() {
    let set = Self.stored {
      $0.spec.volumeClaimTemplates[0] = $0.spec.volumeClaimTemplates[0].merging([
        "spec": ["resources": ["requests": ["storage": "512Mi"]]]
      ])
    }
    #expect(
      Self.findings(existing: [set]) == [
        "p/a.yaml:18:39: \(Self.refusal)volumeClaimTemplates[0].spec.resources.requests.storage is "
          + #""1Gi" here and "512Mi" in the set that exists: "#
          + "\(Self.advice); claims that exist stay as they are"
      ])
    // Other words for the same size.
    let same = Self.text.replacing("1Gi", with: "1024Mi")
    #expect(Self.findings(same, existing: [Self.stored()]) == [])
  }

  @Test func templatesMoreOrLess() {
    let set = Self.stored { $0.spec.volumeClaimTemplates = [] }
    #expect(
      Self.findings(existing: [set]) == [
        "p/a.yaml:15:3: \(Self.refusal)volumeClaimTemplates is [\"data\"] here and [] in the set "
          + "that exists: \(Self.advice); claims that exist stay as they are"
      ])
  }

  @Test func otherFieldsThatStay() {
    let set = Self.stored {
      $0.spec.serviceName = "other"
      $0.spec.selector = LabelSelector(matchLabels: ["app": "x"])
      $0.spec.podManagementPolicy = "Parallel"
    }
    #expect(
      Self.findings(existing: [set]) == [
        // Nobody wrote a policy: it is told where the spec is.
        "p/a.yaml:5:1: \(Self.refusal)podManagementPolicy is \"OrderedReady\" here and "
          + "\"Parallel\" in the set that exists: \(Self.advice)",
        "p/a.yaml:7:16: \(Self.refusal)serviceName is \"db\" here and \"other\" in the set that "
          + "exists: \(Self.advice)",
        "p/a.yaml:8:33: \(Self.refusal)selector.matchLabels.app is \"db\" here and \"x\" in the "
          + "set that exists: \(Self.advice)",
      ])
  }

  @Test func claimsThatStay() throws {
    let small: Value = ["resources": ["requests": ["storage": "512Mi"]]]
    var claims = try [10, 2, 1, 0].map { try Self.claim($0, small) }
    claims.append(try Self.claim(3))
    claims.append(try Self.claim(4, ["accessModes": ["ReadWriteMany"]]))
    let warning = "warning: apps/v1 StatefulSet shop/db: claim"
    #expect(
      Self.findings(existing: claims) == [
        "p/a.yaml:17:21: \(warning) data-db-4 exists and stays as it is: accessModes[0] is "
          + "\"ReadWriteOnce\" here and \"ReadWriteMany\" there",
        "p/a.yaml:18:39: \(warning)s data-db-0 ... data-db-10 exist and stay as they are: "
          + "resources.requests.storage is \"1Gi\" here and \"512Mi\" there",
      ])
  }

  @Test func othersClaimsAreOthers() throws {
    let small: Value = ["resources": ["requests": ["storage": "512Mi"]]]
    for (name, namespace) in [
      ("data-db-00", "shop"), ("data-db-x", "shop"), ("data-db-", "shop"), ("data-db-0", "other"),
      ("data-db-b-0", "shop"), ("data-db--1", "shop"), ("data-db-99999999999999999999", "shop"),
    ] {
      var claim = try Self.claim(0, small)
      (claim.metadata.name, claim.metadata.namespace) = (name, namespace)
      #expect(Self.findings(existing: [claim]) == [], "\(namespace)/\(name)")
    }
  }

  // MARK: Within the files

  private static func claim(_ name: String, _ spec: String) -> String {
    """
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: \(name), namespace: shop}
    spec: {accessModes: [ReadWriteOnce], \(spec)}

    """
  }

  @Test func claimsOfTheFilesAreComparedWithTheTemplate() {
    let same = Self.claim("data-db-0", "volumeName: pv-0, resources: {requests: {storage: 1024Mi}}")
    #expect(Self.check(Self.text + same).diagnostics.map(\.description) == [])
    let other = Self.claim(
      "data-db-1", "storageClassName: fast, resources: {requests: {storage: 2Gi}}")
    #expect(
      Self.check(Self.text + other).diagnostics.map(\.description) == [
        "p/a.yaml:30:94: warning: v1 PersistentVolumeClaim shop/data-db-1: pod db-1 uses this claim "
          + "and makes none from template data of StatefulSet shop/db, which it differs from: "
          + "resources.requests.storage is \"2Gi\" here and \"1Gi\" there, storageClassName is "
          + "\"fast\" here and not set there"
      ])
    let foreign = Self.claim("data-db", "resources: {requests: {storage: 2Gi}}")
    #expect(Self.check(Self.text + foreign).diagnostics == [])
  }
}
