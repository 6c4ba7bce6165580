import Testing

@testable import Objects

/// Rules that the recorded cases do not touch.
struct ValidationTests {
  static func object(_ text: String) throws -> any KubernetesObject {
    try Resource.object(from: .parse(json: text)).applyingDefaults()
  }

  struct PodRow: Sendable {
    /// More fields of the only container, and of the spec.
    var container = ""
    var spec = ""
    var errors: [String] = []
  }

  static let badVariable =
    "a valid environment variable name must consist only of printable ASCII characters other "
    + "than '='"

  static let podRows = [
    PodRow(),
    PodRow(
      container: #""imagePullPolicy":"Often""#,
      errors: [
        #"containers[0].imagePullPolicy: Unsupported value: "Often": supported values: "#
          + #""Always", "IfNotPresent", "Never""#
      ]),
    PodRow(
      container: #""ports":[{"name":"x","containerPort":1},{"name":"x","containerPort":2}]"#,
      errors: [#"containers[0].ports[1].name: Duplicate value: "x""#]),
    PodRow(
      container: #""ports":[{"containerPort":1,"hostPort":9},{"containerPort":2,"hostPort":9}]"#,
      errors: [#"containers[0].ports[1].hostPort: Duplicate value: "TCP//9""#]),
    PodRow(
      container: #""env":[{"name":"A=B"},{}]"#,
      errors: [
        #"containers[0].env[0].name: Invalid value: "A=B": \#(badVariable)"#,
        "containers[0].env[1].name: Required value",
      ]),
    PodRow(
      container: #""volumeMounts":[{"name":"v","mountPath":"/a"},"#
        + #"{"name":"v","mountPath":"/a","subPath":"../b"}]"#,
      spec: #""volumes":[{"name":"v"}]"#,
      errors: [
        #"containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique"#,
        // Upstream's path has no index here.
        #"containers[0].volumeMounts.subPath: Invalid value: "../b": must not contain '..'"#,
      ]),
    PodRow(
      container: #""resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}"#,
      errors: [
        #"containers[0].resources.requests: Invalid value: "2": "#
          + "must be less than or equal to cpu limit of 1"
      ]),
    PodRow(
      spec: #""initContainers":[{"name":"a","image":"i"}]"#,
      errors: [#"initContainers[0].name: Duplicate value: "a""#]),
    PodRow(
      spec: #""volumes":[{"name":"v"},{"name":"v"}]"#,
      errors: [#"volumes[1].name: Duplicate value: "v""#]),
    PodRow(
      spec: #""volumes":[{"name":"v","emptyDir":{},"secret":{"secretName":"s"}}]"#,
      errors: ["volumes[0].secret: Forbidden: may not specify more than 1 volume type"]),
    PodRow(
      spec: #""restartPolicy":"Sometimes","dnsPolicy":"None""#,
      errors: [
        #"restartPolicy: Unsupported value: "Sometimes": supported values: "#
          + #""Always", "OnFailure", "Never""#,
        "dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None",
      ]),
    PodRow(
      spec: #""subdomain":"a.b","activeDeadlineSeconds":0"#,
      errors: [
        "activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive",
        #"subdomain: Invalid value: "a.b": must not contain dots"#,
      ]),
  ]

  @Test(arguments: podRows)
  func podSpec(row: PodRow) throws {
    let container =
      #"{"name":"a","image":"i"\#(row.container.isEmpty ? "" : ",")\#(row.container)}"#
    let spec = #"{"containers":[\#(container)]\#(row.spec.isEmpty ? "" : ",")\#(row.spec)}"#
    let pod = try Self.object(
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":\#(spec)}"#)
    #expect(pod.validate().map(\.description) == row.errors.map { "spec.\($0)" })
  }

  @Test func onlyTemplatesMayHaveSpacesAroundTheImage() throws {
    var pod = try DefaultsTests.pod(image: " i")
    pod.metadata.name = "p"
    #expect(
      pod.validate().map(\.description) == [
        #"spec.containers[0].image: Invalid value: " i": "#
          + "must not have leading or trailing whitespace"
      ])
  }

  @Test(arguments: [
    (
      #"{"name":"a","labels":{"a/b/c":"x"}}"#,
      "metadata.labels: Invalid value: \"a/b/c\": a qualified name must consist"
    ),
    (
      #"{"name":"a","labels":{"/b":"x"}}"#,
      "metadata.labels: Invalid value: \"/b\": prefix part must be non-empty"
    ),
    (
      #"{"name":"a","labels":{"a/":"x"}}"#,
      "metadata.labels: Invalid value: \"a/\": name part must be non-empty"
    ),
    (
      #"{"name":"a","labels":{"A/b":"x"}}"#,
      "metadata.labels: Invalid value: \"A/b\": prefix part a lowercase RFC 1123 subdomain"
    ),
    (
      #"{"name":"a","finalizers":["x y"]}"#,
      "metadata.finalizers: Invalid value: \"x y\": name part must consist"
    ),
    (#"{"name":"a","namespace":"x"}"#, "metadata.namespace: Forbidden: not allowed on this type"),
    (
      #"{"generateName":"AB-"}"#,
      "metadata.generateName: Invalid value: \"AB-\": a lowercase RFC 1123 label"
    ),
    (
      #"{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"X","name":"n"}]}"#,
      "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty"
    ),
    (#"{"name":"a.b"}"#, "metadata.name: Invalid value: \"a.b\": must not contain dots"),
  ])
  func metadata(metadata: String, error: String) throws {
    let object = try Self.object(#"{"apiVersion":"v1","kind":"Namespace","metadata":\#(metadata)}"#)
    let errors = object.validate().map(\.description)
    #expect(errors.contains { $0.hasPrefix(error) }, "\(errors)")
  }

  @Test func annotationsHaveALimitTogether() {
    var namespace = Namespace(metadata: ObjectMetadata(name: "a"))
    namespace.metadata.annotations = ["a": String(repeating: "x", count: 256 * 1024 - 1)]
    #expect(namespace.validate().isEmpty)
    namespace.metadata.annotations["B"] = ""
    #expect(
      namespace.validate().map(\.description) == [
        "metadata.annotations: Too long: may not be more than 262144 bytes"
      ])
  }

  @Test(
    arguments: [
      ("0", ["cannot be 0"]), ("1", []), ("\"0%\"", ["cannot be 0"]),
      ("\"101%\"", ["must not be greater than 100%"]),
      ("-1", ["must be greater than or equal to 0"]), ("\"30%\"", []),
      (
        "\"5\"",
        [
          "a valid percent string must be a numeric string followed by an ending '%' "
            + "(e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
        ]
      ),
    ] as [(String, [String])])
  func maxUnavailableWithItsGate(limit: String, details: [String]) throws {
    let gates = FeatureGates(maxUnavailableStatefulSet: true)
    var set = try RevisionDataTests.set(image: "a:1")
    set.spec.rollingUpdate = RollingUpdate(maxUnavailable: try .parse(json: limit))
    #expect(set.validate(gates: gates).map(\.detail) == details)
  }

  @Test(
    arguments: [
      (
        StatefulSetStatus(replicas: 1, readyReplicas: 2),
        ["readyReplicas: Invalid value: 2: cannot be greater than status.replicas"]
      ),
      (
        StatefulSetStatus(replicas: 2, readyReplicas: 1, availableReplicas: 2),
        ["availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas"]
      ),
      (
        StatefulSetStatus(replicas: -1),
        [
          "replicas: Invalid value: -1: must be greater than or equal to 0",
          "readyReplicas: Invalid value: 0: cannot be greater than status.replicas",
          "currentReplicas: Invalid value: 0: cannot be greater than status.replicas",
          "updatedReplicas: Invalid value: 0: cannot be greater than status.replicas",
          "availableReplicas: Invalid value: 0: cannot be greater than status.replicas",
        ]
      ),
      (
        StatefulSetStatus(collisionCount: 1),
        ["collisionCount: Invalid value: 1: cannot be decremented"]
      ),
    ] as [(StatefulSetStatus, [String])])
  func status(status: StatefulSetStatus, errors: [String]) throws {
    var old = try RevisionDataTests.set(image: "a:1")
    old.status.collisionCount = status.collisionCount.map { $0 + 1 }
    var new = old
    new.status = status
    #expect(new.validateStatusUpdate(from: old).map(\.description) == errors.map { "status.\($0)" })
  }

  @Test func negativeHistoryIsAWarning() throws {
    var set = try RevisionDataTests.set(image: "a:1")
    #expect(set.warnings.isEmpty)
    set.spec.revisionHistoryLimit = -1
    #expect(set.validate().isEmpty)
    #expect(
      set.warnings.map(\.text) == [
        "spec.revisionHistoryLimit: a negative value retains all historical revisions; "
          + "a value >= 0 is recommended"
      ])
  }
}
