import Testing
import Wire

@testable import ZoneFile

@Suite("Hostile files end soon, in bounded memory and without a trap")
struct HostileFileTests {
  /// A row has a name of its own: the octets are not for printing.
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var octets: [UInt8]

    init(_ testDescription: String, _ octets: [UInt8]) {
      self.testDescription = testDescription
      self.octets = octets
    }
  }

  static let many = 1 << 17

  static let files: [Row] = [
    Row("one word", Array(repeating: UInt8(ascii: "a"), count: many)),
    Row(
      "words without end",
      Array("a 5 TXT".utf8) + Array(repeating: Array(" x".utf8), count: many).joined()
    ),
    Row("opening parentheses", Array(repeating: UInt8(ascii: "("), count: many)),
    Row("closing parentheses", Array(repeating: UInt8(ascii: ")"), count: many)),
    Row("pairs of parentheses", Array(repeating: Array("()".utf8), count: many).flatMap { $0 }),
    Row("quotes", Array(repeating: UInt8(ascii: "\""), count: many)),
    Row("backslashes", Array(repeating: UInt8(ascii: "\\"), count: many + 1)),
    Row("dots", Array(repeating: UInt8(ascii: "."), count: many)),
    Row("digits", Array("a ".utf8) + Array(repeating: UInt8(ascii: "9"), count: many)),
    Row("zeros", Array(repeating: 0, count: many)),
    Row("octets of 255", Array(repeating: 255, count: many)),
    Row("lines", Array(repeating: UInt8(ascii: "\n"), count: many)),
    Row("bad lines", Array(repeating: Array("x\n".utf8), count: many).flatMap { $0 }),
    Row(
      "bad lines in one",
      Array("( ".utf8) + Array(repeating: Array("x\n".utf8), count: many).joined()
    ),
    Row(
      "hexadecimal",
      Array("a 5 TYPE65280 \\# 65535 ".utf8)
        + Array(repeating: Array("00".utf8), count: many).joined()
    ),
    Row("a comment", Array(repeating: UInt8(ascii: ";"), count: many)),
    Row("address", Array("a 5 A ".utf8) + Array(repeating: UInt8(ascii: "1"), count: many)),
  ]

  @Test(arguments: files)
  func endsSoon(row: Row) {
    let parsed = ZoneFile.parse(row.octets, file: row.testDescription, origin: name("example"))
    #expect(parsed.entries.isEmpty)
    #expect(parsed.errors.count <= ZoneFile.mostErrors + 1)
    #expect(parsed.errors.allSatisfy { $0.what.utf8.count < 1000 }, "\(row)")
  }

  @Test func binaryAndDamagedFiles() {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let good = Array(
      "$TTL 5\n@ SOA a b ( 1 2 3 4 5 ) ; c\n  TXT \"a\\\"b\" \\# x\\.y\n w A 10.0.0.1\n".utf8)
    for _ in 0..<3000 {
      var octets = good
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<octets.count, using: &generator)
        let special = Array("\"\\();\n\r\t @$.#0\u{0}".utf8)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: octets[index] = .random(in: .min ... .max, using: &generator)
        case 1: octets.remove(at: index)
        default: octets.insert(special.randomElement(using: &generator) ?? 0, at: index)
        }
      }
      let parsed = ZoneFile.parse(octets, file: "damaged", origin: name("example"))
      // What was read can be written, and read again as the same.
      let records = parsed.entries.map(\.record)
      let text = ZoneFile.compose(records: records, origin: name("example"))
      let again = ZoneFile.parse(Array(text.utf8), file: "again", origin: nil)
      #expect(again.errors == [], "seed \(seed)")
      #expect(Set(again.entries.map(\.record)) == Set(records), "seed \(seed)")
    }
  }
}
