import ClusterNames
import Testing
import Wire

@Suite("Record data: RFC 1035 §3.3, RFC 2782, RFC 3596, RFC 3597")
struct RecordDataTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var type: String
    var data: String
    var value: RecordData
    /// What is sent, where it is not what came: targets and old types go out uncompressed.
    var composed: String?
  }

  /// Behind `wwwQuestion`; C00C is www.example., C010 is example.
  static let rows = [
    Row(testDescription: "A", type: "0001", data: "0A F4 00 06", value: .a(ipv4("10.244.0.6"))),
    Row(
      testDescription: "AAAA", type: "001C", data: "20010DB8 00000000 00000000 00000001",
      value: .aaaa(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 1))),
    Row(testDescription: "NS", type: "0002", data: "02'ns' C010", value: .ns(name("ns.example"))),
    Row(testDescription: "CNAME", type: "0005", data: "C010", value: .cname(name("example"))),
    Row(testDescription: "PTR", type: "000C", data: "00", value: .ptr(.root)),
    Row(
      testDescription: "SOA", type: "0006",
      data: "02'ns' C010 04'host' C029 00000001 00000002 00000003 00000004 FFFFFFFF",
      value: .soa(
        StartOfAuthority(
          primaryServer: name("ns.example"), responsible: name("host.ns.example"), serial: 1,
          refresh: 2, retry: 3, expire: 4, minimum: 0xFFFF_FFFF))),
    Row(
      testDescription: "SRV", type: "0021", data: "0001 0002 1F90 03'www' 07'example' 00",
      value: .srv(
        ServiceLocation(priority: 1, weight: 2, port: 8080, target: name("www.example")))),
    Row(
      testDescription: "SRV with a compressed target", type: "0021", data: "0001 0002 1F90 C00C",
      value: .srv(
        ServiceLocation(priority: 1, weight: 2, port: 8080, target: name("www.example"))),
      composed: "0001 0002 1F90 03'www' 07'example' 00"),
    Row(
      testDescription: "TXT of three strings", type: "0010", data: "05'1.1.0' 00 01 FF",
      value: .txt([Array("1.1.0".utf8), [], [0xFF]])),
    Row(
      testDescription: "MX", type: "000F", data: "000A 02'mx' C010",
      value: .opaque(.mx, hex("000A 02'mx' 07'example' 00")), composed: "000A 02'mx' 07'example' 00"
    ),
    Row(
      testDescription: "MINFO", type: "000E", data: "C00C C010",
      value: .opaque(RecordType(rawValue: 14), hex("03'www' 07'example' 00 07'example' 00")),
      composed: "03'www' 07'example' 00 07'example' 00"),
    Row(
      testDescription: "NAPTR", type: "0023", data: "0001 0002 01's' 00 02'!!' C010",
      value: .opaque(.naptr, hex("0001 0002 01's' 00 02'!!' 07'example' 00")),
      composed: "0001 0002 01's' 00 02'!!' 07'example' 00"),
    Row(
      testDescription: "SIG", type: "0018", data: "'eighteen octets ab' C010 'key'",
      value: .opaque(.sig, hex("'eighteen octets ab' 07'example' 00 'key'")),
      composed: "'eighteen octets ab' 07'example' 00 'key'"),
    Row(
      testDescription: "DNAME", type: "0027", data: "C010",
      value: .opaque(.dname, hex("07'example' 00")), composed: "07'example' 00"),
    Row(
      testDescription: "an unknown type whose data look like a pointer", type: "FF00", data: "C00C",
      value: .opaque(RecordType(rawValue: 0xFF00), [0xC0, 0x0C])),
    Row(
      testDescription: "an unknown type without data", type: "FF00", data: "",
      value: .opaque(RecordType(rawValue: 0xFF00), [])),
    Row(
      testDescription: "HINFO", type: "000D", data: "03'ARM' 05'Linux'",
      value: .opaque(.hinfo, hex("03'ARM' 05'Linux'"))),
  ]

  static func answer(type: String, recordClass: String = "0001", data: String) -> [UInt8] {
    let octets = hex(data)
    return message(
      questions: 1, answers: 1, wwwQuestion + "C00C" + type + recordClass + "00000005")
      + [UInt8(octets.count >> 8), UInt8(octets.count & 0xFF)] + octets
  }

  @Test(arguments: rows)
  func everyTypeBothWays(row: Row) throws {
    let octets = Self.answer(type: row.type, data: row.data)
    let parsed = try Message.parse(octets)
    #expect(parsed.answers.map(\.data) == [row.value])
    #expect(parsed.answers[0].type.rawValue == parsed.answers[0].data.type.rawValue)
    #expect(parsed.compose() == Self.answer(type: row.type, data: row.composed ?? row.data))
  }

  @Test(arguments: rows)
  func dataStandAlone(row: Row) throws {
    #expect(try RecordData(type: row.value.type, octets: row.value.octets) == row.value)
  }

  static let malformed: [(String, String)] = [
    ("0001", ""), ("0001", "0A0000"), ("0001", "0A00000001"), ("001C", "0A000001"),
    ("0002", ""), ("0002", "00 00"), ("0005", "03'ww'"), ("000C", "C00C 00"),
    ("0006", "00 00 00000001 00000002 00000003 00000004"),
    ("0006", "00 00 00000001 00000002 00000003 00000004 00000005 00"),
    ("0010", ""), ("0010", "05'four'"), ("0010", "01'a' 02'b'"), ("0021", "0001 0002 1F90"),
    ("0021", "0001 0002 00"), ("000F", "000A"), ("000F", "000A 00 00"), ("000F", "000A C02B"),
    ("0018", "'seventeen octets.'"), ("0023", "0001 0002 FF 00 00 00"),
  ]

  @Test(arguments: malformed)
  func dataMustFillTheirLengthExactly(type: String, data: String) {
    // Behind it another record, or an octet too many could be taken for the end of the message.
    var octets = Self.answer(type: type, data: data)
    octets[7] += 1
    octets += hex("C00C 0001 0001 00000005 0004 0A000001")
    let error = #expect(throws: MessageError.self) { try Message.parse(octets) }
    #expect(error?.field == .data)
  }

  /// The name would go on in the next record.
  @Test func aNameEndsWithItsData() {
    let octets =
      message(
        questions: 1, answers: 2, wwwQuestion + "C00C 0005 0001 00000005 0003 03'ww'")
      + hex("'w' 00 0001 0001 00000005 0004 0A000001")
    #expect(reason(octets) == .cutShort(needed: 3, left: 2))
  }

  @Test(arguments: ["0003", "0004", "00FE", "00FF"])
  func addressesAreOpaqueOutsideOfTheInternet(recordClass: String) throws {
    // In CHAOS, an A is a name and an octal address (RFC 1035 §3.4.1 is about IN alone).
    let octets = Self.answer(type: "0001", recordClass: recordClass, data: "C00C 0001")
    let expanded = hex("03'www' 07'example' 00 0001")
    #expect(
      try Message.parse(octets).answers[0].data
        == .opaque(.a, recordClass == "0003" ? expanded : hex("C00C 0001")))
  }

  @Test(arguments: ["0001", "0005", "0006", "0010", "0021"], ["00FE", "00FF"])
  func updatesHaveRecordsWithoutData(type: String, recordClass: String) throws {
    let octets = Self.answer(type: type, recordClass: recordClass, data: "")
    #expect(try Message.parse(octets).compose() == octets)
  }

  @Test(arguments: [("7FFFFFFF", UInt32(0x7FFF_FFFF)), ("80000000", 0), ("FFFFFFFF", 0)])
  func rfc2181Section8TimesToLive(wire: String, seconds: UInt32) throws {
    let octets = message(answers: 1, "00 0001 0001" + wire + "0004 0A000001")
    #expect(try Message.parse(octets).answers[0].timeToLive == seconds)
  }

  @Test func expandedDataThatNoLengthFieldCanSayAreRejected() {
    let size = 65535 - 12 - 17 - 12
    let rest = [UInt8](repeating: 0, count: size - 20)
    let octets =
      message(questions: 1, answers: 1, wwwQuestion + "C00C 0018 0001 00000000")
      + [UInt8(size >> 8), UInt8(size & 0xFF)] + hex("'eighteen octets ab' C00C") + rest
    #expect(octets.count == 65535)
    // 18 octets, 13 of the name: 65506 octets still fit, so this one only grows.
    #expect(throws: Never.self) { try Message.parse(octets) }
    #expect(brokenPromise(octets) == nil)
  }
}
