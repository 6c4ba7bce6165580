import ClusterNames
import Testing

/// The texts of a Kubernetes 1.36 API server.
enum Text {
  static let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
  static let strictLabel =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
  static let subdomain =
    #"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#
  static let dots = "must not contain dots"
  static let long63 = "must be no more than 63 characters"
  static let characters = "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"
  static let letter = "must contain at least one letter (a-z)"
}

@Suite struct PartsTests {
  static let labels: [(String, [String])] = [
    ("web", []), ("a", []), ("0", []), ("1-web", []), ("a--b", []),
    (String(repeating: "a", count: 63), []),
    (String(repeating: "a", count: 64), [Text.long63]),
    (String(repeating: "A", count: 64), [Text.long63, Text.label]),
    (String(repeating: "a.", count: 32) + "a", [Text.long63, Text.dots]),
    ("", [Text.label]), ("-web", [Text.label]), ("web-", [Text.label]), ("-", [Text.label]),
    ("Web", [Text.label]), ("web_1", [Text.label]), ("a b", [Text.label]), ("ä", [Text.label]),
    ("a.b", [Text.dots]), ("web.1", [Text.dots]), ("a..b", [Text.label]), ("a.", [Text.label]),
    (".a", [Text.label]), ("a.B", [Text.label]), ("a\n", [Text.label]), ("a\0", [Text.label]),
  ]

  @Test(arguments: labels)
  func labelRules(text: String, problems: [String]) throws {
    #expect(Label.problems(in: text).map(\.description) == problems)
    #expect(NamespaceName.problems(in: text).map(\.description) == problems)
    #expect(StatefulSetName.problems(in: text).map(\.description) == problems)
    #expect(ServiceName.problems(in: text).map(\.description) == problems)
    guard problems.isEmpty else {
      let error = #expect(throws: NameError.self) { try StatefulSetName(text) }
      #expect(error?.found == text)
      #expect(error?.kind == .statefulSetName)
      return
    }
    #expect(try Label(text).description == text)
    #expect(try ServiceName(text).rawValue == text)
  }

  @Test(arguments: [
    ("httpd", []), ("a1-b", []), ("1httpd", [Text.strictLabel]), ("", [Text.strictLabel]),
    ("a.b", [Text.strictLabel]), ("a-", [Text.strictLabel]),
    (String(repeating: "a", count: 64), [Text.long63]),
  ])
  func strictServiceNames(text: String, problems: [String]) throws {
    #expect(ServiceName.strictProblems(in: text).map(\.description) == problems)
    if ServiceName.problems(in: text).isEmpty {
      #expect(try ServiceName(text).isStrict == problems.isEmpty)
    }
  }

  @Test(arguments: [
    ("http", []), ("a", []), ("h2c-8080", []), ("123456789012345", [Text.letter]),
    ("a23456789012345", []), ("aaaaaaaaaaaaaaaa", ["must be no more than 15 characters"]),
    ("A_B", [Text.characters, Text.letter]), ("Web_1", [Text.characters]),
    ("8080", [Text.letter]), ("", [Text.characters, Text.letter]),
    ("a--b", ["must not contain consecutive hyphens"]),
    ("-a", ["must not begin or end with a hyphen"]),
    ("a-", ["must not begin or end with a hyphen"]),
    (
      "--",
      [
        Text.letter, "must not contain consecutive hyphens", "must not begin or end with a hyphen",
      ]
    ),
    ("a.b", [Text.characters]),
  ])
  func portNameRules(text: String, problems: [String]) throws {
    #expect(PortName.problems(in: text).map(\.description) == problems)
    guard problems.isEmpty else { return }
    #expect(try Label(text) == PortName(text).label)
  }

  @Test func errorsReadAsTheServersDo() {
    let error = #expect(throws: NameError.self) { try StatefulSetName("Web") }
    #expect(error?.description == "statefulset: Invalid value: \"Web\": \(Text.label)")
    let port = #expect(throws: NameError.self) { try PortName("A_B") }
    #expect(
      port?.description == "port: Invalid value: \"A_B\": \(Text.characters), \(Text.letter)")
    #expect(port?.problems == [.portName(.characters), .portName(.letter)])
    let long = #expect(throws: NameError.self) { try Label(String(repeating: "a", count: 64)) }
    #expect(long?.problems == [.tooLong(found: 64, allowed: 63)])
  }

  @Test func aSetAboveThePracticalLimitIsAcceptedWithAWarning() throws {
    let fits = try StatefulSetName(String(repeating: "a", count: 52))
    #expect(!fits.exceedsPracticalLimit)
    #expect(fits.warning == nil)
    let long = try StatefulSetName(String(repeating: "a", count: 53))
    #expect(long.exceedsPracticalLimit)
    #expect(long.warning?.contains("has 53 characters; above 52") == true)
    #expect(long.warning?.hasSuffix("must be no more than 63 bytes") == true)
  }

  @Test(arguments: [(-1, "must be greater than or equal to 0"), (0, nil), (2_147_483_647, nil)])
  func ordinalRange(number: Int, text: String?) throws {
    guard let text else {
      #expect(try Ordinal(number).rawValue == number)
      return
    }
    let error = #expect(throws: NameError.self) { try Ordinal(number) }
    #expect(error?.problems.map(\.description) == [text])
    #expect(throws: NameError.self) { try Ordinal(2_147_483_648) }
  }

  @Test func transportProtocolsReadAnyCase() {
    #expect(TransportProtocol(rawValue: "SCTP") == .sctp)
    #expect(TransportProtocol(rawValue: "tcp") == nil)
    #expect(TransportProtocol(label: "tCp".utf8) == .tcp)
    #expect(TransportProtocol(label: "_tcp".utf8) == nil)
    #expect(TransportProtocol(label: "".utf8) == nil)
    #expect(TransportProtocol.udp.description == "UDP")
  }

  @Test func namesSortByOctets() throws {
    let names = try ["web-10", "web-2", "a", "0"].map { text in try Label(text) }
    #expect(names.sorted().map(\.rawValue) == ["0", "a", "web-10", "web-2"])
  }
}
