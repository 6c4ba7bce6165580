import ClusterNames
import Registry
import Resolver
import Testing
import Wire

/// Malformed and odd messages: silence, FORMERR, NOTIMP, REFUSED, BADVERS or NOTAUTH by the RFCs.
@Suite struct ReceptionTests {
  struct Row: CustomTestStringConvertible {
    var testDescription: String
    var octets: [UInt8]
    var code: ResponseCode?
    /// Whether the question comes back.
    var isEchoed = true
  }

  static func row(
    _ text: String, _ code: ResponseCode?, isEchoed: Bool = true,
    _ change: (inout Message) -> Void
  ) -> Row {
    guard var query = try? Message.query("web-0.\(Example.httpd)") else { preconditionFailure() }
    change(&query)
    return Row(testDescription: text, octets: query.compose(), code: code, isEchoed: isEchoed)
  }

  static func row(
    _ text: String, _ code: ResponseCode?, isEchoed: Bool = true,
    octets change: (inout [UInt8]) -> Void
  ) -> Row {
    var row = row(text, code, isEchoed: isEchoed) { (_: inout Message) in }
    change(&row.octets)
    return row
  }

  static let tsig = ResourceRecord(
    owner: Example.name("key"), recordClass: .any, timeToLive: 0, data: .opaque(.tsig, [1, 2, 3]))

  static let silent = [
    Row(testDescription: "nothing", octets: [], code: nil),
    Row(testDescription: "five octets", octets: [1, 2, 3, 4, 5], code: nil),
    Row(testDescription: "eleven octets", octets: [UInt8](repeating: 0, count: 11), code: nil),
    row("QR set", nil) { $0.header.isResponse = true },
    row("QR set on garbage", nil, octets: { $0 = [1, 2, 0xFF] + $0[3...].map { _ in 0xFF } }),
  ]

  static let malformed = [
    row("a header alone", .formatError, isEchoed: false, octets: { $0 = Array($0[..<12]) }),
    row("no question", .formatError, isEchoed: false) { $0.questions = [] },
    row("no question, but octets", .formatError, isEchoed: false, octets: { $0[5] = 0 }),
    row("two questions", .formatError, isEchoed: false) { $0.questions += $0.questions },
    row(
      "65535 questions", .formatError, isEchoed: false,
      octets: {
        $0[4] = 0xFF; $0[5] = 0xFF
      }),
    row("the name cut short", .formatError, isEchoed: false, octets: { $0 = Array($0[..<20]) }),
    row("the class cut short", .formatError, isEchoed: false, octets: { $0.removeLast() }),
    row("octets after the end", .formatError, isEchoed: false, octets: { $0.append(0) }),
    row(
      "a pointer to itself", .formatError, isEchoed: false,
      octets: {
        $0[12] = 0xC0; $0[13] = 12
      }),
    row(
      "a pointer into the header", .formatError, isEchoed: false,
      octets: {
        $0[12] = 0xC0; $0[13] = 0
      }),
    row(
      "a pointer forward", .formatError, isEchoed: false,
      octets: {
        $0[12] = 0xC0; $0[13] = 20
      }),
    row("a reserved label", .formatError, isEchoed: false, octets: { $0[12] = 0x80 }),
    row("an extended label", .formatError, isEchoed: false, octets: { $0[12] = 0x41 }),
    row(
      "an overlong name", .formatError, isEchoed: false,
      octets: {
        let label = [63] + [UInt8](repeating: 0x61, count: 63)
        $0 = $0[..<12] + label + label + label + label + [0, 0, 1, 0, 1]
      }),
    row("more additionals than there are", .formatError, isEchoed: false, octets: { $0[11] = 1 }),
    row(
      "OPT twice", .formatError, isEchoed: false,
      octets: {
        $0 += [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]
        $0[11] = 2
      }),
    row(
      "OPT among the answers", .formatError, isEchoed: false,
      octets: {
        $0 += [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]
        $0[7] = 1
      }),
    row(
      "OPT not at the root", .formatError, isEchoed: false,
      octets: {
        $0 += [1, 0x61, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]
        $0[11] = 1
      }),
    row(
      "an option longer than OPT", .formatError, isEchoed: false,
      octets: {
        $0 += [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 4, 0, 10, 0, 8]
        $0[11] = 1
      }),
    row("OPT as a type", .formatError) { $0.questions[0].type = .opt },
  ]

  static let odd = [
    row("IQUERY", .notImplemented, isEchoed: false) { $0.header.opcode = .inverseQuery },
    row("STATUS", .notImplemented, isEchoed: false) { $0.header.opcode = .status },
    row("UPDATE", .notImplemented, isEchoed: false) { $0.header.opcode = .update },
    row("DSO", .notImplemented, isEchoed: false) { $0.header.opcode = .statefulOperations },
    row(
      "opcode 15 on garbage", .notImplemented, isEchoed: false,
      octets: {
        $0[2] = 0x79; $0[5] = 9
      }),
    row("NOTIFY", .refused) { $0.header.opcode = .notify },
    row("NOTIFY without a zone", .formatError, isEchoed: false) {
      $0.header.opcode = .notify
      $0.questions = []
    },
    row("EDNS version 1", .badVersion) { $0.edns = EDNS(version: 1) },
    row("EDNS version 255, class CH", .badVersion) {
      $0.edns = EDNS(version: 255)
      $0.questions[0].recordClass = .chaos
    },
    row("TSIG of an unknown key", .notAuthoritative) { $0.additionals = [tsig] },
    row("class CH", .refused) { $0.questions[0].recordClass = .chaos },
    row("class HS", .refused) { $0.questions[0].recordClass = .hesiod },
    row("class ANY", .refused) { $0.questions[0].recordClass = .any },
    row("class 0", .refused) { $0.questions[0].recordClass = RecordClass(rawValue: 0) },
    row("version.bind", .refused) {
      $0.questions[0] = Question(
        name: Example.name("version.bind"), type: .txt, recordClass: .chaos)
    },
    row("AXFR", .refused) {
      $0.questions[0] = Question(name: Example.name("cluster.local"), type: .axfr)
    },
    row("IXFR", .refused) {
      $0.questions[0] = Question(name: Example.name("cluster.local"), type: .ixfr)
    },
    row("MAILB", .notImplemented) { $0.questions[0].type = RecordType(rawValue: 253) },
    row("MAILA", .notImplemented) { $0.questions[0].type = RecordType(rawValue: 254) },
    row("TKEY", .notImplemented) { $0.questions[0].type = RecordType(rawValue: 249) },
    row("type 0", .noError) { $0.questions[0].type = RecordType(rawValue: 0) },
    row("type 65280", .noError) { $0.questions[0].type = RecordType(rawValue: 65280) },
    row("type 128", .noError) { $0.questions[0].type = RecordType(rawValue: 128) },
    row("ANY", .noError) { $0.questions[0].type = .any },
    row("with an answer", .noError) {
      $0.answers = [ResourceRecord(owner: .root, timeToLive: 0, data: Example.a("1.1.1.1"))]
    },
    row("the root", .refused) { $0.questions[0].name = .root },
    row("outside all zones", .refused) { $0.questions[0].name = Example.name("example.com") },
  ]

  @Test(arguments: silent)
  func `no answer to answers and fragments`(_ row: Row) {
    #expect(Example().respond(row.octets) == nil)
    #expect(Example().respond(row.octets, over: .tcp) == nil)
  }

  @Test(arguments: malformed + odd, [TransportKind.udp, .tcp])
  func `an answer with ID, opcode and RD, and the code of the RFC`(
    _ row: Row, _ transport: TransportKind
  ) throws {
    let octets = try #require(Example().respond(row.octets, over: transport))
    let answer = try Message.parse(octets)
    #expect(answer.responseCode == row.code)
    let query = try Header.parse(row.octets)
    #expect(answer.header.id == query.id && answer.header.opcode == query.opcode)
    #expect(answer.header.isResponse && answer.header.recursionDesired == query.recursionDesired)
    #expect(!answer.header.recursionAvailable && !answer.header.authenticData)
    #expect(answer.header.authoritative == (row.code == .noError))
    #expect(answer.questions.isEmpty != row.isEchoed)
    if row.isEchoed { #expect(answer.questions == (try Message.parse(row.octets)).questions) }
    if row.code != .noError { #expect(answer.answers.isEmpty && answer.authorities.isEmpty) }
  }

  /// RFC 6891 §6.1.1: OPT is answered with OPT, whatever is wrong with the rest.
  @Test(arguments: malformed + odd, [false, true])
  func `OPT comes back with our size, version 0 and DO`(_ row: Row, _ dnssec: Bool) throws {
    guard var query = try? Message.parse(row.octets) else { return }
    query.edns = query.edns ?? EDNS()
    query.edns?.dnssecOK = dnssec
    query.edns?.payloadSize = 4000
    let answer = try #require(try Example().ask(query))
    let sent = try #require(answer.edns)
    #expect(sent.payloadSize == 1232 && sent.version == 0 && sent.dnssecOK == dnssec)
    #expect(answer.responseCode == row.code)
    query.edns = nil
    if row.code != .badVersion { #expect(try Example().ask(query)?.edns == nil) }
  }

  @Test(arguments: [
    ("AXFR", Cause.noTransfer), ("class CH", .outsideClass), ("outside all zones", .outsideZones),
  ])
  func `refusals say why`(_ text: String, _ cause: Cause) throws {
    let row = try #require(Self.odd.first { $0.testDescription == text })
    var query = try Message.parse(row.octets)
    query.edns = EDNS()
    #expect(try Example().ask(query)?.edns?.extendedErrors == [cause.error])
  }

  @Test func `random octets are survived`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("random octets: seed \(seed)")
    var random = Random(seed: seed)
    let example = Example()
    let rows = Self.malformed + Self.odd + Self.silent
    for round in 0..<10_000 {
      var octets = rows[round % rows.count].octets
      if round % 7 == 0 {
        octets = (0..<Int.random(in: 0..<300, using: &random)).map { _ in random.octet() }
      }
      for _ in 0..<Int.random(in: 0..<4, using: &random) where !octets.isEmpty {
        octets[Int.random(in: octets.indices, using: &random)] = random.octet()
      }
      guard let answer = example.respond(octets, over: round % 2 == 0 ? .udp : .tcp) else {
        #expect(octets.count < 12 || octets[2] & 0x80 != 0, "seed \(seed)")
        continue
      }
      let parsed = try Message.parse(answer)
      #expect(parsed.header.isResponse && answer[..<2] == octets[..<2], "seed \(seed)")
    }
  }
}

/// SplitMix64.
struct Random: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func octet() -> UInt8 { UInt8.random(in: 0...255, using: &self) }
}
