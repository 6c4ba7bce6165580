import Testing

@testable import Objects

/// The cases of upstream's tests of EndpointSlices.
struct EndpointSliceTableTests {
  static let base = #"""
    {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice",
    "metadata":{"name":"e","namespace":"default"},"addressType":"IPv4","endpoints":[],"ports":[]}
    """#

  static func endpoint(_ fields: String, type: String = "IPv4") -> String {
    #"{"addressType":"\#(type)","endpoints":[{"addresses":["10.0.0.1"],\#(fields)}]}"#
  }

  static func addresses(_ type: String, _ addresses: String...) -> String {
    let list = addresses.map { #""\#($0)""# }.joined(separator: ",")
    return #"{"addressType":"\#(type)","endpoints":[{"addresses":[\#(list)]}]}"#
  }

  static func ports(_ ports: String...) -> String {
    #"{"ports":[\#(ports.joined(separator: ","))]}"#
  }

  static func many(_ count: Int, _ item: (Int) -> String) -> String {
    (0..<count).map(item).joined(separator: ",")
  }

  static func hints(_ field: String, _ names: [String]) -> String {
    let list = names.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
    return endpoint(#""hints":{"\#(field)":[\#(list)]}"#)
  }

  static let transports = #"supported values: "SCTP", "TCP", "UDP""#

  static let rows: [ValidationRow] = [
    ValidationRow(
      "a good one",
      #"{"endpoints":[{"addresses":["10.0.0.1","10.0.0.2"],"hostname":"a","nodeName":"n"}],"ports":[{"name":"http","protocol":"TCP"}]}"#
    ),
    ValidationRow("names for addresses", addresses("FQDN", "foo.example.com", "example.com.")),
    ValidationRow(
      "all protocols",
      ports(
        #"{"name":"a","protocol":"TCP"}"#, #"{"name":"b","protocol":"UDP"}"#,
        #"{"name":"c","protocol":"SCTP"}"#)),
    ValidationRow(
      "protocols on top",
      ports(
        #"{"name":"a","appProtocol":"HTTP"}"#, #"{"name":"b","appProtocol":"example.com/my-proto"}"#
      )
    ),
    ValidationRow("a port without a name", ports(#"{"port":80}"#)),
    ValidationRow("numbers that no port has", ports(#"{"name":"a","port":0},{"port":70000}"#)),
    ValidationRow(
      "ports before endpoints",
      #"{"ports":[{"name":"HTTP"}],"endpoints":[{"addresses":[]}]}"#,
      [
        #"ports[0].name: Invalid value: "HTTP": \#(Texts.label)"#,
        "endpoints[0].addresses: Required value: must contain at least 1 address",
      ]),
    ValidationRow("nothing in it"),
    ValidationRow(
      "as many endpoints as there may be",
      #"{"endpoints":[\#(many(1000) { _ in #"{"addresses":["10.0.0.1"]}"# })]}"#),
    ValidationRow(
      "too many endpoints",
      #"{"endpoints":[\#(many(1001) { _ in #"{"addresses":["10.0.0.1"]}"# })]}"#,
      ["endpoints: Too many: 1001: must have at most 1000 items"]),
    ValidationRow(
      "as many addresses as there may be",
      #"{"endpoints":[{"addresses":[\#(many(100) { #""10.0.0.\#($0)""# })]}]}"#),
    ValidationRow(
      "too many addresses",
      #"{"endpoints":[{"addresses":[\#(many(101) { #""10.0.0.\#($0)""# })]}]}"#,
      ["endpoints[0].addresses: Too many: 101: must have at most 100 items"]),
    ValidationRow(
      "no address", #"{"endpoints":[{"addresses":[]}]}"#,
      ["endpoints[0].addresses: Required value: must contain at least 1 address"]),
    ValidationRow(
      "one name for two ports", ports(#"{"port":80}"#, #"{"port":81}"#),
      [#"ports[1].name: Duplicate value: """#]),
    ValidationRow(
      "names that are none", ports(#"{"name":"HTTP"}"#, #"{"name":"a b"}"#),
      [
        #"ports[0].name: Invalid value: "HTTP": \#(Texts.label)"#,
        #"ports[1].name: Invalid value: "a b": \#(Texts.label)"#,
      ]),
    ValidationRow(
      "a protocol that there is not", ports(#"{"name":"a","protocol":"foo"}"#),
      [#"ports[0].protocol: Unsupported value: "foo": \#(transports)"#]),
    ValidationRow(
      "a protocol on top that is none", ports(#"{"name":"a","appProtocol":"--"}"#),
      [#"ports[0].appProtocol: Invalid value: "--": \#(Texts.name)"#]),
    ValidationRow(
      "a hostname that is none", endpoint(#""hostname":"--""#),
      [#"endpoints[0].hostname: Invalid value: "--": \#(Texts.label)"#]),
    ValidationRow(
      "a node that is none", endpoint(#""nodeName":"A_""#),
      [#"endpoints[0].nodeName: Invalid value: "A_": \#(Texts.subdomain)"#]),
    ValidationRow(
      "names of too few parts", addresses("FQDN", "example", "", "A_.b"),
      [
        #"endpoints[0].addresses[0]: Invalid value: "example": "#
          + "should be a domain with at least two segments separated by dots",
        "endpoints[0].addresses[1]: Required value",
        #"endpoints[0].addresses[2]: Invalid value: "A_.b": \#(Texts.subdomain)"#,
      ]),
    ValidationRow(
      "old addresses in new clothes", addresses("IPv6", "::ffff:10.0.0.1"),
      [
        #"endpoints[0].addresses[0]: Invalid value: "::ffff:10.0.0.1": "#
          + "must not be an IPv4-mapped IPv6 address"
      ]),
    ValidationRow(
      "addresses with zeros", addresses("IPv4", "010.0.0.1", "0127.0.0.1"),
      [
        #"endpoints[0].addresses[0]: Invalid value: "010.0.0.1": must not have leading 0s"#,
        #"endpoints[0].addresses[1]: Invalid value: "0127.0.0.1": must not have leading 0s"#,
      ]),
    ValidationRow(
      "a family that there is not", #"{"addressType":"IPX"}"#,
      [#"addressType: Unsupported value: "IPX": supported values: "FQDN", "IPv4", "IPv6""#]),
    ValidationRow("zones and nodes", hints("forZones", ["a", "b"])),
    ValidationRow("as many zones as there may be", hints("forZones", (0..<8).map { "z\($0)" })),
    ValidationRow(
      "too many zones", hints("forZones", (0..<9).map { "z\($0)" }),
      ["endpoints[0].hints.forZones: Too many: 9: must have at most 8 items"]),
    ValidationRow(
      "a zone twice", hints("forZones", ["a", "a"]),
      [#"endpoints[0].hints.forZones[1].name: Duplicate value: "a""#]),
    ValidationRow(
      "a zone that is none", hints("forZones", ["a-"]),
      [
        #"endpoints[0].hints.forZones[0].name: Invalid value: "a-": a valid label must be an empty "#
          + "string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
          + "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used "
          + "for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
      ]),
    ValidationRow(
      "a node that is none, as a hint", hints("forNodes", ["A_"]),
      [#"endpoints[0].hints.forNodes[0].name: Invalid value: "A_": \#(Texts.subdomain)"#]),
    ValidationRow(
      "labels of nodes, which are dropped",
      endpoint(#""deprecatedTopology":{"a b":"c","topology.kubernetes.io/zone":"z"}"#)),
  ]

  @Test(arguments: rows) func newSlice(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }

  static let updates: [ValidationRow] = [
    ValidationRow(
      "other addresses", addresses("IPv4", "10.0.0.2"), before: addresses("IPv4", "10.0.0.1")),
    ValidationRow(
      "another family", addresses("IPv6", "fd00::1"), before: addresses("IPv4", "10.0.0.1"),
      [#"addressType: Invalid value: "IPv6": field is immutable"#]),
    ValidationRow(
      "what was there before, however it came there", endpoint(#""hostname":"--""#),
      before: endpoint(#""hostname":"--""#)),
    ValidationRow(
      "what was there before, and more of it",
      #"{"endpoints":[{"addresses":["10.0.0.1"],"hostname":"--"},{"addresses":["10.0.0.2"]}]}"#,
      before: endpoint(#""hostname":"--""#),
      [#"endpoints[0].hostname: Invalid value: "--": \#(Texts.label)"#]),
    ValidationRow(
      "another family for the same addresses", addresses("IPv6", "10.0.0.1"),
      before: addresses("IPv4", "10.0.0.1"),
      [#"addressType: Invalid value: "IPv6": field is immutable"#]),
    ValidationRow(
      "an older API's labels", endpoint(#""hostname":"a""#),
      before: endpoint(#""deprecatedTopology":{"a":"b"}"#)),
  ]

  @Test(arguments: updates) func updatedSlice(row: ValidationRow) throws {
    #expect(try row.updateErrors(of: Self.base) == row.errors)
  }

  /// Those that were written through an older API are judged while they have them.
  @Test func labelsOfNodesAreJudgedWhereThereAreAny() {
    var topology: [String: Value] = ["a b": "c"]
    for index in 0..<16 { topology["k\(index)"] = "v" }
    let slice = EndpointSlice(
      metadata: ObjectMetadata(name: "e"), addressType: "IPv4",
      endpoints: [
        SliceEndpoint(addresses: ["10.0.0.1"], rest: ["deprecatedTopology": .object(topology)])
      ])
    #expect(
      slice.validate().map(\.description) == [
        "endpoints[0].deprecatedTopology: Too many: 17: must have at most 16 items",
        #"endpoints[0].deprecatedTopology: Invalid value: "a b": \#(Texts.name)"#,
      ])
  }
}
