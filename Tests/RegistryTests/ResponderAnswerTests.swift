import ClusterNames
import Registry
import Testing
import Wire

@Suite struct ResponderAnswerTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var type: RecordType
    var answers: Set<String>
    var additionals: [String] = []
    var testDescription: String { "\(name) \(type)" }
  }

  static let httpd = "\(Sample.httpd)."
  static let rows = [
    Row(
      name: httpd, type: .a, answers: ["\(httpd) 5 A 10.244.0.6", "\(httpd) 5 A 10.244.0.7"]),
    Row(name: httpd, type: .aaaa, answers: ["\(httpd) 5 AAAA fd00::6", "\(httpd) 5 AAAA fd00::7"]),
    Row(name: "web-1.\(httpd)", type: .a, answers: ["web-1.\(httpd) 5 A 10.244.0.7"]),
    Row(
      name: "_web._tcp.\(httpd)", type: .srv,
      answers: [
        "_web._tcp.\(httpd) 5 SRV 0 50 80 web-0.\(httpd)",
        "_web._tcp.\(httpd) 5 SRV 0 50 80 web-1.\(httpd)",
      ],
      additionals: [
        "web-0.\(httpd) 5 A 10.244.0.6", "web-0.\(httpd) 5 AAAA fd00::6",
        "web-1.\(httpd) 5 A 10.244.0.7",
      ]),
    Row(
      name: "dns-version.cluster.local.", type: .txt,
      answers: ["dns-version.cluster.local. 28800 TXT 1.1.0"]),
    Row(
      name: "ptr.cluster.local.", type: .ptr,
      answers: [
        "ptr.cluster.local. 5 PTR web-0.\(httpd)", "ptr.cluster.local. 5 PTR other.\(httpd)",
      ]),
  ]

  @Test(arguments: rows, [TransportKind.udp, .tcp])
  func `a published set is answered`(_ row: Row, _ transport: TransportKind) throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let query = try Message.query(row.name, row.type)
    let answer = try #require(try probe.message(query, over: transport))
    #expect(Set(answer.answerTexts) == row.answers)
    #expect(answer.answers.count == row.answers.count)
    #expect(answer.additionals.map(\.text) == row.additionals)
    #expect(answer.authorities.isEmpty && answer.edns == nil)
    #expect(answer.questions == query.questions && answer.header.id == query.header.id)
    #expect(answer.header.isResponse && answer.header.authoritative)
    #expect(!answer.header.truncated && !answer.header.recursionAvailable)
    #expect(answer.responseCode == .noError)
  }

  @Test func `names come back in the case of the question, data as published`() throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let asked = "_WeB._tCp.HtTpD.SaNdBoX.sVc.ClUsTeR.lOcAl."
    let answer = try probe.message(asked, .srv)
    for record in answer.answers { #expect("\(record.owner)" == asked) }
    #expect("\(answer.questions[0].name)" == asked)
    #expect(answer.additionals[0].owner == Sample.name("web-0.\(Sample.httpd)"))
  }

  @Test(arguments: [false, true], [false, true])
  func `RD and CD come back as sent, AD and RA never`(_ desired: Bool, _ disabled: Bool) throws {
    var probe = Probe(Sample.registry(Sample.entries))
    for (name, type) in [
      (Sample.httpd, RecordType.a), (Sample.httpd, .mx), ("no.cluster.local", .a),
    ] {
      var query = try Message.query(name, type)
      query.header.recursionDesired = desired
      query.header.checkingDisabled = disabled
      query.header.authenticData = true
      query.header.recursionAvailable = true
      query.header.truncated = true
      query.header.authoritative = true
      query.header.responseCode = .refused
      let header = try #require(try probe.message(query)).header
      #expect(header.recursionDesired == desired && header.checkingDisabled == disabled)
      #expect(!header.authenticData && !header.recursionAvailable && !header.truncated)
      #expect(header.authoritative && header.responseCode != .refused)
    }
  }

  @Test func `all letters, and nothing else, have two cases`() throws {
    let label = "abcdefghijklmnopqrstuvwxyz-0123456789"
    var probe = Probe(
      Sample.registry([Sample.entry("\(label).cluster.local", [Sample.a("10.0.0.1")])]))
    let answer = try probe.message("\(label.uppercased()).CLUSTER.LOCAL", .a)
    #expect(answer.answers.count == 1)
  }

  @Test func `A and AAAA change places from query to query, nothing else does`() throws {
    let addresses = (1...5).map { Sample.a(number: $0) }
    let aliases = (1...5).map { RecordData.ptr(Sample.name("host-\($0).cluster.local")) }
    var probe = Probe(Sample.registry([Sample.entry("many.cluster.local", addresses + aliases)]))
    var firsts: [ResourceRecord] = []
    for _ in 0..<10 {
      let answer = try probe.message("many.cluster.local", .a)
      #expect(Set(answer.answers.map(\.data)) == Set(addresses))
      let order = answer.answers.compactMap { addresses.firstIndex(of: $0.data) }
      #expect(zip(order, order.dropFirst()).allSatisfy { ($0 + 1) % 5 == $1 })
      firsts.append(answer.answers[0])
      #expect(try probe.message("many.cluster.local", .ptr).answers.map(\.data) == aliases)
    }
    #expect(Set(firsts).count == 5)
    #expect(zip(firsts, firsts.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test func `names of any octets and of 255 octets are found`() throws {
    let odd = try DomainName(wire: [3, 0x40, 0x5B, 0xC3, 2, 0, 0xFF] + Sample.zone.wire)
    var entry = Sample.entry("cluster.local", [Sample.a("10.0.0.1")])
    entry.name = odd.lowercased
    let long = try Self.longName()
    var longEntry = entry
    longEntry.name = long
    var probe = Probe(Sample.registry([entry, longEntry]))
    for name in [odd, long] {
      let query = Message(questions: [Question(name: name, type: .a)])
      #expect(try probe.message(query)?.answers.count == 1)
    }
    // `@` and `[` stand beside the letters; they have no other case.
    let other = try DomainName(wire: [3, 0x60, 0x7B, 0xC3, 2, 0, 0xFF] + Sample.zone.wire)
    let query = Message(questions: [Question(name: other, type: .a)])
    #expect(try probe.message(query)?.responseCode == .noSuchName)
  }

  static func longName() throws -> DomainName {
    var wire: [UInt8] = []
    for length in [60, 60, 60, 56] {
      wire += [UInt8(length)] + [UInt8](repeating: 0x61, count: length)
    }
    let name = try DomainName(wire: wire + Sample.zone.wire)
    #expect(name.wire.count == 255)
    return name
  }
}
