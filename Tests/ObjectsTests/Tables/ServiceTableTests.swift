import Testing

@testable import Objects

/// The cases of upstream's `TestValidateServiceCreate` and `TestValidateServiceUpdate` that are about what is
/// served here, with the whole texts.
struct ServiceTableTests {
  static let base = #"""
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"abc","namespace":"default"},
    "spec":{"selector":{"a":"b"},"ports":[{"name":"p","port":8675,"targetPort":8675}]}}
    """#

  static let balancer = "may only be used when `type` is 'LoadBalancer'"
  static let family = "expected an IPv6 value as indicated by `ipFamilies[0]`"

  static func ports(_ ports: String, _ more: String = "") -> String {
    #"{"spec":{"ports":[\#(ports)]\#(more.isEmpty ? "" : ",")\#(more)}}"#
  }

  static let created: [ValidationRow] = [
    ValidationRow("one port"),
    ValidationRow("a name that begins with a digit", #"{"metadata":{"name":"1abc"}}"#),
    ValidationRow("headless without ports", #"{"spec":{"clusterIP":"None","ports":null}}"#),
    ValidationRow("of the nodes", #"{"spec":{"type":"NodePort"}}"#),
    ValidationRow("of a balancer", #"{"spec":{"type":"LoadBalancer"}}"#),
    ValidationRow(
      "another name", #"{"spec":{"type":"ExternalName","externalName":"foo.example.com."}}"#),
    ValidationRow("an address", #"{"spec":{"clusterIP":"10.96.1.1"}}"#),
    ValidationRow(
      "clients stay", #"{"spec":{"sessionAffinity":"ClientIP"}}"#),
    ValidationRow(
      "what None has no use for is passed over",
      #"{"spec":{"sessionAffinityConfig":{"clientIP":{"timeoutSeconds":1}}}}"#),
    ValidationRow("near pods", #"{"spec":{"trafficDistribution":"PreferSameZone"}}"#),
    ValidationRow(
      "ports of one number",
      ports(#"{"name":"p","port":53},{"name":"q","port":53,"protocol":"UDP"}"#)),
    ValidationRow("no ports", #"{"spec":{"ports":null}}"#, ["spec.ports: Required value"]),
    ValidationRow(
      "clients stay for too long",
      #"{"spec":{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86401}}}}"#,
      [
        "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: "
          + "must be greater than 0 and less than 86400"
      ]),
    ValidationRow(
      "clients stay for no time",
      #"{"spec":{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":0}}}}"#,
      [
        "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: "
          + "must be greater than 0 and less than 86400"
      ]),
    ValidationRow(
      "clients stay somewhere", #"{"spec":{"sessionAffinity":"Cookie"}}"#,
      [
        #"spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None""#
      ]),
    ValidationRow(
      "no such type", #"{"spec":{"type":"clusterip"}}"#,
      [
        #"spec.type: Unsupported value: "clusterip": supported values: "ClusterIP", "#
          + #""ExternalName", "LoadBalancer", "NodePort""#
      ]),
    ValidationRow(
      "two ports without names", ports(#"{"port":1},{"port":2}"#),
      ["spec.ports[0].name: Required value", "spec.ports[1].name: Required value"]),
    ValidationRow(
      "two ports of a name", ports(#"{"name":"p","port":1},{"name":"p","port":2}"#),
      [#"spec.ports[1].name: Duplicate value: "p""#]),
    ValidationRow(
      "a port's name", ports(#"{"name":"A_","port":1}"#),
      [#"spec.ports[0].name: Invalid value: "A_": \#(Texts.label)"#]),
    ValidationRow(
      "a port's number", ports(#"{"port":65536}"#),
      [
        "spec.ports[0].port: Invalid value: 65536: \(Texts.port)",
        "spec.ports[0].targetPort: Invalid value: 65536: \(Texts.port)",
      ]),
    ValidationRow(
      "a port's protocol", ports(#"{"port":1,"protocol":"INVALID"}"#),
      [
        #"spec.ports[0].protocol: Unsupported value: "INVALID": supported values: "SCTP", "#
          + #""TCP", "UDP""#
      ]),
    ValidationRow(
      "ports of nodes inside", ports(#"{"port":1,"nodePort":30001}"#),
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"]),
    ValidationRow(
      "one port of the nodes for two",
      ports(
        #"{"name":"p","port":1,"nodePort":30001},{"name":"q","port":2,"nodePort":30001}"#,
        #""type":"NodePort""#),
      ["spec.ports[1].nodePort: Duplicate value: 30001"]),
    ValidationRow("the kubelet's port", ports(#"{"port":10250}"#, #""type":"LoadBalancer""#)),
    ValidationRow(
      "two names of an annotation",
      #"{"metadata":{"annotations":{"\#(mode)":"Auto","\#(hints)":"Disabled"}}}"#,
      [
        #"metadata.annotations[\#(mode)]: Invalid value: "Auto": must match "#
          + "annotations[\(hints)] when both are specified"
      ]),
    ValidationRow(
      "blocks with spaces around",
      #"{"spec":{"type":"LoadBalancer","loadBalancerSourceRanges":[" 10.0.0.0/8 "]}}"#),
    ValidationRow(
      "a block with a space inside",
      #"{"spec":{"type":"LoadBalancer","loadBalancerSourceRanges":["10.0.0.0 /8"]}}"#,
      [
        #"spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0 /8": must be a valid CIDR "#
          + "value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
      ]),
    ValidationRow(
      "blocks that can be read in more than one way",
      #"{"spec":{"type":"LoadBalancer","loadBalancerSourceRanges":["10.0.0.1/8","010.0.0.0/8","10.0.0.0/08","::ffff:10.0.0.0/120"]}}"#,
      [
        #"[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length"#,
        #"[1]: Invalid value: "010.0.0.0/8": must not have leading 0s in IP or prefix length"#,
        #"[2]: Invalid value: "10.0.0.0/08": must not have leading 0s in IP or prefix length"#,
        #"[3]: Invalid value: "::ffff:10.0.0.0/120": must not have an IPv4-mapped IPv6 address"#,
      ].map { "spec.LoadBalancerSourceRanges\($0)" }),
    ValidationRow(
      "blocks in the annotation",
      #"{"metadata":{"annotations":{"service.beta.kubernetes.io/load-balancer-source-ranges":"10.0.0.0/8, x"}}}"#,
      [
        "Forbidden: \(balancer)",
        #"Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"#,
      ].map {
        "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: \($0)"
      }),
    ValidationRow(
      "an address that can be read in more than one way",
      #"{"spec":{"clusterIP":"10.96.0.01"}}"#,
      [#"spec.clusterIPs[0]: Invalid value: "10.96.0.01": must not have leading 0s"#]),
    ValidationRow(
      "an address of both families", #"{"spec":{"clusterIP":"::ffff:10.96.0.1"}}"#,
      [
        #"spec.clusterIPs[0]: Invalid value: "::ffff:10.96.0.1": "#
          + "must not be an IPv4-mapped IPv6 address"
      ]),
    ValidationRow(
      "headless for a balancer", #"{"spec":{"type":"LoadBalancer","clusterIP":"None"}}"#,
      [
        #"spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services"#
      ]),
    ValidationRow(
      "another name with addresses",
      #"{"spec":{"type":"ExternalName","externalName":"a","clusterIP":"None","ipFamilyPolicy":"SingleStack"}}"#,
      [
        "spec.clusterIPs: Forbidden: may not be set for ExternalName services",
        "spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services",
      ]),
    ValidationRow(
      "what is for balancers",
      #"{"spec":{"loadBalancerSourceRanges":["10.0.0.0/8","x"],"allocateLoadBalancerNodePorts":true,"loadBalancerClass":"a/b"}}"#,
      [
        "spec.LoadBalancerSourceRanges: Forbidden: \(balancer)",
        #"spec.LoadBalancerSourceRanges[1]: Invalid value: "x": must be a valid CIDR value, "#
          + "(e.g. 10.9.8.0/24 or 2001:db8::/64)",
        "spec.allocateLoadBalancerNodePorts: Forbidden: \(balancer)",
        "spec.loadBalancerClass: Forbidden: \(balancer)",
      ]),
    ValidationRow(
      "traffic from outside to what is inside", #"{"spec":{"externalTrafficPolicy":"Local"}}"#,
      [
        #"spec.externalTrafficPolicy: Invalid value: "Local": "#
          + "may only be set for externally-accessible services"
      ]),
    ValidationRow(
      "traffic from outside to somewhere",
      #"{"spec":{"type":"NodePort","externalTrafficPolicy":"Near","internalTrafficPolicy":"Far"}}"#,
      [
        #"spec.externalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local""#,
        #"spec.internalTrafficPolicy: Unsupported value: "Far": supported values: "Cluster", "Local""#,
      ]),
    ValidationRow(
      "a check of nodes for nobody", #"{"spec":{"healthCheckNodePort":30000}}"#,
      [
        "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is "
          + "'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
      ]),
    ValidationRow(
      "no such distribution", #"{"spec":{"trafficDistribution":"PreferFar"}}"#,
      [
        #"spec.trafficDistribution: Unsupported value: "PreferFar": supported values: "#
          + #""PreferClose", "PreferSameZone", "PreferSameNode""#
      ]),
    ValidationRow(
      "None and an address", #"{"spec":{"clusterIP":"None","clusterIPs":["None","10.96.0.9"]}}"#,
      [
        #"spec.clusterIPs: Invalid value: ["None","10.96.0.9"]: 'None' must be the first and only value"#
      ]),
    ValidationRow(
      "an address of another family", #"{"spec":{"clusterIP":"10.96.0.9","ipFamilies":["IPv6"]}}"#,
      [#"spec.clusterIPs[0]: Invalid value: "10.96.0.9": \#(family)"#]),
    ValidationRow(
      "the list of addresses alone", #"{"spec":{"clusterIPs":["10.96.0.9"]}}"#,
      [
        #"spec.clusterIPs: Invalid value: ["10.96.0.9"]: "#
          + "must be empty when `clusterIP` is not specified"
      ]),
    ValidationRow(
      "another address than the list's",
      #"{"spec":{"clusterIP":"10.96.0.8","clusterIPs":["10.96.0.9"]}}"#,
      [
        #"spec.clusterIPs: Invalid value: ["10.96.0.9"]: first value must match `clusterIP`"#
      ]),
    ValidationRow(
      "an address twice",
      #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9","10.96.0.9"]}}"#,
      [
        #"spec.clusterIPs: Invalid value: ["10.96.0.9","10.96.0.9"]: "#
          + "may specify no more than one IP for each IP family"
      ]),
    ValidationRow(
      "None behind an address",
      #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9","None"]}}"#,
      [
        #"spec.clusterIPs[1]: Invalid value: "None": must be a valid IP address, (e.g. 10.9.8.7 or "#
          + "2001:db8::ffff)"
      ]),
    ValidationRow(
      "three addresses",
      #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9","fd00::9","10.96.0.8"]}}"#,
      [
        #"spec.clusterIPs: Invalid value: ["10.96.0.9","fd00::9","10.96.0.8"]: "#
          + "may only hold up to 2 values"
      ]),
    ValidationRow(
      "a family that there is not, twice and with addresses",
      #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9"],"ipFamilies":["IPv5","IPv5"]}}"#,
      [
        #"spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6""#,
        #"spec.ipFamilies[1]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6""#,
        #"spec.ipFamilies[1]: Duplicate value: "IPv5""#,
      ]),
    ValidationRow(
      "an external address that is another's",
      #"{"spec":{"externalIPs":["::ffff:10.0.0.1"]}}"#,
      [
        #"spec.externalIPs[0]: Invalid value: "::ffff:10.0.0.1": "#
          + "must not be an IPv4-mapped IPv6 address"
      ]),
    ValidationRow(
      "families that there are not", #"{"spec":{"ipFamilies":["IPv5","IPv4","IPv4"]}}"#,
      [
        #"spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6""#,
        #"spec.ipFamilies[2]: Duplicate value: "IPv4""#,
      ]),
    ValidationRow(
      "a policy that there is not", #"{"spec":{"ipFamilyPolicy":"TripleStack"}}"#,
      [
        #"spec.ipFamilyPolicy: Unsupported value: "TripleStack": supported values: "#
          + #""PreferDualStack", "RequireDualStack", "SingleStack""#
      ]),
  ]

  static let mode = "service.kubernetes.io/topology-mode"
  static let hints = "service.kubernetes.io/topology-aware-hints"

  @Test(arguments: created) func newService(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }
}
