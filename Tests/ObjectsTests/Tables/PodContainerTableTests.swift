import Testing

@testable import Objects

/// The cases of upstream's tests of how containers begin again, of those that are put into running pods, and of
/// variables and mounts of the newer kinds.
struct PodContainerTableTests {
  static func container(_ fields: String, spec: String = "") -> String {
    PodTableTests.container(fields, spec: spec)
  }

  static let folder = #""volumes":[{"name":"v"},{"name":"s","secret":{"secretName":"s"}}]"#
  static let unit =
    "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported "
    + "with the"

  static func mount(_ fields: String) -> String {
    container(#""volumeMounts":[{"name":"v","mountPath":"/v",\#(fields)}]"#, spec: folder)
  }

  static func file(_ fields: String) -> String {
    container(#""env":[{"name":"A","valueFrom":{"fileKeyRef":{\#(fields)}}}]"#, spec: folder)
  }

  static func amount(_ resource: String, _ divisor: String) -> String {
    container(
      #""env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"\#(resource)","divisor":"\#(divisor)"}}}]"#
    )
  }

  static let rows: [ValidationRow] = [
    ValidationRow(
      "rules",
      container(
        #""restartPolicy":"Never","restartPolicyRules":[{"action":"Restart","exitCodes":{"operator":"In","values":[42]}},{"action":"RestartAllContainers","exitCodes":{"operator":"NotIn","values":[1]}}]"#
      )),
    ValidationRow(
      "rules of nothing",
      container(#""restartPolicyRules":[{"action":"Stop"},{"action":"Restart","exitCodes":{}}]"#),
      [
        "restartPolicy: Required value: must specify restartPolicy when restart rules are used",
        #"restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", "#
          + #""RestartAllContainers""#,
        "restartPolicyRules[0].exitCodes: Required value: must be specified",
        #"restartPolicyRules[1].exitCodes.operator: Unsupported value: "": supported values: "#
          + #""In", "NotIn""#,
      ].map { "containers[0].\($0)" }),
    ValidationRow(
      "too many rules",
      container(
        #""restartPolicy":"Always","restartPolicyRules":[\#((0...20).map { _ in #"{"action":"Restart","exitCodes":{"operator":"In","values":[1]}}"# }.joined(separator: ","))]"#
      ),
      ["containers[0].restartPolicyRules: Too many: 21: must have at most 20 items"]),
    ValidationRow(
      "rules of what comes first",
      PodTableTests.starter(#""restartPolicyRules":[{"action":"Stop"}]"#),
      [
        "initContainers[0].restartPolicy: Required value: "
          + "must specify restartPolicy when restart rules are used"
      ]),
    ValidationRow(
      "ports of the node one after another",
      #"{"spec":{"initContainers":[{"name":"b","image":"i","ports":[{"containerPort":1,"hostPort":9}]},{"name":"c","image":"i","ports":[{"containerPort":1,"hostPort":9},{"containerPort":2,"hostPort":9}]}]}}"#,
      // Upstream's path is that of the first.
      [#"initContainers[0].ports[1].hostPort: Duplicate value: "TCP//9""#]),
    ValidationRow(
      "no containers", #"{"spec":{"containers":[],"initContainers":[{"name":"b"}]}}"#,
      ["containers: Required value", "initContainers[0].image: Required value"]),
    ValidationRow(
      "a look around",
      #"{"spec":{"ephemeralContainers":[{"name":"d","image":"i","targetContainerName":"a"}]}}"#,
      ["ephemeralContainers: Forbidden: cannot be set on create"]),
    ValidationRow(
      "a look around of too much",
      #"{"spec":{"volumes":[{"name":"v"}],"ephemeralContainers":[{"name":"a","image":" i","targetContainerName":"b","ports":[{"containerPort":1}],"resources":{"requests":{"cpu":"1"}},"restartPolicy":"Always","livenessProbe":{"exec":{"command":["c"]}},"lifecycle":{"preStop":{"sleep":{"seconds":1}}},"volumeMounts":[{"name":"v","mountPath":"/v","subPath":"s"}]}]}}"#,
      [
        #"[0].image: Invalid value: " i": must not have leading or trailing whitespace"#,
        #"[0].name: Duplicate value: "a""#, #"[0].targetContainerName: Not found: "b""#,
        "[0].ports: Forbidden: cannot be set for an Ephemeral Container",
        "[0].resources: Forbidden: cannot be set for an Ephemeral Container",
        "[0].restartPolicy: Forbidden: cannot be set for an Ephemeral Container",
        "[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container",
        "[0].lifecycle: Forbidden: cannot be set for an Ephemeral Container",
        "[0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container",
        ": Forbidden: cannot be set on create",
      ].map { "ephemeralContainers\($0)" }),
    ValidationRow("only to be read", mount(#""readOnly":true,"recursiveReadOnly":"Enabled""#)),
    ValidationRow(
      "only to be read within what can be written",
      mount(#""recursiveReadOnly":"IfPossible","mountPropagation":"HostToContainer""#),
      [
        "may only be specified when readOnly is true",
        "may only be specified when mountPropagation is None or not specified",
      ].map { "containers[0].volumeMounts.recursiveReadOnly: Forbidden: \($0)" }),
    ValidationRow(
      "to be read as it likes", mount(#""recursiveReadOnly":"x""#),
      [
        #"containers[0].volumeMounts.recursiveReadOnly: Unsupported value: "x": supported values: "#
          + #""Disabled", "Enabled", "IfPossible""#
      ]),
    ValidationRow(
      "a part from the root and up", mount(#""subPath":"/a/../b""#),
      ["must be a relative path", "must not contain '..'"].map {
        #"containers[0].volumeMounts.subPath: Invalid value: "/a/../b": \#($0)"#
      }),
    ValidationRow(
      "a variable of a file", file(#""key":"K","volumeName":"v","path":"a/b""#)),
    ValidationRow(
      "a variable of a secret's file", file(#""key":"K=","volumeName":"s","path":"../b""#),
      [
        #"key: Invalid value: "K=": \#(ValidationTests.badVariable)"#,
        #"path: Invalid value: "../b": must not contain '..'"#,
        #"volumeName: Invalid value: "s": referenced volume must be of type emptyDir"#,
      ].map { "containers[0].env[0].valueFrom.fileKeyRef.\($0)" }),
    ValidationRow(
      "a variable of no file", file(""),
      [
        "key: Required value", "volumeName: Required value", "path: Required value",
        #"volumeName: Not found: """#,
      ].map { "containers[0].env[0].valueFrom.fileKeyRef.\($0)" }),
    ValidationRow("cores in thousandths", amount("limits.cpu", "1m")),
    ValidationRow("pages in octets", amount("limits.hugepages-2Mi", "1Ki")),
    ValidationRow(
      "cores in dozens", amount("requests.cpu", "12"),
      [
        #"containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "requests.cpu": "#
          + "only divisor's values 1m and 1 are supported with the cpu resource"
      ]),
    ValidationRow(
      "octets in thousandths", amount("limits.memory", "1m"),
      [
        #"containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.memory": "#
          + "\(unit) memory resource"
      ]),
    ValidationRow(
      "octets in dozens", amount("limits.ephemeral-storage", "12"),
      [
        #"containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "#
          + "\"limits.ephemeral-storage\": \(unit) local ephemeral storage resource"
      ]),
    ValidationRow(
      "a signal behind a closed gate", container(#""lifecycle":{"stopSignal":"x"}"#)),
    ValidationRow(
      "a group behind a closed gate", #"{"spec":{"schedulingGroup":{}}}"#),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors.map { "spec.\($0)" })
  }
}
