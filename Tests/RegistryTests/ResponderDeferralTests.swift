import ClusterNames
import Registry
import Testing
import Wire

@Suite struct ResponderDeferralTests {
  struct Row: CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout Message) throws -> Void
  }

  static func row(
    _ text: String, _ change: @escaping @Sendable (inout Message) throws -> Void
  ) -> Row {
    Row(testDescription: text, change: change)
  }

  static let rows = [
    row("QR set") { $0.header.isResponse = true },
    row("NOTIFY") { $0.header.opcode = .notify },
    row("opcode 15") { $0.header.opcode = Opcode(rawValue: 15) },
    row("no question") { $0.questions = [] },
    row("two questions") { $0.questions += $0.questions },
    row("class CH") { $0.questions[0].recordClass = .chaos },
    row("class ANY") { $0.questions[0].recordClass = .any },
    row("an answer") {
      $0.answers = [ResourceRecord(owner: .root, timeToLive: 0, data: Sample.a("1.1.1.1"))]
    },
    row("an authority") {
      $0.authorities = [ResourceRecord(owner: .root, timeToLive: 0, data: Sample.a("1.1.1.1"))]
    },
    row("an additional that is not OPT") {
      $0.additionals = [ResourceRecord(owner: .root, timeToLive: 0, data: .opaque(.tsig, []))]
    },
    row("EDNS version 1") { $0.edns = EDNS(version: 1) },
    row("AXFR") { $0.questions[0].type = .axfr },
    row("IXFR") { $0.questions[0].type = .ixfr },
    row("TSIG as a type") { $0.questions[0].type = .tsig },
    row("OPT as a type") { $0.questions[0].type = .opt },
    row("a type between 128 and 254") { $0.questions[0].type = RecordType(rawValue: 128) },
    row("outside all zones") { $0.questions[0].name = try DomainName("example.com") },
    row("the root") { $0.questions[0].name = .root },
    row("below a Service") { $0.questions[0].name = try DomainName("web-9.\(Sample.httpd)") },
    row("an alias") { $0.questions[0].name = try DomainName("alias.sandbox.svc.cluster.local") },
    row("of a missing name, AXFR") {
      $0.questions[0] = Question(name: try DomainName("no.cluster.local"), type: .axfr)
    },
    row("of an absent name, AXFR") {
      $0.questions[0] = Question(name: try DomainName("web-2.\(Sample.httpd)"), type: .axfr)
    },
  ]

  @Test(arguments: rows)
  func `what is not plain is left to the resolver`(_ row: Row) throws {
    var probe = Probe(Sample.registry(Sample.entries))
    var query = try Message.query(Sample.httpd)
    #expect(probe.ask(query.compose()) != .deferred)
    try row.change(&query)
    #expect(probe.ask(query.compose()) == .deferred)
    #expect(probe.ask(query.compose(), over: .tcp) == .deferred)
  }

  @Test func `all that is shorter or longer than the question`() throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let query = try Message.query(Sample.httpd).compose()
    for count in 0..<query.count { #expect(probe.ask(Array(query[..<count])) == .deferred) }
    #expect(probe.ask(query + [0]) == .deferred)
  }

  @Test func `compressed, reserved and overlong names in the question`() throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let header = Array(try Message.query(Sample.httpd).compose()[..<12])
    let tail: [UInt8] = [0, 1, 0, 1]
    #expect(probe.ask(header + [0xC0, 12] + tail) == .deferred)
    #expect(probe.ask(header + [0x41, 0x61, 0] + tail) == .deferred)
    let label: [UInt8] = [63] + [UInt8](repeating: 0x61, count: 63)
    let overlong = label + label + label + label + [0]
    #expect(probe.ask(header + overlong + tail) == .deferred)
    let endless = [UInt8](repeating: 1, count: 60_000)
    #expect(probe.ask(header + endless, over: .tcp) == .deferred)
  }

  @Test func `types and names that are marked for the resolver`() throws {
    var marked = Sample.entry("ns.cluster.local", [Sample.a("10.0.0.1"), Sample.aaaa("fd00::1")])
    marked.resolved = [.aaaa, .ns]
    var below = Sample.entry("below.cluster.local")
    below.below = .resolved
    var occluded = Sample.entry("occluded.cluster.local", [Sample.a("10.0.0.1")])
    occluded.isOccluded = true
    let cut = Sample.entry("cut.cluster.local", [.ns(Sample.name("ns.example.com"))])
    var probe = Probe(Sample.registry([marked, below, occluded, cut]))
    for (name, type, isDeferred) in [
      ("ns", .a, false), ("ns", .aaaa, true), ("ns", .ns, true), ("ns", .txt, false),
      ("below", .a, false), ("x.below", .a, true), ("x.y.below", .a, true),
      ("occluded", .a, true), ("cut", .a, true), ("cut", .ds, true), ("x.ns", .a, false),
    ] as [(String, RecordType, Bool)] {
      let answer = probe.ask(try Message.query("\(name).cluster.local", type).compose())
      #expect((answer == .deferred) == isDeferred, "\(name) \(type)")
    }
  }

  @Test func `before all is published, only what is there is answered`() throws {
    let registry = Sample.registry(Sample.entries, isSynced: false)
    var probe = Probe(registry)
    let negative = [
      try Message.query("no.cluster.local"), try .query("web-2.\(Sample.httpd)"),
      try .query(Sample.httpd, .mx),
    ]
    for query in negative { #expect(probe.ask(query.compose()) == .deferred) }
    #expect(try probe.message(Sample.httpd, .a).answers.count == 2)
    registry.markSynced()
    for query in negative { #expect(probe.ask(query.compose()) != .deferred) }
  }
}
