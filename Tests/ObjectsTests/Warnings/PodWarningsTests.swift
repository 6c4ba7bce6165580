import Testing

@testable import Objects

/// The cases of upstream's tests of warnings (pkg/api/pod/warnings_test.go), each as a pod and as a
/// template.
struct PodWarningsTests {
  static func ports(_ first: String, _ second: String = "") -> String {
    let others = second.isEmpty ? "" : #",{"name":"bar","ports":[\#(second)]}"#
    return #"{"spec":{"containers":[{"name":"foo","ports":[\#(first)]}\#(others)]}}"#
  }

  static func port(_ number: Int, _ fields: String = "") -> String {
    #"{"containerPort":\#(number),"protocol":"UDP"\#(fields)}"#
  }

  static func affinity(_ fields: String) -> String { #"{"spec":{"affinity":{\#(fields)}}}"# }

  static let amounts = #"{"cpu":"100m","memory":"4m","ephemeral-storage":"4m"}"#
  static let hides = "which may be dropped when using apply"
  static let noSelector = "a null labelSelector results in matching no pod"
  static let fraction = #"fractional byte value "4m" is invalid, must be an integer"#
  static let os = #"deprecated since v1.14; use "kubernetes.io/os" instead"#
  static let hostIP = #","hostIP":"10.0.0.1""#
  static let hostPort = #","hostPort":80"#
  static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

  static let rows: [WarningRow] = [
    WarningRow("nothing", #"{"spec":{}}"#),
    WarningRow(
      "labels of nodes",
      #"{"spec":{"nodeSelector":{"a":"b","beta.kubernetes.io/os":"x","#
        + #""node-role.kubernetes.io/master":"","failure-domain.beta.kubernetes.io/zone":"z"}}}"#,
      [
        "spec.nodeSelector[beta.kubernetes.io/os]: \(os)",
        "spec.nodeSelector[failure-domain.beta.kubernetes.io/zone]: deprecated since v1.17; use "
          + #""topology.kubernetes.io/zone" instead"#,
        #"spec.nodeSelector[node-role.kubernetes.io/master]: use "node-role.kubernetes.io/"#
          + #"control-plane" instead"#,
      ]),
    WarningRow(
      "required terms",
      affinity(
        #""nodeAffinity":{"\#(required)":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"foo"},"#
          + #"{"key":"beta.kubernetes.io/os","values":["-1"]}]}]}}"#),
      [
        "spec.affinity.nodeAffinity.\(required).nodeSelectorTerms[0].matchExpressions[1].key: "
          + "beta.kubernetes.io/os is \(os)"
      ]),
    WarningRow(
      "preferred terms",
      affinity(
        #""nodeAffinity":{"\#(preferred)":[{"preference":{"matchExpressions":["#
          + #"{"key":"beta.kubernetes.io/os","values":["-1","1"]}]}}]}"#),
      [
        "key: beta.kubernetes.io/os is \(os)",
        "values[0]: -1 is invalid, a valid label must be an empty string or consist of "
          + "alphanumeric characters, '-', '_' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
          + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ].map { "spec.affinity.nodeAffinity.\(preferred)[0].preference.matchExpressions[0].\($0)" }),
    WarningRow(
      "spread",
      #"{"spec":{"topologySpreadConstraints":[{"topologyKey":"a","labelSelector":{}},"#
        + #"{"topologyKey":"beta.kubernetes.io/os"}]}}"#,
      [
        "topologyKey: beta.kubernetes.io/os is \(os)", "labelSelector: \(noSelector)",
      ].map { "spec.topologySpreadConstraints[1].\($0)" }),
    WarningRow(
      "annotations",
      #"{"metadata":{"annotations":{"scheduler.alpha.kubernetes.io/critical-pod":"","#
        + #""seccomp.security.alpha.kubernetes.io/pod":"unconfined","#
        + #""container.seccomp.security.alpha.kubernetes.io/foo":"unconfined","#
        + #""security.alpha.kubernetes.io/sysctls":"a","#
        + #""security.alpha.kubernetes.io/unsafe-sysctls":"b","x":"y"}},"#
        + #""spec":{"containers":[{"name":"foo"}]}}"#,
      [
        #"scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName""#,
        #"security.alpha.kubernetes.io/sysctls]: non-functional in v1.11+; use the "sysctls""#,
        #"security.alpha.kubernetes.io/unsafe-sysctls]: non-functional in v1.11+; use the "sysctls""#,
        #"seccomp.security.alpha.kubernetes.io/pod]: non-functional in v1.27+; use the "seccompProfile""#,
        #"container.seccomp.security.alpha.kubernetes.io/foo]: non-functional in v1.27+; use the "#
          + #""seccompProfile""#,
      ].map { "metadata.annotations[\($0) field instead" }),
    WarningRow(
      "annotations beside fields",
      #"{"metadata":{"annotations":{"seccomp.security.alpha.kubernetes.io/pod":"unconfined","#
        + #""container.seccomp.security.alpha.kubernetes.io/foo":"unconfined"}},"#
        + #""spec":{"securityContext":{"seccompProfile":{"type":"Unconfined"}},"containers":["#
        + #"{"name":"foo","securityContext":{"seccompProfile":{"type":"Unconfined"}}}]}}"#),
    WarningRow(
      "dead volumes",
      #"{"spec":{"volumes":[{"name":"a","photonPersistentDisk":{}},{"name":"b","gitRepo":{}},"#
        + #"{"name":"c","scaleIO":{}},{"name":"d","flocker":{}},{"name":"e","storageos":{}},"#
        + #"{"name":"f","quobyte":{}},{"name":"g","glusterfs":{}},{"name":"h","cephfs":{}},"#
        + #"{"name":"i","rbd":{}},{"name":"j","ephemeral":{"volumeClaimTemplate":{"spec":{"#
        + #""resources":{"requests":{"storage":"4m"}}}}}}]}}"#,
      [
        "[0].photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+",
        "[1].gitRepo: deprecated in v1.11, and disabled by default in v1.33+",
        "[2].scaleIO: deprecated in v1.16, non-functional in v1.22+",
        "[3].flocker: deprecated in v1.22, non-functional in v1.25+",
        "[4].storageOS: deprecated in v1.22, non-functional in v1.25+",
        "[5].quobyte: deprecated in v1.22, non-functional in v1.25+",
        "[6].glusterfs: deprecated in v1.25, non-functional in v1.26+",
        "[7].cephfs: deprecated in v1.28, non-functional in v1.31+",
        "[8].rbd: deprecated in v1.28, non-functional in v1.31+",
        "[9].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: \(fraction)",
      ].map { "spec.volumes\($0)" }),
    WarningRow(
      "entries twice and without a name",
      #"{"spec":{"hostAliases":[{"ip":"1.1.1.1"},{"ip":"1.1.1.1"},{"ip":"1.1.1.1"}],"#
        + #""imagePullSecrets":[{"name":"a"},{"name":"a"},{"name":""}]}}"#,
      [
        #"spec.hostAliases[1].ip: duplicate ip "1.1.1.1""#,
        #"spec.hostAliases[2].ip: duplicate ip "1.1.1.1""#,
        #"spec.imagePullSecrets[1].name: duplicate name "a""#,
        #"spec.imagePullSecrets[2].name: invalid empty name """#,
      ]),
    WarningRow(
      "fractions",
      #"{"spec":{"initContainers":[{"name":"a","resources":{"requests":\#(amounts),"#
        + #""limits":\#(amounts)}}],"containers":[{"name":"b","resources":{"limits":{"#
        + #""memory":"1500m"}}}],"overhead":\#(amounts)}}"#,
      [
        "spec.overhead[memory]: \(fraction)", "spec.overhead[ephemeral-storage]: \(fraction)",
        "spec.initContainers[0].resources.limits[memory]: \(fraction)",
        "spec.initContainers[0].resources.requests[memory]: \(fraction)",
        "spec.initContainers[0].resources.limits[ephemeral-storage]: \(fraction)",
        "spec.initContainers[0].resources.requests[ephemeral-storage]: \(fraction)",
        #"spec.containers[0].resources.limits[memory]: fractional byte value "1500m" is invalid, "#
          + "must be an integer",
      ]),
    WarningRow(
      "whole numbers",
      #"{"spec":{"overhead":{"memory":"1000m","ephemeral-storage":"0.5Ki"}}}"#),
    WarningRow(
      "variables again",
      #"{"spec":{"containers":[{"name":"c","env":[{"name":"b","value":"b"},{"name":"b","value":"b"},"#
        + #"{"name":"b","value":"other"},{"name":"b","value":""},{"name":"b","value":"$(b)"},"#
        + #"{"name":"b","valueFrom":{}},{"name":"b","value":"$(b) $(b)"},{"name":"d"}]}]}}"#,
      (1...5).map {
        #"spec.containers[0].env[\#($0)]: hides previous definition of "b", \#(hides)"#
      }
    ),
    WarningRow(
      "negative seconds", #"{"spec":{"terminationGracePeriodSeconds":-1}}"#,
      [
        "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be "
          + "treated as 1"
      ]),
    WarningRow(
      "terms without a selector",
      affinity(
        ["podAffinity", "podAntiAffinity"].map {
          #""\#($0)":{"\#(required)":[{"labelSelector":{}},{}],"\#(preferred)":["#
            + #"{"podAffinityTerm":{"labelSelector":{}}},{"podAffinityTerm":{}}]}"#
        }.joined(separator: ",")),
      ["podAffinity", "podAntiAffinity"].flatMap {
        [
          "spec.affinity.\($0).\(required)[1].labelSelector: \(noSelector)",
          "spec.affinity.\($0).\(preferred)[1].podAffinityTerm.labelSelector: \(noSelector)",
        ]
      }),
    WarningRow("other ports", ports(port(80), port(81))),
    WarningRow("other protocols", ports(port(80), #"{"containerPort":80,"protocol":"TCP"}"#)),
    WarningRow("other host ports", ports(port(80, hostPort), port(80, #","hostPort":81"#))),
    WarningRow(
      "other host addresses",
      ports(port(80, hostPort + hostIP), port(80, hostPort + #","hostIP":"10.0.0.2""#))),
    WarningRow(
      "a port twice", ports("\(port(80)),\(port(80))"),
      ["spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]"]),
    WarningRow(
      "a port in two containers", ports(port(80, hostPort), port(80, hostPort)),
      ["spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]"]),
    WarningRow(
      "one host port of two", ports(port(80, hostPort + hostIP), port(80, hostIP)),
      [
        "spec.containers[1].ports[0]: hostIP set without hostPort: {Name: HostPort:0 "
          + "ContainerPort:80 Protocol:UDP HostIP:10.0.0.1}",
        "spec.containers[1].ports[0]: overlapping port definition with spec.containers[0].ports[0]",
      ]),
    WarningRow(
      "one host address of two", ports(port(80, hostPort), port(80, hostPort + hostIP)),
      [
        "spec.containers[1].ports[0]: dangerously ambiguous port definition with "
          + "spec.containers[0].ports[0]"
      ]),
    WarningRow(
      "a port's name in two containers",
      ports(port(80, #","name":"x""#), port(81, #","name":"x""#)),
      [
        #"spec.containers[1].ports[0]: duplicate port name "x" with spec.containers[0].ports[0], "#
          + "services and probes that select ports by name will use spec.containers[0].ports[0]"
      ]),
    WarningRow(
      "addresses",
      #"{"spec":{"dnsConfig":{"nameservers":["1.2.3.4","05.06.07.08"]},"#
        + #""hostAliases":[{"ip":"::ffff:1.2.3.4"},{"ip":"2001:DB8::1"},{"ip":"x"}]}}"#,
      [
        #"spec.dnsConfig.nameservers[1]: non-standard IP address "05.06.07.08" will be considered "#
          + #"invalid in a future Kubernetes release: use "5.6.7.8""#,
        #"spec.hostAliases[0].ip: non-standard IP address "::ffff:1.2.3.4" will be considered "#
          + #"invalid in a future Kubernetes release: use "1.2.3.4""#,
        #"spec.hostAliases[1].ip: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical "#
          + #"format ("2001:db8::1")"#,
      ]),
  ]

  @Test(arguments: rows) func ofAPod(_ row: WarningRow) throws {
    let value = try Value.parse(json: row.json)
    let pod = Pod(
      metadata: try ObjectMetadata(value["metadata"]), spec: PodSpec(value: value["spec"]))
    #expect(PodWarnings(of: pod).all.map(\.text) == row.warnings)
  }

  @Test(arguments: rows) func ofATemplate(_ row: WarningRow) throws {
    let value = try Value.parse(json: row.json)
    let template = PodTemplate(
      annotations: try ObjectMetadata(value["metadata"]).annotations,
      spec: PodSpec(value: value["spec"]))
    let found = PodWarnings(of: template, at: FieldPath("t")).all
    // Each path in a text begins a word.
    let expected = row.warnings.map { text in
      text.split(separator: " ", omittingEmptySubsequences: false).map { word in
        word.hasPrefix("spec.") || word.hasPrefix("metadata.") ? "t.\(word)" : String(word)
      }.joined(separator: " ")
    }
    #expect(found.map(\.text) == expected)
    let places = found.map(\.path.description)
    #expect(places.allSatisfy { $0.hasPrefix("t.") })
  }

  /// The name, the profile annotation of the container `a`, the pod's and the container's fields, and
  /// how many warnings they are worth.
  static let armor: [(name: String, annotation: String, pod: String, own: String, count: Int)] = [
    ("x", "unconfined", "", "", 1),
    ("x", "unconfined", "Unconfined", "", 0),
    ("x", "unconfined", "RuntimeDefault", "", 1),
    ("x", "unconfined", "", "Unconfined", 0),
    ("x", "nonsense", "Unconfined", "", 1),
    ("x", "localhost/p", "", "", 1),
  ]

  @Test(arguments: armor)
  func armorOfAPod(row: (name: String, annotation: String, pod: String, own: String, count: Int))
    throws
  {
    let context = { (type: String) in
      type.isEmpty ? "" : #","securityContext":{"appArmorProfile":{"type":"\#(type)"}}"#
    }
    let key = "container.apparmor.security.beta.kubernetes.io/a"
    let pod = try WarningRow.read(
      #"{"metadata":{"name":"x","annotations":{"\#(key)":"\#(row.annotation)"}},"spec":{"#
        + #""containers":[{"name":"a","image":"i"\#(context(row.own))}]\#(context(row.pod))}}"#,
      as: Pod.self)
    let text = #"metadata.annotations[\#(key)]: deprecated since v1.30; use the "appArmorProfile""#
    #expect(
      pod.warnings.map(\.text) == Array(repeating: "\(text) field instead", count: row.count))
  }

  /// Upstream's conversion makes a pod's negative seconds 1 before anybody can warn of them.
  @Test func namesAreHostnames() throws {
    let pod = { (name: String) in
      try WarningRow.read(
        #"{"metadata":{"name":"\#(name)"},"spec":{"terminationGracePeriodSeconds":-1}}"#,
        as: Pod.self)
    }
    #expect(
      try pod("a.b").warnings.map(\.text) == [
        "metadata.name: this is used in the Pod's hostname, which can result in surprising "
          + "behavior; a DNS label is recommended: [must not contain dots]"
      ])
    #expect(try pod("a.b").updateWarnings(from: pod("a.b")).isEmpty)
    #expect(try pod("a").warnings.isEmpty)
  }

  @Test func addressesOfAStatus() throws {
    let pod = try WarningRow.read(
      #"{"metadata":{"name":"x"},"status":{"podIPs":[{"ip":"10.0.0.1"},{"ip":"FD00::1"}],"#
        + #""hostIPs":[{"ip":"FD00::2"}]}}"#, as: Pod.self)
    let texts = ["status.podIPs[1].ip", "status.hostIPs[0].ip"]
    #expect(pod.statusWarnings.map(\.path.description) == texts)
    #expect(zip(pod.statusWarnings, texts).allSatisfy { $0.text.hasPrefix("\($1): IPv6 address") })
  }
}
