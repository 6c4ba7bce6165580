import Testing

@testable import Objects

/// The cases of upstream's tests of containers, probes, variables, tolerations and resolver settings that pods
/// and templates share, with the whole texts.
struct PodTableTests {
  static let base = #"""
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},"spec":{
    "containers":[{"name":"a","image":"i"}]}}
    """#

  static func container(_ fields: String, spec: String = "") -> String {
    #"{"spec":{"containers":[{"name":"a","image":"i",\#(fields)}]\#(spec.isEmpty ? "" : ",")\#(spec)}}"#
  }

  static func starter(_ fields: String) -> String {
    #"{"spec":{"initContainers":[{"name":"b","image":"i",\#(fields)}]}}"#
  }

  static let fields =
    #"supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "#
    + #""spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs""#

  static let rows: [ValidationRow] = [
    ValidationRow(
      "a probe of each kind",
      container(
        #""livenessProbe":{"exec":{"command":["a"]}},"readinessProbe":{"httpGet":{"port":"web"}},"#
          + #""startupProbe":{"grpc":{"port":1}},"lifecycle":{"preStop":{"sleep":{"seconds":1}}}"#)
    ),
    ValidationRow(
      "a probe of nothing", container(#""readinessProbe":{}"#),
      ["containers[0].readinessProbe: Required value: must specify a handler type"]),
    ValidationRow(
      "a probe of two things",
      container(#""livenessProbe":{"exec":{},"httpGet":{"port":1}}"#),
      [
        "containers[0].livenessProbe.exec.command: Required value",
        "containers[0].livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type",
      ]),
    ValidationRow(
      "a probe of a page that is none",
      container(
        #""readinessProbe":{"httpGet":{"port":0,"scheme":"gopher","httpHeaders":[{"name":"a b"}]}}"#
      ),
      [
        "containers[0].readinessProbe.httpGet.port: Invalid value: 0: \(Texts.port)",
        #"containers[0].readinessProbe.httpGet.scheme: Unsupported value: "gopher": "#
          + #"supported values: "HTTP", "HTTPS""#,
        #"containers[0].readinessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP "#
          + "header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex "
          + "used for validation is '[-A-Za-z0-9]+')",
      ]),
    ValidationRow(
      "a probe's times",
      container(
        #""livenessProbe":{"tcpSocket":{"port":1},"initialDelaySeconds":-1,"timeoutSeconds":-1,"#
          + #""periodSeconds":-1,"failureThreshold":-1,"successThreshold":2,"#
          + #""terminationGracePeriodSeconds":0}"#),
      [
        "containers[0].livenessProbe.initialDelaySeconds: Invalid value: -1: \(Texts.notNegative)",
        "containers[0].livenessProbe.timeoutSeconds: Invalid value: -1: \(Texts.notNegative)",
        "containers[0].livenessProbe.periodSeconds: Invalid value: -1: \(Texts.notNegative)",
        "containers[0].livenessProbe.failureThreshold: Invalid value: -1: \(Texts.notNegative)",
        "containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: "
          + "must be greater than 0",
        "containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
      ]),
    ValidationRow(
      "readiness ends nobody",
      container(
        #""readinessProbe":{"tcpSocket":{"port":1},"terminationGracePeriodSeconds":1}"#),
      [
        "containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: "
          + "must not be set for readinessProbes"
      ]),
    ValidationRow(
      "a sleep that is too long", container(#""lifecycle":{"preStop":{"sleep":{"seconds":31}}}"#),
      [
        "containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less "
          + "than terminationGracePeriodSeconds (30)"
      ]),
    ValidationRow(
      "a probe of what ends",
      starter(#""readinessProbe":{"exec":{"command":["a"]}},"lifecycle":{}"#),
      ["lifecycle", "readinessProbe"].map {
        "initContainers[0].\($0): Forbidden: "
          + "may not be set for init containers without restartPolicy=Always"
      }),
    ValidationRow(
      "a probe of what stays",
      starter(#""restartPolicy":"Always","readinessProbe":{"exec":{"command":["a"]}}"#)),
    ValidationRow(
      "what stays as it likes", starter(#""restartPolicy":"Sometimes""#),
      [
        #"initContainers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "#
          + #""Always", "Never", "OnFailure""#
      ]),
    ValidationRow(
      "no sleep at all", container(#""lifecycle":{"preStop":{"sleep":{"seconds":0}}}"#)),
    ValidationRow(
      "variables of each kind",
      container(
        #""env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['app']"}}},"#
          + #"{"name":"B","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu"}}},"#
          + #"{"name":"C","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}],"#
          + #""envFrom":[{"prefix":"P_","configMapRef":{"name":"c"}}]"#)),
    ValidationRow(
      "variables of fields",
      container(
        #""env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"status.phase"}}},"#
          + #"{"name":"B","valueFrom":{"fieldRef":{"fieldPath":"spec.nope"}}},"#
          + #"{"name":"C","valueFrom":{"fieldRef":{"fieldPath":"metadata.name['x']"}}},"#
          + #"{"name":"D","valueFrom":{"fieldRef":{"fieldPath":""}}}]"#),
      [
        #"containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": "#
          + fields,
        #"containers[0].env[1].valueFrom.fieldRef.fieldPath: Invalid value: "spec.nope": "#
          + "error converting fieldPath: field label not supported: spec.nope",
        #"containers[0].env[2].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name['x']": "#
          + "error converting fieldPath: field label does not support subscript: metadata.name['x']",
        "containers[0].env[3].valueFrom.fieldRef.fieldPath: Required value",
      ]),
    ValidationRow(
      "variables of fields that are hardly paths",
      container(
        #""env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"['x']"}}},"#
          + #"{"name":"B","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels[']"}}},"#
          + #"{"name":"C","valueFrom":{"fieldRef":{"fieldPath":"spec.host"}}},"#
          + #"{"name":"D","valueFrom":{"fieldRef":{"apiVersion":"v2","fieldPath":"a['x']"}}}]"#),
      [
        #"containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "['x']": "#
          + "error converting fieldPath: field label not supported: ['x']",
        #"containers[0].env[1].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.labels[']": "#
          + "error converting fieldPath: field label not supported: metadata.labels[']",
        #"containers[0].env[3].valueFrom.fieldRef.fieldPath: Invalid value: "a['x']": "#
          + "error converting fieldPath: unsupported pod version: v2",
      ]),
    ValidationRow(
      "variables of what ends with a hyphen",
      container(
        #""envFrom":[{"configMapRef":{"name":"c-"}},{"secretRef":{"name":"-"}},"#
          + #"{"secretRef":{"name":"a_-"}}]"#),
      [#"containers[0].envFrom[1].secretRef.name: Invalid value: "-": \#(Texts.subdomain)"#]),
    ValidationRow(
      "variables of too little and too much",
      container(
        #""env":[{"name":"A","valueFrom":{}},{"name":"B","value":"x","valueFrom":"#
          + #"{"secretKeyRef":{"name":"s","key":"a b"}}},{"name":"C","valueFrom":"#
          + #"{"secretKeyRef":{"name":"s","key":"k"},"resourceFieldRef":{"resource":"cpu"}}}]"#),
      [
        #"containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, "#
          + "`resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
        #"containers[0].env[1].valueFrom.secretKeyRef.key: Invalid value: "a b": a valid config key "#
          + "must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
          + "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        #"containers[0].env[1].valueFrom: Invalid value: "": "#
          + "may not be specified when `value` is not empty",
        #"containers[0].env[2].valueFrom.resourceFieldRef.resource: Unsupported value: "cpu": "#
          + #"supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "#
          + #""requests.cpu", "requests.ephemeral-storage", "requests.memory""#,
        #"containers[0].env[2].valueFrom: Invalid value: "": "#
          + "may not have more than one field specified at a time",
      ]),
    ValidationRow(
      "variables of nothing", container(#""envFrom":[{},{"secretRef":{}}]"#),
      [
        #"containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`"#,
        "containers[0].envFrom[1].secretRef.name: Required value",
      ]),
    ValidationRow(
      "amounts of what there is not",
      container(
        #""resources":{"limits":{"foo":"1"},"requests":{"a/b":"1","hugepages-2Mi":"2Mi"}}"#),
      [
        #"containers[0].resources.limits[foo]: Invalid value: "foo": "#
          + "must be a standard resource type or fully qualified",
        #"containers[0].resources.limits[foo]: Invalid value: "foo": "#
          + "must be a standard resource for containers",
        "containers[0].resources.limits: Required value: Limit must be set for non overcommitable "
          + "resources",
        // Asked for by its limit (a default).
        #"containers[0].resources.requests[foo]: Invalid value: "foo": "#
          + "must be a standard resource type or fully qualified",
        #"containers[0].resources.requests[foo]: Invalid value: "foo": "#
          + "must be a standard resource for containers",
        "containers[0].resources.limits: Required value: Limit must be set for non overcommitable "
          + "resources",
        "containers[0].resources: Forbidden: HugePages require cpu or memory",
      ]),
    ValidationRow(
      "a device that is a folder",
      container(
        #""volumeDevices":[{"name":"v","devicePath":"/dev/x"},{"name":"w","devicePath":"/dev/x"}]"#,
        spec: #""volumes":[{"name":"v"}]"#),
      [
        #"containers[0].volumeDevices[0].name: Invalid value: "v": can only use volume source type of "#
          + "PersistentVolumeClaim or Ephemeral for block mode",
        #"containers[0].volumeDevices[1].name: Not found: "w""#,
        #"containers[0].volumeDevices[1].devicePath: Invalid value: "/dev/x": must be unique"#,
      ]),
    ValidationRow(
      "a mount that is seen outside",
      container(
        #""volumeMounts":[{"name":"v","mountPath":"/v","mountPropagation":"Bidirectional","#
          + #""subPath":"a","subPathExpr":"b"}]"#, spec: #""volumes":[{"name":"v"}]"#),
      [
        #"containers[0].volumeMounts[0].subPathExpr: Invalid value: "b": "#
          + "subPathExpr and subPath are mutually exclusive",
        "containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is "
          + "available only to privileged containers",
      ]),
    ValidationRow(
      "another port of the node",
      container(
        #""ports":[{"containerPort":1,"hostPort":2}]"#, spec: #""hostNetwork":true"#),
      [
        "containers[0].ports[0].hostPort: Invalid value: 2: "
          + "must match `containerPort` when `hostNetwork` is true"
      ]),
    ValidationRow(
      "words of no meaning",
      container(#""terminationMessagePolicy":"x""#, spec: #""dnsPolicy":"y""#),
      [
        #"containers[0].terminationMessagePolicy: Unsupported value: "x": supported values: "File", "#
          + #""FallbackToLogsOnError""#,
        #"dnsPolicy: Unsupported value: "y": supported values: "ClusterFirstWithHostNet", "#
          + #""ClusterFirst", "Default", "None""#,
      ]),
    ValidationRow(
      "users that there are not", container(#""securityContext":{"runAsUser":-1}"#),
      [
        "containers[0].securityContext.runAsUser: Invalid value: -1: "
          + "must be between 0 and 2147483647, inclusive"
      ]),
    ValidationRow(
      "tolerations",
      #"{"spec":{"tolerations":[{"operator":"Exists"},{"key":"a","effect":"NoExecute","tolerationSeconds":5}]}}"#
    ),
    ValidationRow(
      "tolerations of nothing",
      #"{"spec":{"tolerations":[{},{"key":"a","operator":"Exists","value":"b"},{"key":"a","operator":"Is","effect":"x"},{"key":"a","tolerationSeconds":5}]}}"#,
      [
        #"tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, "#
          + #"which means "match all values and all keys""#,
        #"tolerations[1].operator: Invalid value: "b": value must be empty when `operator` is "#
          + "'Exists'",
        #"tolerations[2].operator: Unsupported value: "Is": supported values: "Equal", "Exists""#,
        #"tolerations[2].effect: Unsupported value: "x": supported values: "NoSchedule", "#
          + #""PreferNoSchedule", "NoExecute""#,
        #"tolerations[3].effect: Invalid value: "": "#
          + "effect must be 'NoExecute' when `tolerationSeconds` is set",
      ]),
    ValidationRow(
      "names that are none",
      #"{"spec":{"hostAliases":[{"ip":"x","hostnames":["A_"]}],"nodeSelector":{"a b":"c"},"priorityClassName":"A_","preemptionPolicy":"x","schedulingGates":[{"name":"a"},{"name":"a"}]}}"#,
      [
        #"nodeSelector: Invalid value: "a b": \#(Texts.name)"#,
        #"schedulingGates[1]: Duplicate value: "a""#,
        #"hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or "#
          + "2001:db8::ffff)",
        #"hostAliases[0].hostnames[0]: Invalid value: "A_": \#(Texts.subdomain)"#,
        #"priorityClassName: Invalid value: "A_": \#(Texts.subdomain)"#,
        #"preemptionPolicy: Unsupported value: "x": supported values: "PreemptLowerPriority", "Never""#,
      ]),
    ValidationRow(
      "a resolver's settings",
      #"{"spec":{"dnsPolicy":"None","dnsConfig":{"nameservers":["1.1.1.1"],"searches":["a.b.",".","_sip._udp.a","a_"],"options":[{"value":"2"}]}}}"#,
      [
        #"dnsConfig.searches[3]: Invalid value: "a_": a lowercase RFC 1123 subdomain must consist "#
          + "of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'example.com', regex used for validation is "
          + #"'_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')"#,
        "dnsConfig.options[0]: Required value: must not be empty",
      ]),
    ValidationRow(
      "no resolver", #"{"spec":{"dnsPolicy":"None","dnsConfig":{}}}"#,
      [
        "dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when "
          + "`dnsPolicy` is None"
      ]),
    ValidationRow(
      "too many resolvers",
      #"{"spec":{"dnsConfig":{"nameservers":["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]}}}"#,
      [
        #"dnsConfig.nameservers: Invalid value: ["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]: "#
          + "must not have more than 3 nameservers"
      ]),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors.map { "spec.\($0)" })
  }
}
