import Testing

@testable import Objects

/// The cases of upstream's tests of updates of Services.
struct ServiceUpdateTableTests {
  private static let base = ServiceTableTests.base

  static let address = #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9"]}}"#
  static let once = "may not change once set"
  static func two(_ policy: String) -> String {
    #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9","fd00::9"],"#
      + #""ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"\#(policy)"}}"#
  }

  static let updated: [ValidationRow] = [
    ValidationRow("nothing", address, before: address),
    ValidationRow(
      "the selector", #"{"spec":{"clusterIP":"10.96.0.9","selector":{"a":"c"}}}"#, before: address),
    ValidationRow(
      "the address", #"{"spec":{"clusterIP":"10.96.0.8"}}"#, before: address,
      [#"spec.clusterIPs[0]: Invalid value: ["10.96.0.8"]: \#(once)"#]),
    ValidationRow(
      "no address any more", #"{"spec":{"clusterIP":"None"}}"#, before: address,
      [#"spec.clusterIPs[0]: Invalid value: ["None"]: \#(once)"#]),
    ValidationRow(
      "the family", #"{"spec":{"clusterIP":"fd00::9","ipFamilies":["IPv6"]}}"#, before: address,
      [
        #"spec.clusterIPs[0]: Invalid value: ["fd00::9"]: \#(once)"#,
        #"spec.ipFamilies[0]: Invalid value: ["IPv6"]: \#(once)"#,
      ]),
    ValidationRow(
      "another name", #"{"metadata":{"name":"other"},"spec":{"clusterIP":"10.96.0.9"}}"#,
      before: address,
      Array(repeating: #"metadata.name: Invalid value: "other": \#(Texts.immutable)"#, count: 2)),
    ValidationRow(
      "clients that stay", #"{"spec":{"clusterIP":"10.96.0.9","sessionAffinity":"ClientIP"}}"#,
      before: address),
    ValidationRow(
      "headless no more", #"{"spec":{"clusterIP":"10.96.0.9"}}"#,
      before: #"{"spec":{"clusterIP":"None"}}"#,
      [#"spec.clusterIPs[0]: Invalid value: ["10.96.0.9"]: \#(once)"#]),
    ValidationRow(
      "the address with the type",
      #"{"spec":{"type":"NodePort","clusterIP":"10.96.0.8"}}"#, before: address,
      [#"spec.clusterIPs[0]: Invalid value: ["10.96.0.8"]: \#(once)"#]),
    ValidationRow(
      "a type that has no address",
      #"{"spec":{"type":"LoadBalancer","clusterIP":"None"}}"#,
      before: #"{"spec":{"clusterIP":"None"}}"#,
      [
        #"spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services"#
      ]),
    ValidationRow(
      "families in another order",
      #"{"spec":{"clusterIP":"fd00::9","clusterIPs":["fd00::9","10.96.0.9"],"#
        + #""ipFamilies":["IPv6","IPv4"],"ipFamilyPolicy":"RequireDualStack"}}"#,
      before: two("RequireDualStack"),
      [
        #"spec.clusterIPs[0]: Invalid value: ["fd00::9","10.96.0.9"]: \#(once)"#,
        #"spec.clusterIPs[1]: Invalid value: ["fd00::9","10.96.0.9"]: \#(once)"#,
        #"spec.ipFamilies[0]: Invalid value: ["IPv6","IPv4"]: \#(once)"#,
        #"spec.ipFamilies[0]: Invalid value: ["IPv6","IPv4"]: \#(once)"#,
      ]),
    ValidationRow(
      "another family before the first",
      #"{"spec":{"clusterIP":"fd00::9","clusterIPs":["fd00::9","10.96.0.9"],"#
        + #""ipFamilies":["IPv6","IPv4"],"ipFamilyPolicy":"RequireDualStack"}}"#,
      before: address,
      ["clusterIPs", "ipFamilies"].map {
        #"spec.\#($0)[0]: Invalid value: ["fd00::9","10.96.0.9"]: \#(once)"#
      }),
    ValidationRow(
      "the second address",
      #"{"spec":{"clusterIP":"10.96.0.9","clusterIPs":["10.96.0.9","fd00::8"],"#
        + #""ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"RequireDualStack"}}"#,
      before: two("RequireDualStack"),
      [#"spec.clusterIPs[1]: Invalid value: ["10.96.0.9","fd00::8"]: \#(once)"#]),
    ValidationRow(
      "no second address any more, by the wrong policy",
      #"{"spec":{"clusterIP":"10.96.0.9","ipFamilies":["IPv4"],"ipFamilyPolicy":"PreferDualStack"}}"#,
      before: two("PreferDualStack"),
      [
        #"spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be set to 'SingleStack' when "#
          + "releasing the secondary clusterIP",
        #"spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be set to 'SingleStack' when "#
          + "releasing the secondary ipFamily",
      ]),
    ValidationRow(
      "a second address and another first",
      #"{"spec":{"clusterIP":"10.96.0.8","clusterIPs":["10.96.0.8","fd00::9"],"#
        + #""ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"RequireDualStack"}}"#, before: address,
      [#"spec.clusterIPs[0]: Invalid value: ["10.96.0.8","fd00::9"]: \#(once)"#]),
    ValidationRow(
      "a protocol on top",
      #"{"spec":{"clusterIP":"10.96.0.9","ports":[{"port":80,"appProtocol":"~"}]}}"#,
      before: address,
      [#"spec.ports[0].appProtocol: Invalid value: "~": \#(Texts.name)"#]),
    ValidationRow(
      "ports for a balancer that is none",
      #"{"spec":{"clusterIP":"10.96.0.9","allocateLoadBalancerNodePorts":true}}"#, before: address,
      [
        "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'"
      ]),
    ValidationRow("a second address", two("RequireDualStack"), before: address),
    ValidationRow(
      "no second address any more",
      #"{"spec":{"clusterIP":"10.96.0.9","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"}}"#,
      before: two("RequireDualStack")),
    ValidationRow(
      "a headless Service's families",
      #"{"spec":{"clusterIP":"None","ipFamilies":["IPv6"]}}"#,
      before: #"{"spec":{"clusterIP":"None","ipFamilies":["IPv4"]}}"#),
    ValidationRow(
      "to another name", #"{"spec":{"type":"ExternalName","externalName":"a.b"}}"#, before: address
    ),
    ValidationRow(
      "back from another name", address,
      before: #"{"spec":{"type":"ExternalName","externalName":"a.b"}}"#),
    ValidationRow(
      "a balancer's class", #"{"spec":{"type":"LoadBalancer","loadBalancerClass":"a/c"}}"#,
      before: #"{"spec":{"type":"LoadBalancer","loadBalancerClass":"a/b"}}"#,
      [#"spec.loadBalancerClass: Invalid value: "a/c": \#(once)"#]),
    ValidationRow(
      "the port of a check",
      #"{"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":30001}}"#,
      before:
        #"{"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":30000}}"#,
      ["spec.healthCheckNodePort: Forbidden: \(Texts.immutable)"]),
    ValidationRow(
      "a label",
      #"{"metadata":{"labels":{"X=Y":"z"}},"spec":{"clusterIP":"10.96.0.9"}}"#, before: address,
      // Of every object and of every update, and of Services' updates.
      Array(repeating: #"metadata.labels: Invalid value: "X=Y": \#(Texts.name)"#, count: 3)),
  ]

  @Test(arguments: updated) func update(row: ValidationRow) throws {
    #expect(try row.updateErrors(of: Self.base) == row.errors)
  }

  // MARK: Status

  static func balanced(_ fields: String, type: String = "LoadBalancer") -> String {
    #"{"spec":{"type":"\#(type)"},"status":{"loadBalancer":{"ingress":[{\#(fields)}]}}}"#
  }

  static let reported: [ValidationRow] = [
    ValidationRow("an address", balanced(#""ip":"1.2.3.4""#)),
    ValidationRow("an address behind it", balanced(#""ip":"1.2.3.4","ipMode":"Proxy""#)),
    ValidationRow("a name", balanced(#""hostname":"lb.example.com""#)),
    ValidationRow(
      "of no balancer", balanced(#""ip":"1.2.3.4""#, type: "ClusterIP"),
      [
        "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"
      ]),
    ValidationRow(
      "no address and no mode", balanced(#""ip":"x","ipMode":"y""#),
      [
        #"status.loadBalancer.ingress[0].ip: Invalid value: "x": must be a valid IP address, (e.g. "#
          + "10.9.8.7 or 2001:db8::ffff)",
        #"status.loadBalancer.ingress[0].ipMode: Unsupported value: "y": supported values: "Proxy", "#
          + #""VIP""#,
      ]),
    ValidationRow(
      "a mode of nothing, and a name that is none",
      balanced(#""hostname":"1.2.3.4","ipMode":"VIP""#),
      [
        "status.loadBalancer.ingress[0].ipMode: Forbidden: may not be specified when `ip` is not set",
        #"status.loadBalancer.ingress[0].hostname: Invalid value: "1.2.3.4": "#
          + "must be a DNS name, not an IP address",
      ]),
  ]

  @Test(arguments: reported) func status(row: ValidationRow) throws {
    let new = try Self.service(row.patch).applyingStatusDefaults()
    var old = new
    old.status = [:]
    #expect(new.validateStatusUpdate(from: old).map(\.description) == row.errors)
  }

  // MARK: Changes of the type

  static func service(_ patch: String) throws -> Service {
    try #require(
      ValidationRow("").object(of: base, patched: patch) as? Service)
  }

  @Test(arguments: [
    (address, #"{"spec":{"type":"ExternalName","externalName":"a.b","clusterIP":"10.96.0.9"}}"#),
    (
      #"{"spec":{"clusterIP":"None"}}"#,
      #"{"spec":{"type":"ExternalName","externalName":"a.b","clusterIP":"None","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"}}"#
    ),
    (
      #"{"spec":{"type":"NodePort","ports":[{"port":1,"nodePort":30000}]}}"#,
      #"{"spec":{"type":"ClusterIP","externalTrafficPolicy":"Cluster","ports":[{"port":1,"nodePort":30000}]}}"#
    ),
    (
      #"{"spec":{"type":"LoadBalancer","loadBalancerClass":"a/b"}}"#,
      #"{"spec":{"type":"ClusterIP","loadBalancerClass":"a/b","allocateLoadBalancerNodePorts":true,"externalTrafficPolicy":"Cluster"}}"#
    ),
  ])
  func whatTheOldTypeNeededGoesWithIt(before: String, after: String) throws {
    let (old, new) = (try Self.service(before), try Self.service(after))
    #expect(new.droppingUnusedFields(of: old).validateUpdate(from: old) == [])
    #expect(!new.validateUpdate(from: old).isEmpty)
  }

  @Test func whoChangesTheAddressChangesTheList() throws {
    let old = try Self.service(Self.address)
    var new = old
    new.spec.clusterIP = "10.96.0.8"
    let kept = new.keepingAllocations(of: old)
    #expect(kept.spec.clusterIPs == ["10.96.0.8"])
    #expect(
      kept.validateUpdate(from: old).map(\.description) == [
        #"spec.clusterIPs[0]: Invalid value: ["10.96.0.8"]: \#(Self.once)"#
      ])
    #expect(old.keepingAllocations(of: old) == old)
  }

  @Test func whatSomebodyAskedForStays() throws {
    let old = try Self.service(
      #"{"spec":{"type":"NodePort","ports":[{"port":1,"nodePort":30000}]}}"#)
    let new = try Self.service(#"{"spec":{"ports":[{"port":1,"nodePort":30001}]}}"#)
    #expect(
      new.droppingUnusedFields(of: old).validateUpdate(from: old).map(\.description) == [
        "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"
      ])
  }
}
