import ClusterNames
import Testing
import Wire

@Suite("RFC 1035 §4.1.4: names and pointers")
struct NameTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var octets: [UInt8]
    var reason: MessageError.Reason
    var offset: Int
  }

  /// The question's name begins at octet 12, an answer behind `wwwQuestion` at octet 29.
  static let rejected = [
    Row(
      testDescription: "nothing where a name begins", octets: message(questions: 1, ""),
      reason: .cutShort(needed: 1, left: 0), offset: 12),
    Row(
      testDescription: "a label longer than the message",
      octets: message(questions: 1, "3F'short'"), reason: .cutShort(needed: 63, left: 5), offset: 12
    ),
    Row(
      testDescription: "a name without its root",
      octets: message(questions: 1, "03'www'"), reason: .cutShort(needed: 1, left: 0), offset: 16),
    Row(
      testDescription: "half a pointer",
      octets: message(questions: 1, "03'www' C0"), reason: .cutShort(needed: 2, left: 1), offset: 16
    ),
    Row(
      testDescription: "reserved label type 01 (RFC 2673 bit labels)",
      octets: message(questions: 1, "4100 00 0001 0001"), reason: .reservedLabelType(0x41),
      offset: 12),
    Row(
      testDescription: "reserved label type 10",
      octets: message(questions: 1, "80 00 0001 0001"), reason: .reservedLabelType(0x80),
      offset: 12),
    Row(
      testDescription: "a pointer to itself",
      octets: message(questions: 1, "C00C 0001 0001"),
      reason: .badPointer(target: 12, allowed: 12..<12), offset: 12),
    Row(
      testDescription: "a pointer to the labels that it ends",
      octets: message(questions: 1, "03'www' C00C 0001 0001"),
      reason: .badPointer(target: 12, allowed: 12..<12), offset: 16),
    Row(
      testDescription: "a pointer forward",
      octets: message(questions: 1, "C012 0001 0001 07'example' 00"),
      reason: .badPointer(target: 18, allowed: 12..<12), offset: 12),
    Row(
      testDescription: "a pointer past the end",
      octets: message(questions: 1, "FFFF 0001 0001"),
      reason: .badPointer(target: 0x3FFF, allowed: 12..<12), offset: 12),
    Row(
      testDescription: "a pointer into the header, which holds no name",
      octets: message(
        questions: 1, answers: 1, wwwQuestion + "C004 0001 0001 00000005 0004 0A000001"),
      reason: .badPointer(target: 4, allowed: 12..<29), offset: 29),
    Row(
      testDescription: "two pointers to each other",
      octets: message(questions: 2, "01'a' C012 0001 0001 01'b' C00C 0001 0001"),
      reason: .badPointer(target: 18, allowed: 12..<12), offset: 14),
  ]

  @Test(arguments: rejected)
  func rejects(row: Row) {
    let error = #expect(throws: MessageError.self) { try Message.parse(row.octets) }
    #expect(error?.reason == row.reason)
    #expect(error?.offset == row.offset)
  }

  /// The class 5 of the first question, read as a label, would have the second name as its octets.
  @Test func aLabelMayNotRunIntoTheNameThatPointsToIt() {
    let octets = message(questions: 2, "00 0001 0005 02'ab' C010 0001 0001")
    #expect(reason(octets) == .cutShort(needed: 5, left: 0))
  }

  @Test func pointersToPointersWork() throws {
    let octets = message(
      questions: 1, answers: 2,
      wwwQuestion + "C00C 0001 0001 00000005 0004 0A000001"
        + "01'x' C01D 0001 0001 00000005 0004 0A000002")
    let parsed = try Message.parse(octets)
    #expect(parsed.answers.map(\.owner) == [name("www.example"), name("x.www.example")])
  }

  /// A chain in which each pointer leads to the one before: cheap to send, dear to follow.
  @Test(arguments: [(126, true), (127, true), (128, false), (4000, false)])
  func chainsOfPointersAreBounded(length: Int, allowed: Bool) {
    // One opaque record holds the chain, the second has the last pointer as its owner.
    var chain: [UInt8] = [0]
    let start = 12 + 11
    for link in 0..<(length - 1) {
      let target = link == 0 ? start : start + 1 + 2 * (link - 1)
      chain += [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
    }
    let last = start + 1 + 2 * (length - 2)
    let octets =
      message(answers: 2, "00 FF00 0001 00000000")
      + [UInt8(chain.count >> 8), UInt8(chain.count & 0xFF)] + chain
      + [0xC0 | UInt8(last >> 8), UInt8(last & 0xFF)] + hex("FF00 0001 00000000 0000")
    #expect(reason(octets) == (allowed ? nil : .tooManyPointers(allowed: 127)))
  }

  @Test(arguments: [(61, true), (62, false), (63, false)])
  func namesHaveAtMost255Octets(lastLabel: Int, allowed: Bool) {
    let labels = [63, 63, 63, lastLabel].map { [UInt8($0)] + [UInt8](repeating: 0x61, count: $0) }
    let octets = message(questions: 1, "") + labels.joined() + hex("00 0001 0001")
    #expect(
      reason(octets) == (allowed ? nil : .tooLong(octets: 256, allowed: 255)))
  }

  @Test func aNameOf255OctetsMayNotGrowByAPointer() {
    let long = [63, 63, 63, 61].map { [UInt8($0)] + [UInt8](repeating: 0x61, count: $0) }.joined()
    let octets =
      message(questions: 2, "") + long + hex("00 0001 0001") + hex("01'b' C00C 0001 0001")
    #expect(reason(octets) == .tooLong(octets: 256, allowed: 255))
  }

  @Test(arguments: ["00", "01 00 00", "01 2E 00", "03 01FF20 00", "01 41 01 61 00"])
  func labelsHoldAnyOctets(text: String) throws {
    let octets = message(questions: 1, text + "0001 0001")
    let parsed = try Message.parse(octets)
    #expect(parsed.questions[0].name.wire == hex(text))
    #expect(parsed.compose() == octets)
  }
}
