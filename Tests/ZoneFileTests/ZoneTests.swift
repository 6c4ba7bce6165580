import Testing
import Wire

@testable import ZoneFile

@Suite("RFC 1035 §5.2: what makes records a zone")
struct ZoneTests {
  /// Line 1 and 2 of every row.
  static let top = "@ 5 SOA ns host 1 1 1 1 5\n@ 5 NS ns\n"

  static let rows: [(String, [String])] = [
    ("a 5 A 10.0.0.1", []),
    ("sub.a 5 A 10.0.0.1\nEXAMPLE. 5 A 10.0.0.1", []),
    ("@ 5 SOA ns host 2 1 1 1 5", ["3:1: error: a second SOA record"]),
    ("a 5 SOA ns host 2 1 1 1 5", ["3:1: error: an SOA record at a.example."]),
    ("a.test. 5 A 10.0.0.1", ["3:1: error: a.test. is not within the zone example."]),
    ("xexample. 5 A 10.0.0.1", ["3:1: error: xexample. is not within"]),
    ("a 5 CH TXT x", ["3:1: error: class CH"]),
    ("a 5 CNAME b\na 5 A 10.0.0.1", ["3:1: error: a.example. has a CNAME record and other data"]),
    ("a 5 A 10.0.0.1\nA 5 CNAME b", ["4:1: error: A.example. has a CNAME record and other data"]),
    ("@ 5 CNAME b.", ["3:1: error: example. has a CNAME record and other data"]),
    ("a 5 CNAME b\na 5 CNAME c", ["4:1: error: a second CNAME record"]),
    ("a 5 CNAME b\na 5 RRSIG \\# 1 00", []),
    ("a 5 CNAME b\na 5 CNAME B", ["4:1: warning: the same CNAME record again"]),
    ("a 5 A 10.0.0.1\n  5 A 10.0.0.1", ["4:3: warning: the same A record again"]),
    ("a 5 A 10.0.0.1\n  6 A 10.0.0.2", ["4:3: warning: TTL 6, but 5 in the same set"]),
    ("a 5 A 10.0.0.1\n  6 TXT x", []),
    ("ns 5 CNAME a", ["2:1: warning: the NS record names ns.example., which is an alias"]),
    ("a 5 MX 1 b\nb 5 CNAME c", ["3:1: warning: the MX record names b.example."]),
    ("_x._tcp 5 SRV 0 0 1 b\nb 5 CNAME c", ["3:1: warning: the SRV record names b.example."]),
  ]

  @Test(arguments: rows)
  func findings(row: (String, [String])) {
    let zone = Zone(ZoneFile.parse(Self.top + row.0))
    let found = zone.findings.map(\.description)
    #expect(found.count == row.1.count, "\(found)")
    for (finding, expected) in zip(found, row.1) {
      #expect(finding.hasPrefix("test.zone:" + expected), "\(finding)")
    }
    #expect(zone.hasErrors == row.1.contains { $0.contains("error:") })
    #expect(zone.origin == name("example"))
  }

  @Test func withoutAnAuthority() {
    let zone = Zone(ZoneFile.parse("a 5 A 10.0.0.1"))
    #expect(zone.origin == nil)
    #expect(
      zone.findings.map(\.description).first?.hasPrefix("test.zone:1:1: error: no SOA") == true)
    let alone = Zone(ZoneFile.parse("@ 5 SOA ns host 1 1 1 1 5"))
    #expect(alone.findings.map(\.severity) == [.warning])
  }

  @Test func whatIsServed() {
    let zone = Zone(
      ZoneFile.parse(
        Self.top + "a 7 A 10.0.0.1\n  9 A 10.0.0.2\n  8 A 10.0.0.1\n  5 CNAME b\nb.test. A 10.0.0.3"
      ))
    let served = zone.records.filter { $0.owner == name("a.example") }
    #expect(served.map(\.timeToLive) == [7, 7])
    #expect(served.map(\.data) == [.a(ipv4("10.0.0.1")), .a(ipv4("10.0.0.2"))])
    #expect(zone.records.count == 4)
  }
}
