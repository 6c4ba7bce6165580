import ClusterNames
import Testing
import Wire

@testable import ZoneFile

@Suite("RFC 1035 §5.1: entries")
struct ParseTests {
  @Test("§5.3: the example of the RFC")
  func exampleOfTheRFC() throws {
    let text = """
      @   IN  SOA     VENERA      Action\\.domains (
                                       20     ; SERIAL
                                       7200   ; REFRESH
                                       600    ; RETRY
                                       3600000; EXPIRE
                                       60)    ; MINIMUM

              NS      A.ISI.EDU.
              NS      VENERA
              NS      VAXA
              MX      10      VENERA
              MX      20      VAXA

      A       A       26.3.0.103

      VENERA  A       10.1.0.52
              A       128.9.0.32

      VAXA    A       10.2.0.27
              A       128.9.0.33
      """
    let records = try ZoneFile.parse(text: text, file: "isi", origin: name("ISI.EDU"))
    #expect(records.count == 11)
    #expect(
      records[0].data
        == .soa(
          StartOfAuthority(
            primaryServer: name("VENERA.ISI.EDU"), responsible: name("Action\\.domains.ISI.EDU"),
            serial: 20, refresh: 7200, retry: 600, expire: 3_600_000, minimum: 60)))
    #expect(records.allSatisfy { $0.timeToLive == 60 && $0.recordClass == .internet })
    #expect(records[4].data == .opaque(.mx, [0, 10] + name("VENERA.ISI.EDU").wire))
    #expect(records[8].owner == name("venera.isi.edu"))
    #expect(records[8].data == .a(ipv4("128.9.0.32")))
  }

  static let heads: [(String, [String])] = [
    ("a 5 IN A 10.0.0.1", ["a.example. 5 IN A"]),
    ("a IN 5 A 10.0.0.1", ["a.example. 5 IN A"]),
    ("a 5 A 10.0.0.1", ["a.example. 5 IN A"]),
    ("a 1h30m in a 10.0.0.1", ["a.example. 5400 IN A"]),
    ("a 1W2d3H4M5s A 10.0.0.1", ["a.example. 788645 IN A"]),
    ("a 2147483647 A 10.0.0.1", ["a.example. 2147483647 IN A"]),
    ("a 5 CLASS1 TYPE1 10.0.0.1", ["a.example. 5 IN A"]),
    ("a. 5 A 10.0.0.1", ["a. 5 IN A"]),
    (". 5 A 10.0.0.1", [". 5 IN A"]),
    ("@ 5 A 10.0.0.1\n  A 10.0.0.2\n\tA 10.0.0.3", Array(repeating: "example. 5 IN A", count: 3)),
    (
      "a 5 A 10.0.0.1\n\n; comment\n   ; comment\n A 10.0.0.2",
      ["a.example. 5 IN A", "a.example. 5 IN A"]
    ),
    (
      "$TTL 1m\na A 10.0.0.1\nb 5 A 10.0.0.1\nc A 10.0.0.1",
      ["a.example. 60 IN A", "b.example. 5 IN A", "c.example. 60 IN A"]
    ),
    ("a 5 A 10.0.0.1\nb A 10.0.0.1", ["a.example. 5 IN A", "b.example. 5 IN A"]),
    (
      "$ORIGIN sub\na 5 A 10.0.0.1\n$ORIGIN other.\na 5 A 10.0.0.1",
      ["a.sub.example. 5 IN A", "a.other. 5 IN A"]
    ),
    ("$origin sub.example.\n@ 5 A 10.0.0.1", ["sub.example. 5 IN A"]),
    ("$ORIGIN .\na 5 A 10.0.0.1", ["a. 5 IN A"]),
    (
      "a ( 5\nIN ; comment )\nA\n) 10.0.0.1 ; end\nb 5 A 10.0.0.1",
      ["a.example. 5 IN A", "b.example. 5 IN A"]
    ),
    ("a 5 A ( ( 10.0.0.1 ) )", ["a.example. 5 IN A"]),
    ("a 5 CH TXT x\nb TXT y", ["a.example. 5 CH TXT", "b.example. 5 CH TXT"]),
    (
      "A 5 A 10.0.0.1\nIN 5 A 10.0.0.1\n5 5 A 10.0.0.1",
      ["A.example. 5 IN A", "IN.example. 5 IN A", "5.example. 5 IN A"]
    ),
    ("a\\.b 5 A 10.0.0.1", ["a\\.b.example. 5 IN A"]),
    ("\\@ 5 A 10.0.0.1", ["\\@.example. 5 IN A"]),
    ("\\065\\000 5 A 10.0.0.1", ["A\\000.example. 5 IN A"]),
    ("\\$x 5 A 10.0.0.1", ["\\$x.example. 5 IN A"]),
    ("a\\;\\(b 5 A 10.0.0.1", ["a\\;\\(b.example. 5 IN A"]),
    ("*.a 5 A 10.0.0.1", ["*.a.example. 5 IN A"]),
    ("a 5 A 10.0.0.1\r\nb 5 A 10.0.0.1\r\n", ["a.example. 5 IN A", "b.example. 5 IN A"]),
    ("\u{FEFF}a 5 A 10.0.0.1", ["a.example. 5 IN A"]),
    ("", []), ("\n\n;\n", []), ("( )\n", []),
  ]

  @Test(arguments: heads)
  func headsOfEntries(row: (String, [String])) {
    let parsed = ZoneFile.parse(row.0)
    #expect(parsed.errors == [])
    #expect(parsed.summary == row.1)
  }

  static let data: [(String, RecordData)] = [
    ("A 10.244.0.6", .a(ipv4("10.244.0.6"))),
    ("AAAA 2001:DB8::1", .aaaa(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 1))),
    ("NS ns", .ns(name("ns.example"))),
    ("CNAME @", .cname(name("example"))),
    ("PTR web-0.httpd.", .ptr(name("web-0.httpd"))),
    (
      "SOA . . 4294967295 1d 2h 3m 4s",
      .soa(
        StartOfAuthority(
          primaryServer: .root, responsible: .root, serial: .max, refresh: 86400, retry: 7200,
          expire: 180, minimum: 4))
    ),
    (
      "SRV 0 50 8080 web-0",
      .srv(ServiceLocation(priority: 0, weight: 50, port: 8080, target: name("web-0.example")))
    ),
    ("TXT 1.1.0", .txt([Array("1.1.0".utf8)])),
    (
      "TXT \"a b\" \"\" \"\\\"\\\\\\009;(\" c\\ d",
      .txt([Array("a b".utf8), [], Array("\"\\\t;(".utf8), Array("c d".utf8)])
    ),
    ("TXT \"a\"\"b\"", .txt([Array("a".utf8), Array("b".utf8)])),
    ("TXT \"é\"", .txt([Array("é".utf8)])),
    ("TXT \"a\" ( ; one\n\"b\" ; two\n)", .txt([Array("a".utf8), Array("b".utf8)])),
    ("MX 10 mx", .opaque(.mx, [0, 10] + name("mx.example").wire)),
    (
      "HINFO ARM \"GNU Linux\"",
      .opaque(.hinfo, [3] + Array("ARM".utf8) + [9] + Array("GNU Linux".utf8))
    ),
    ("CAA 128 issue \"ca.test; x=1\"", .opaque(.caa, [128, 5] + Array("issueca.test; x=1".utf8))),
    (
      "NAPTR 1 2 s \"\" \"!a!b!\" @",
      .opaque(.naptr, [0, 1, 0, 2, 1, 0x73, 0, 5] + Array("!a!b!".utf8) + name("example").wire)
    ),
    ("SSHFP 4 2 ( 0102\n03 )", .opaque(RecordType(rawValue: 44), [4, 2, 1, 2, 3])),
    ("TYPE65280 \\# 0", .opaque(RecordType(rawValue: 65280), [])),
    ("TYPE65280 \\# 2 A B C D", .opaque(RecordType(rawValue: 65280), [0xAB, 0xCD])),
    ("A \\# 4 0A000001", .a(ipv4("10.0.0.1"))),
    ("TYPE1 \\# 4 0a 00 0001", .a(ipv4("10.0.0.1"))),
    ("MX \\# 5 000A 01 61 00", .opaque(.mx, [0, 10, 1, 0x61, 0])),
    ("CNAME \\# 3 016100", .cname(name("a"))),
  ]

  @Test(arguments: data)
  func dataOfEveryType(row: (String, RecordData)) {
    let parsed = ZoneFile.parse("a 5 " + row.0)
    #expect(parsed.errors == [])
    #expect(parsed.entries.map(\.record.data) == [row.1])
  }

  @Test func positionsCountCharacters() {
    let parsed = ZoneFile.parse("a 5 A 10.0.0.1\n\n  A 10.0.0.2\né 5 TXT é bad\"\n")
    #expect(parsed.entries.map(\.position.line) == [1, 3])
    #expect(parsed.entries.map(\.position.column) == [1, 3])
    #expect(parsed.errors.map(\.position) == [.init(line: 4, column: 14)])
  }
}
