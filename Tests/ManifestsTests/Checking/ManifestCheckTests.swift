import Objects
import Testing

@testable import Manifests

@Suite struct ManifestCheckTests {
  private static func check(_ files: [String: String]) -> [String] {
    ManifestCheck.check(
      ApplierBench.batch(files.mapValues { $0 }),
      pinProblem: { $0.contains("x") ? "annotation is bad: \($0)" : nil },
      scriptProblem: { $0.contains("!") ? "script is bad: \($0)" : nil }
    ).diagnostics.map(\.description)
  }

  private static let both = Samples.set("db") + Samples.service("db")

  @Test func findsNothingWrong() {
    #expect(Self.check(["a.yaml": Self.both]) == [])
    #expect(Self.check(["a.yaml": Samples.set("db"), "b.yaml": Samples.service("db")]) == [])
  }

  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    /// Replaced in a set and its Service.
    var text: String
    var by: String
    var diagnostics: [String]
    var testDescription: String { name }
  }

  private static let set = "apps/v1 StatefulSet shop/db: "

  static let rows = [
    Row(
      name: "unknown field", text: "replicas: 2", by: "replica: 2",
      diagnostics: [
        #"6:3: error: \#(set)unknown field "spec.replica"; did you mean "replicas"?"#
      ]),
    Row(
      name: "wrong type", text: "replicas: 2", by: #"replicas: "2""#,
      diagnostics: [
        "6:13: error: \(set)json: cannot unmarshal string into Go struct field "
          + "StatefulSetSpec.spec.replicas of type int32"
      ]),
    Row(
      name: "text that is none", text: "image: x", by: "image: y",
      diagnostics: [
        "13:29: error: \(set)json: cannot unmarshal bool into Go struct field "
          + "Container.spec.template.spec.containers.image of type string; quote it if text is meant"
      ]),
    Row(
      name: "invalid", text: "replicas: 2", by: "replicas: -1",
      diagnostics: [
        "6:13: error: \(set)spec.replicas: Invalid value: -1: must be greater than or equal to 0"
      ]),
    Row(
      name: "no such Service", text: "serviceName: db", by: "serviceName: other",
      diagnostics: [
        #"7:16: warning: \#(set)serviceName "other" names no Service in these files: "#
          + "until shop/other exists, its pods have no names in DNS"
      ]),
    Row(
      name: "no serviceName", text: "  serviceName: db\n", by: "",
      diagnostics: ["5:1: warning: \(set)without a serviceName its pods have no names in DNS"]),
    Row(
      name: "not headless", text: "clusterIP: None", by: "ports: [{port: 80}]",
      diagnostics: [
        "7:16: warning: \(set)Service shop/db is not headless (its spec.clusterIP is not None), "
          + "so that the pods have no names of their own"
      ]),
    Row(
      name: "selector matches nothing", text: "selector: {app: db}", by: "selector: {app: x}",
      diagnostics: [
        "7:16: warning: \(set)the selector of Service shop/db does not match the labels of "
          + "this set's pods",
        "20:13: warning: v1 Service shop/db: the selector matches the pods of no StatefulSet "
          + "in these files",
      ]),
    Row(
      name: "bad pinned addresses", text: "metadata: {labels: {app: db}}",
      by: #"metadata: {labels: {app: db}, annotations: {ordinal.internal/addresses: "1.x"}}"#,
      diagnostics: ["10:77: warning: \(set)annotation is bad: 1.x"]),
    Row(
      name: "pinned addresses in the wrong place", text: "namespace: shop",
      by: #"namespace: shop, annotations: {ordinal.internal/addresses: "1.1.1.1"}"#,
      diagnostics: [
        "4:81: warning: \(set)annotation ordinal.internal/addresses works only in "
          + "spec.template.metadata.annotations"
      ]),
    Row(
      name: "a script that pods cannot follow", text: "metadata: {labels: {app: db}}",
      by: #"metadata: {labels: {app: db}, annotations: {ordinal.internal/script: "x!"}}"#,
      diagnostics: ["10:74: warning: \(set)script is bad: x!"]),
    Row(
      name: "a script in the set itself", text: "namespace: shop",
      by: #"namespace: shop, annotations: {ordinal.internal/script: "y!"}"#,
      diagnostics: ["4:78: warning: \(set)script is bad: y!"]),
    Row(
      name: "YAML", text: "spec:", by: "spec: ]",
      diagnostics: [
        "5:7: error: while parsing a block node at 5:7: did not find expected node content"
      ]),
  ]

  @Test(arguments: rows) func finds(_ row: Row) {
    let found = Self.check(["a.yaml": Self.both.replacing(row.text, with: row.by)])
    let expected = row.diagnostics.map { "p/a.yaml:\($0)" }
    // A set that cannot be read leaves its Service alone, which is told too.
    #expect(
      found.filter { !$0.contains("matches the pods of no") || expected.contains($0) } == expected)
  }

  @Test func warnsOfLongNames() {
    let name = String(repeating: "a", count: 62)
    let found = Self.check(["a.yaml": Samples.set(name) + Samples.service(name)])
    #expect(found.count == 2)
    #expect(
      found.contains { $0.hasPrefix("p/a.yaml:4:18: warning:") && $0.contains("more than 52") })
    #expect(found.contains { $0.contains("the pod name \(name)-1 has 64 octets") })
    let shorter = String(name.prefix(52))
    #expect(Self.check(["a.yaml": Samples.set(shorter) + Samples.service(shorter)]) == [])
  }

  @Test func featureGatesAreThoseOfTheServer() {
    let text = Self.both.replacing(
      "replicas: 2", with: "replicas: 2\n  updateStrategy: {rollingUpdate: {maxUnavailable: 0}}")
    // The API drops the field before it looks at it.
    #expect(
      Self.check(["a.yaml": text]) == [
        "p/a.yaml:7:52: warning: \(Self.set)maxUnavailable has no effect while the feature gate "
          + "MaxUnavailableStatefulSet is off (--feature-gates MaxUnavailableStatefulSet=true)"
      ])
    for nothing in ["maxUnavailable: null", "partition: 1"] {
      let text = text.replacing("maxUnavailable: 0", with: nothing)
      #expect(Self.check(["a.yaml": text]) == [])
    }
    let check = ManifestCheck.check(
      ApplierBench.batch(["a.yaml": text]), gates: FeatureGates(maxUnavailableStatefulSet: true),
      pinProblem: { _ in nil })
    #expect(
      check.diagnostics.map(\.description) == [
        "p/a.yaml:7:52: error: \(Self.set)spec.updateStrategy.rollingUpdate.maxUnavailable: "
          + "Invalid value: 0: cannot be 0"
      ])
    let valid = ManifestCheck.check(
      ApplierBench.batch([
        "a.yaml": text.replacing("maxUnavailable: 0", with: "maxUnavailable: 25%")
      ]), gates: FeatureGates(maxUnavailableStatefulSet: true), pinProblem: { _ in nil })
    #expect(valid.diagnostics.isEmpty)
  }

  @Test func whatTheAPIWarnsOfIsAWarning() {
    let text = Self.both.replacing("replicas: 2", with: "revisionHistoryLimit: -1")
    #expect(
      Self.check(["a.yaml": text]) == [
        "p/a.yaml:6:25: warning: \(Self.set)spec.revisionHistoryLimit: a negative value retains all "
          + "historical revisions; a value >= 0 is recommended"
      ])
  }

  /// Where the field is, whatever upstream's path says.
  @Test func warningsStandAtTheirFields() {
    let text = Self.both.replacing(
      "metadata: {labels: {app: db}}",
      with: "metadata: {labels: {app: db}, annotations: {security.alpha.kubernetes.io/sysctls: a}}"
    ).replacing(
      "replicas: 2",
      with: "volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], "
        + "resources: {requests: {storage: 100m}}}}]")
    #expect(
      Self.check(["a.yaml": text]) == [
        "p/a.yaml:6:117: warning: \(Self.set)spec.volumeClaimTemplates[0].resources.requests[storage]: "
          + #"fractional byte value "100m" is invalid, must be an integer"#,
        "p/a.yaml:10:87: warning: \(Self.set)spec.template.metadata.annotations"
          + "[security.alpha.kubernetes.io/sysctls]: non-functional in v1.11+; use the "
          + #""sysctls" field instead"#,
      ])
  }

  /// The API does not get to warnings of what it refuses.
  @Test func whatIsRefusedIsNoWarning() {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: s, namespace: shop}
      spec: {type: LoadBalancer, loadBalancerIP: "010.0.0.1", ports: [{port: 80}], externalIPs: [010.0.0.1]}
      """
    let found = Self.check(["a.yaml": service])
    #expect(found.contains { $0.contains("must not have leading 0s") })
    #expect(!found.contains { $0.contains("spec.externalIPs[0]: non-standard") })
  }

  /// Upstream says it of sets and again of templates.
  @Test func aTextIsToldOnce() {
    let text = Self.both.replacing(
      "metadata: {labels: {app: db}}", with: "metadata: {labels: {app: db, x: a b}}")
    #expect(Self.check(["a.yaml": text]).count == 1)
  }

  @Test func objectsNeedNames() {
    let found = Self.check(["a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {}\n"])
    #expect(
      found.contains {
        $0.hasSuffix("metadata.name: Required value: name or generateName is required")
      })
    let other = Self.check([
      "a.yaml": "apiVersion: apps/v1\nkind: StatefulSets\nmetadata: {name: a}\n"
    ])
    #expect(other.contains { $0.hasSuffix("; did you mean apps/v1 StatefulSet?") }, "\(other)")
  }

  @Test func warnsOfDuplicates() {
    let found = Self.check(["a.yaml": Self.both, "b.yaml": Samples.set("db")])
    #expect(
      found == [
        "p/b.yaml:2:1: warning: apps/v1 StatefulSet shop/db: is also in p/a.yaml:2:1, which is used"
      ])
  }

  @Test func warnsOfFilesWithoutObjects() {
    #expect(Self.check(["a.yaml": "# x\n"]) == ["p/a.yaml:1:1: warning: the file holds no objects"])
  }

  @Test func tellsOfMissingPaths() {
    let check = ManifestCheck.check(paths: ["/nonexistent/a", "/nonexistent/b.yaml"]) { _ in nil }
    #expect(
      check.diagnostics.map(\.description) == [
        "/nonexistent/a:1:1: error: cannot be read: No such file or directory",
        "/nonexistent/b.yaml:1:1: error: cannot be read: No such file or directory",
      ])
  }

  @Test func handsOutZoneFiles() {
    let check = ManifestCheck.check(ApplierBench.batch(["a.zone": "x"])) { _ in nil }
    #expect(check.zoneFiles.map(\.key.name) == ["a.zone"])
    #expect(check.diagnostics == [])
  }

  @Test func namesSetsAndTheirServices() throws {
    let check = ManifestCheck.check(ApplierBench.batch(["a.yaml": Self.both])) { _ in nil }
    let set = try #require(check.statefulSets.first)
    #expect(set.spec.podManagementPolicy == "OrderedReady")
    #expect(check.governingService(of: set)?.isHeadless == true)
  }
}
