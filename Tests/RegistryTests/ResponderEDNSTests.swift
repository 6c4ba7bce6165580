import ClusterNames
import Registry
import Testing
import Wire

@Suite struct ResponderEDNSTests {
  @Test(
    arguments: [0, 1, 511, 512, 513, 1231, 1232, 1233, 4096, 65535] as [UInt16], [false, true])
  func `OPT says 1232, version 0 and DO as sent`(_ size: UInt16, _ dnssec: Bool) throws {
    let many = Sample.entry("many.cluster.local", (1...100).map { Sample.a(number: $0) })
    var probe = Probe(Sample.registry(Sample.entries + [many]))
    for (name, type) in [
      (Sample.httpd, RecordType.a), (Sample.httpd, .mx), ("no.cluster.local", .a),
      ("many.cluster.local", .a),
    ] {
      let edns = EDNS(payloadSize: size, dnssecOK: dnssec, extendedResponseCode: 0)
      let answer = try #require(try probe.message(.query(name, type, edns: edns)))
      let sent = try #require(answer.edns)
      #expect(sent.payloadSize == 1232 && sent.version == 0 && sent.dnssecOK == dnssec)
      #expect(sent.extendedResponseCode == 0 && sent.options.isEmpty)
    }
  }

  /// RFC 6891 §6.1.1: nothing of what the query's options say changes the answer.
  @Test func `options are passed over, and not sent back`() throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let options = [
      EDNSOption(code: .cookie, octets: [1, 2, 3, 4, 5, 6, 7, 8]),
      EDNSOption(code: .clientSubnet, octets: [0, 1, 24, 0, 10, 0, 0]),
      EDNSOption(code: .padding, octets: [UInt8](repeating: 0, count: 900)),
      EDNSOption(code: OptionCode(rawValue: 65001), octets: []),
    ]
    let query = try Message.query(Sample.httpd, edns: EDNS(options: options))
    let answer = try #require(try probe.message(query))
    #expect(answer.answers.count == 2 && answer.edns?.options == [])
  }

  struct Broken: CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout [UInt8]) -> Void
  }

  /// Changes to a query whose OPT record, of 11 octets and an option of 4 + 8, ends the message.
  static let broken = [
    Broken(testDescription: "version 1") { $0[$0.count - 17] = 1 },
    Broken(testDescription: "owner is not the root") { $0[$0.count - 23] = 1 },
    Broken(testDescription: "owner is a pointer") {
      $0.replaceSubrange($0.count - 23..<$0.count - 22, with: [0xC0, 12])
    },
    Broken(testDescription: "type is not OPT") { $0[$0.count - 21] = 42 },
    Broken(testDescription: "data too short") { $0[$0.count - 13] -= 1 },
    Broken(testDescription: "data too long") { $0[$0.count - 13] += 1 },
    Broken(testDescription: "option too long") { $0[$0.count - 9] += 1 },
    Broken(testDescription: "option too short") { $0[$0.count - 9] -= 1 },
    Broken(testDescription: "octets after the end") { $0.append(0) },
    Broken(testDescription: "cut short") { $0.removeLast() },
    Broken(testDescription: "two additionals") { $0[11] = 2 },
    Broken(testDescription: "256 additionals") { $0[10] = 1 },
    Broken(testDescription: "no additionals") { $0[11] = 0 },
    Broken(testDescription: "in the authority section") { $0[9] = 1 },
  ]

  @Test(arguments: broken)
  func `an OPT record that is not plain is left to the resolver`(_ row: Broken) throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let option = EDNSOption(code: .cookie, octets: [1, 2, 3, 4, 5, 6, 7, 8])
    var query = try Message.query(Sample.httpd, edns: EDNS(options: [option])).compose()
    #expect(probe.ask(query) != .deferred)
    row.change(&query)
    #expect(probe.ask(query) == .deferred)
  }
}
