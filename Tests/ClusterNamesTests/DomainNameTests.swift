import ClusterNames
import Testing

@Suite struct DomainNameTests {
  static let label63 = String(repeating: "a", count: 63)
  /// The longest name there is: 253 characters, 255 octets.
  static let name253 = [label63, label63, label63, String(repeating: "b", count: 61)]
    .joined(separator: ".")

  @Test(arguments: [
    ("web-0.httpd.sandbox.svc.cluster.local", "web-0.httpd.sandbox.svc.cluster.local.", 6),
    ("Web.Example.", "Web.Example.", 2),
    (".", ".", 0),
    ("a\\.b.c", "a\\.b.c.", 2),
    ("\\097\\000.x", "a\\000.x.", 2),
    ("_http._tcp.x", "_http._tcp.x.", 3),
    ("a\\\\b", "a\\\\b.", 1),
    ("a b.c", "a\\032b.c.", 2),
    ("q\"(;)@$", "q\\\"\\(\\;\\)\\@\\$.", 1),
    ("ä.x", "\\195\\164.x.", 2),
    (label63, label63 + ".", 1),
    (name253, name253 + ".", 4),
    (name253 + ".", name253 + ".", 4),
  ])
  func parsesPresentationForm(text: String, description: String, labels: Int) throws {
    let name = try DomainName(text)
    #expect(name.description == description)
    #expect(name.labelCount == labels)
    #expect(name.labels.count == labels)
    #expect(try DomainName(name.description).wire == name.wire)
    #expect(try DomainName(wire: name.wire).wire == name.wire)
  }

  @Test(arguments: [
    ("", DomainNameError.emptyText),
    ("..", .emptyLabel(found: "..")),
    (".a", .emptyLabel(found: ".a")),
    ("a..b", .emptyLabel(found: "a..b")),
    ("a..", .emptyLabel(found: "a..")),
    (label63 + "a", .labelTooLong(found: 64, label: label63 + "a")),
    (name253 + "b", .nameTooLong(found: 256)),
    ("b." + name253, .nameTooLong(found: 257)),
    ("a\\", .malformedEscape(found: "a\\")),
    ("a\\25", .malformedEscape(found: "a\\25")),
    ("a\\256", .malformedEscape(found: "a\\256")),
    ("a\\1x2", .malformedEscape(found: "a\\1x2")),
  ])
  func refusesText(text: String, error: DomainNameError) {
    #expect(throws: error) { try DomainName(text) }
  }

  @Test(arguments: [
    ([], DomainNameError.truncatedWire(found: 0)),
    ([1], .truncatedWire(found: 1)),
    ([1, 97], .truncatedWire(found: 2)),
    ([5, 97, 0], .truncatedWire(found: 3)),
    ([0, 0], .trailingOctets(found: 1)),
    ([1, 97, 0, 1, 98, 0], .trailingOctets(found: 3)),
    ([0xC0, 0], .invalidLengthOctet(found: 0xC0)),
    ([64], .invalidLengthOctet(found: 64)),
    (
      [UInt8](repeating: 1, count: 254) + [1, 1, 0],
      .nameTooLong(found: 257)
    ),
  ])
  func refusesWire(wire: [UInt8], error: DomainNameError) {
    #expect(throws: error) { try DomainName(wire: wire) }
  }

  @Test func theLongestWireHas127Labels() throws {
    let name = try DomainName(wire: [UInt8](repeating: 1, count: 254) + [0])
    #expect(name.labelCount == 127)
    #expect(throws: DomainNameError.nameTooLong(found: 257)) { try name.prepending("a") }
    #expect(try #require(name.parent).prepending("\u{1}") == name)
  }

  @Test func prependingTakesTheOctetsAsTheyAre() throws {
    let name = try DomainName("x").prepending("a.b")
    #expect(name.description == "a\\.b.x.")
    #expect(throws: DomainNameError.emptyLabel(found: "")) { try name.prepending("") }
    #expect(throws: DomainNameError.labelTooLong(found: 64, label: Self.label63 + "a")) {
      try DomainName.root.prepending(Self.label63 + "a")
    }
  }

  @Test func parentsEndAtTheRoot() throws {
    var walk: DomainName? = try DomainName("a.b.c")
    var seen: [String] = []
    while let name = walk {
      seen.append(name.relativeText)
      walk = name.parent
    }
    #expect(seen == ["a.b.c", "b.c", "c", "."])
  }

  @Test(arguments: [
    ("web-0.httpd.local", "local", true),
    ("WEB-0.httpd.LOCAL", "Httpd.local", true),
    ("local", "local", true),
    ("local", ".", true),
    (".", ".", true),
    ("local", "x.local", false),
    ("xlocal", "local", false),
    // The octets of the ancestor stand at the end, but not on the border of a label.
    ("a\\005local", "local", false),
    ("locax", "local", false),
  ])
  func knowsItsAncestors(name: String, ancestor: String, isWithin: Bool) throws {
    #expect(try DomainName(name).isWithin(DomainName(ancestor)) == isWithin)
  }

  @Test func textOfARelativeNameKeepsEscapedDots() throws {
    #expect(try DomainName("a\\.").relativeText == "a\\.")
    #expect(DomainName.root.relativeText == ".")
  }

  @Test func anyOctetsSurviveTheTextForm() throws {
    var walk = Walk()
    for _ in 0..<500 {
      var name = DomainName.root
      for _ in 0..<Int.random(in: 0...8, using: &walk) {
        name = try name.prepending(octets: walk.octets(1...20))
      }
      #expect(try DomainName(name.description).wire == name.wire)
      #expect(try DomainName(wire: name.wire).wire == name.wire)
      if name != .root { #expect(try DomainName(name.relativeText).wire == name.wire) }
    }
  }

  @Test func randomOctetsAreANameOrAnError() {
    var walk = Walk()
    for _ in 0..<2000 {
      let octets = walk.octets(0...40).map { UInt8($0 % 5) }
      guard let name = try? DomainName(wire: octets) else { continue }
      #expect(name.wire == octets)
    }
  }
}
