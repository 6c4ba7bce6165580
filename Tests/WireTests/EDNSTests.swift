import Testing
import Wire

@Suite("RFC 6891: EDNS")
struct EDNSTests {
  static let opt = "00 0029 04D0 00 00 8000 0000"

  @Test func everyFieldBothWays() throws {
    let octets = message(
      additionals: 1, "00 0029 1000 AB 01 8000 000D 000A 0000 0003 0005 'hello'")
    let parsed = try Message.parse(octets)
    #expect(
      parsed.edns
        == EDNS(
          payloadSize: 4096, version: 1, dnssecOK: true, extendedResponseCode: 0xAB,
          options: [
            EDNSOption(code: .cookie, octets: []),
            EDNSOption(code: .nameServerIdentifier, octets: Array("hello".utf8)),
          ]))
    #expect(parsed.additionals.isEmpty)
    #expect(parsed.compose() == octets)
  }

  @Test("§6.1.4: Z is ignored, and zero when sent")
  func reservedFlags() throws {
    let parsed = try Message.parse(message(additionals: 1, "00 0029 0200 00 00 7FFF 0000"))
    #expect(parsed.edns == EDNS(payloadSize: 512))
    #expect(parsed.compose() == message(additionals: 1, "00 0029 0200 00 00 0000 0000"))
  }

  @Test("§6.1.1: anywhere among the additionals, and sent last")
  func placement() throws {
    let record = "01'a' 00 0001 0001 00000005 0004 0A000001"
    let parsed = try Message.parse(message(additionals: 2, Self.opt + record))
    #expect(parsed.edns != nil)
    #expect(parsed.additionals.map(\.owner) == [name("a")])
    #expect(parsed.compose() == message(additionals: 2, record + Self.opt))
  }

  static let rejected: [(String, [UInt8], MessageError.Reason)] = [
    ("§6.1.1: a second", message(additionals: 2, opt + opt), .badOPT(.second)),
    ("§6.1.1: an answer", message(answers: 1, opt), .badOPT(.outsideAdditionals)),
    ("§6.1.1: an authority", message(authorities: 1, opt), .badOPT(.outsideAdditionals)),
    (
      "§6.1.2: an owner that is not the root",
      message(additionals: 1, "01'a'" + opt), .badOPT(.ownerNotRoot)
    ),
    (
      "data longer than the message",
      message(additionals: 1, "00 0029 04D0 00 00 0000 0001"), .cutShort(needed: 1, left: 0)
    ),
    (
      "half an option code",
      message(additionals: 1, "00 0029 04D0 00 00 0000 0001 00"), .cutShort(needed: 2, left: 1)
    ),
    (
      "an option without a length",
      message(additionals: 1, "00 0029 04D0 00 00 0000 0002 000A"), .cutShort(needed: 2, left: 0)
    ),
    (
      "an option longer than the data",
      message(additionals: 1, "00 0029 04D0 00 00 0000 0005 000A 0002 00"),
      .cutShort(needed: 2, left: 1)
    ),
    (
      "an option that runs into the next record",
      message(additionals: 2, "00 0029 04D0 00 00 0000 0004 000A 000F")
        + hex("01'a' 00 0001 0001 00000005 0004 0A000001"),
      .cutShort(needed: 15, left: 0)
    ),
  ]

  @Test(arguments: rejected)
  func rejects(row: (String, [UInt8], MessageError.Reason)) {
    #expect(reason(row.1) == row.2)
  }

  @Test("RFC 8914 §2: Extended DNS Errors")
  func extendedErrors() throws {
    let error = ExtendedDNSError(code: .notReady, text: "waiting for web-1: é")
    let query = Message(edns: EDNS(options: [error.option]))
    let parsed = try Message.parse(query.compose())
    #expect(parsed.edns?.extendedErrors == [error])
    #expect(error.option.octets.prefix(2) == [0, 14])

    let withZero = EDNSOption(code: .extendedError, octets: [0, 14] + Array("why".utf8) + [0])
    #expect(ExtendedDNSError(withZero)?.text == "why")
    #expect(ExtendedDNSError(EDNSOption(code: .extendedError, octets: [0])) == nil)
    #expect(ExtendedDNSError(EDNSOption(code: .cookie, octets: [0, 14])) == nil)
  }
}
