import Testing
import Wire

@testable import ZoneFile

@Suite("Errors: place, what was found, what is allowed")
struct ErrorTests {
  static let rows: [(String, String)] = [
    ("a 5 A 10.0.0", "1:7: error: \"10.0.0\": must be a valid IPv4 address"),
    ("a 5 A", "1:6: error: address is missing"),
    ("a 5 A ; none\n", "1:13: error: address is missing"),
    ("a 5 A 10.0.0.1 x", "1:16: error: \"x\" is left over"),
    ("a 5 A \"10.0.0.1\"", "1:7: error: \"10.0.0.1\" is quoted"),
    ("a 5 AAAA 10.0.0.1", "1:10: error: \"10.0.0.1\": must be a valid IPv6"),
    ("a 5 IN", "1:7: error: record type is missing"),
    ("a", "1:2: error: record type is missing"),
    ("a 5 IN IN A 10.0.0.1", "1:8: error: \"IN\" is no record type"),
    ("a 5 6 A 10.0.0.1", "1:5: error: \"6\" is no record type"),
    ("a 5 NOPE x", "1:5: error: \"NOPE\" is no record type"),
    ("a 5 TYPE65536 \\# 0", "1:5: error: \"TYPE65536\" is no record type"),
    ("a 5 \u{131}N A 10.0.0.1", "1:5: error: \"\u{131}N\" is no record type"),
    ("a 5 ANY A 10.0.0.1", "1:5: error: \"ANY\" is no class of records"),
    ("a 5 AXFR", "1:5: error: \"AXFR\" is a type of questions"),
    ("a 5 OPT \\# 0", "1:5: error: \"OPT\" is a type of questions"),
    ("a 2147483648 A 10.0.0.1", "1:3: error: \"2147483648\" is no TTL"),
    ("a 99999999999999999999w A 10.0.0.1", "1:3: error:"),
    ("a 1x A 10.0.0.1", "1:3: error: \"1x\" is no TTL"),
    ("a A 10.0.0.1", "1:3: error: \"A\" has no TTL"),
    ("  5 A 10.0.0.1", "1:3: error: \"5\" follows a blank, but there is no owner"),
    ("a..b 5 A 10.0.0.1", "1:1: error: \"a..b\" is no owner"),
    (".a 5 A 10.0.0.1", "1:1: error: \".a\" is no owner"),
    ("a\\256 5 A 10.0.0.1", "1:1: error:"),
    ("a\\1 5 A 10.0.0.1", "1:1: error:"),
    (String(repeating: "a", count: 64) + " 5 A 10.0.0.1", "1:1: error:"),
    (String(repeating: "a.", count: 124) + "a 5 A 10.0.0.1", "1:1: error:"),
    ("a 5 TXT", "1:8: error: text is missing"),
    ("a 5 TXT " + String(repeating: "x", count: 256), "1:9: error:"),
    ("a 5 TXT \"x", "1:9: error: a quote that is not closed in its line"),
    ("a 5 TXT \"x\"y", "1:12: error: a character right behind a quoted string"),
    ("a 5 TXT x\"y\"", "1:10: error: a quote inside of a word"),
    ("a 5 TXT \"\\300\"", "1:9: error: \"\\300\" has a malformed escape"),
    ("a 5 TXT x\\", "1:10: error: a backslash at the end of a line"),
    ("a 5 TXT \u{0}", "1:9: error: the control character 0"),
    ("a 5 TXT \\# 2 01", "1:9: error: \"\\#\" says 2 octets, but 1 follow"),
    ("a 5 TXT \\# 2 0141", "ok"),
    ("a 5 TXT \\# 2 0241", "1:9: error: \"\\#\" holds no data of type TXT"),
    ("a 5 CNAME \\# 2 C000", "1:11: error: \"\\#\" holds no data of type CNAME"),
    ("a 5 TYPE65280 \\# 1 0", "1:20: error: \"0\" ends with half an octet"),
    ("a 5 TYPE65280 \\# 1 0g", "1:20: error: \"0g\" is not hexadecimal"),
    ("a 5 TYPE65280 x", "1:5: error: \"TYPE65280\" has no text form"),
    ("a 5 SRV 0 0 65536 a", "1:13: error: \"65536\" is no port; allowed are 0 to 65535"),
    ("a 5 SRV 0 -1 1 a", "1:11: error: \"-1\" is no weight"),
    ("a 5 MX 1 2 3", "1:12: error: \"3\" is left over"),
    ("a 5 SOA . . 1 1 1 1", "1:20: error: minimum TTL is missing"),
    ("a 5 A (10.0.0.1", "1:7: error: an opening parenthesis that is not closed"),
    ("a 5 A 10.0.0.1 )", "1:16: error: a closing parenthesis without"),
    ("$INCLUDE other", "1:1: error: \"$INCLUDE\" is not supported"),
    ("$GENERATE 1-9 a A 10.0.0.$", "1:1: error: \"$GENERATE\" is not supported"),
    ("$TTL", "1:5: error: TTL is missing"),
    ("$TTL 1 2", "1:8: error: \"2\" is left over"),
    ("$NOPE", "1:1: error: \"$NOPE\" is no directive"),
    ("$ORIGIN a..", "1:9: error: \"a..\" is no origin"),
  ]

  @Test(arguments: rows)
  func oneError(row: (String, String)) {
    let errors = ZoneFile.parse(row.0).errors.map(\.description)
    guard row.1 != "ok" else {
      #expect(errors == [])
      return
    }
    #expect(errors.count == 1)
    #expect(errors.first?.hasPrefix("test.zone:" + row.1) == true, "\(errors)")
  }

  @Test func withoutAnOriginNamesMustBeAbsolute() {
    #expect(ZoneFile.parse("a 5 A 10.0.0.1\n@ 5 A 10.0.0.1", origin: nil).errors.count == 2)
    #expect(ZoneFile.parse("a. 5 CNAME b.", origin: nil).errors == [])
    #expect(ZoneFile.parse("$ORIGIN x.\na 5 CNAME b", origin: nil).errors == [])
    #expect(ZoneFile.parse("$ORIGIN x", origin: nil).errors.count == 1)
  }

  @Test func allErrorsAreCollectedAndGoodEntriesKept() throws {
    let text = """
      $TTL 5
      a  A 10.0.0
      b  A 10.0.0.2
      c  TXT "open
         TXT fine
      d..d A 10.0.0.3
         A 10.0.0.4
      e  A 10.0.0.5
      f  SOA x y (
         nonsense
         1 1 1 1 )
      g  A 10.0.0.7
      """
    let parsed = ZoneFile.parse(text)
    #expect(parsed.errors.map(\.line) == [2, 4, 6, 10])
    #expect(parsed.entries.map(\.position.line) == [3, 8, 12])
    let thrown = #expect(throws: ZoneFileErrors.self) {
      try ZoneFile.parse(text: text, file: "f", origin: name("example"))
    }
    #expect(thrown?.errors.count == 4)
    #expect(thrown?.description.split(separator: "\n").count == 4)
  }

  @Test func aBadDataLineKeepsItsOwnerForTheNext() {
    let parsed = ZoneFile.parse("a 5 A 10.0.0\n 5 A 10.0.0.1")
    #expect(parsed.errors.count == 1)
    #expect(parsed.summary == ["a.example. 5 IN A"])
  }
}
