import Testing
import Wire

@Suite("RFC 1035 §4.1.1: header")
struct HeaderTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var flags: String
    var testDescription: String
    var change: @Sendable (inout Header) -> Void
  }

  static let rows = [
    Row(flags: "8000", testDescription: "QR") { $0.isResponse = true },
    Row(flags: "2800", testDescription: "opcode 5") { $0.opcode = .update },
    Row(flags: "7800", testDescription: "opcode 15") { $0.opcode = Opcode(rawValue: 15) },
    Row(flags: "0400", testDescription: "AA") { $0.authoritative = true },
    Row(flags: "0200", testDescription: "TC") { $0.truncated = true },
    Row(flags: "0100", testDescription: "RD") { $0.recursionDesired = true },
    Row(flags: "0080", testDescription: "RA") { $0.recursionAvailable = true },
    Row(flags: "0020", testDescription: "AD") { $0.authenticData = true },
    Row(flags: "0010", testDescription: "CD") { $0.checkingDisabled = true },
    Row(flags: "0005", testDescription: "RCODE 5") { $0.responseCode = .refused },
  ]

  @Test(arguments: rows)
  func everyFlagBothWays(row: Row) throws {
    var header = Header(id: 0x1234)
    row.change(&header)
    let octets = message(flags: row.flags, "")
    #expect(try Header.parse(octets) == header)
    #expect(Message(header: header).compose() == octets)
  }

  @Test func theReservedBitIsIgnoredAndNotSent() throws {
    let parsed = try Message.parse(message(flags: "0040", ""))
    #expect(parsed.header == Header(id: 0x1234))
    #expect(parsed.compose() == message(flags: "0000", ""))
  }

  @Test(arguments: 0..<12)
  func fewerThanTwelveOctetsAreNoHeader(count: Int) {
    let octets = Array(message(wwwQuestion).prefix(count))
    let expected = MessageError(
      reason: .cutShort(needed: 12, left: count), field: .header, offset: 0)
    #expect(throws: expected) { try Header.parse(octets) }
    #expect(throws: expected) { try Message.parse(octets) }
    #expect(throws: expected) { try SectionCounts.parse(octets) }
    #expect(throws: expected) { try Question.parseFirst(octets) }
  }

  @Test func aBrokenMessageStillHasAHeaderCountsAndAQuestion() throws {
    let octets = message(questions: 1, answers: 7, authorities: 8, additionals: 9, wwwQuestion)
    #expect(throws: MessageError.self) { try Message.parse(octets) }
    #expect(try Header.parse(octets).id == 0x1234)
    let counts = try SectionCounts.parse(octets)
    #expect(
      [counts.questions, counts.answers, counts.authorities, counts.additionals] == [1, 7, 8, 9])
    #expect(try Question.parseFirst(octets) == Question(name: name("www.example"), type: .a))
    #expect(try Question.parseFirst(message("")) == nil)
  }

  @Test(arguments: [UInt16(0), 3, 15, 16, 23, 4095])
  func responseCodesSpreadOverHeaderAndOPT(code: UInt16) throws {
    var reply = Message(edns: EDNS())
    reply.responseCode = ResponseCode(rawValue: code)
    let parsed = try Message.parse(reply.compose())
    #expect(parsed.responseCode.rawValue == code)
    #expect(parsed.header.responseCode.rawValue == code & 15)
    #expect(parsed.edns?.extendedResponseCode == UInt8(code >> 4))
  }
}
