import ClusterNames
import Registry
import Testing
import Wire

@Suite struct ResponderNegativeTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var type: RecordType
    var code: ResponseCode
    var seconds: UInt32 = 5
    var error: Cause?
    var testDescription: String { "\(name) \(type)" }
  }

  static let rows = [
    Row(name: Sample.httpd, type: .mx, code: .noError),
    Row(name: Sample.httpd, type: .any, code: .noError),
    Row(name: Sample.httpd, type: RecordType(rawValue: 0), code: .noError),
    Row(name: Sample.httpd, type: RecordType(rawValue: 65280), code: .noError),
    Row(name: "web-1.\(Sample.httpd)", type: .aaaa, code: .noError),
    // RFC 8020: names with names below them exist.
    Row(name: "_tcp.\(Sample.httpd)", type: .srv, code: .noError),
    Row(name: "cluster.local", type: .txt, code: .noError),
    Row(name: "no.cluster.local", type: .a, code: .noSuchName),
    Row(name: "a.b.c.no.cluster.local", type: .a, code: .noSuchName),
    Row(name: "below.web-1.\(Sample.httpd)", type: .a, code: .noSuchName),
    Row(name: "*.cluster.local", type: .a, code: .noSuchName),
    Row(
      name: "no.sandbox.svc.cluster.local", type: .a, code: .noSuchName,
      error: .noSuchService(namespace: "sandbox")),
    Row(
      name: "gone.sandbox.svc.cluster.local", type: .a, code: .noSuchName,
      error: .noEndpoints(service: "gone")),
    Row(
      name: "web-2.\(Sample.httpd)", type: .a, code: .noSuchName, seconds: 0, error: Sample.pending),
    Row(
      name: "web-2.\(Sample.httpd)", type: .txt, code: .noSuchName, seconds: 0,
      error: Sample.pending),
  ]

  @Test(arguments: rows)
  func `a negative answer has the SOA, and says why where there is OPT`(_ row: Row) throws {
    var probe = Probe(Sample.registry(Sample.entries))
    for edns in [nil, EDNS(payloadSize: 4096)] {
      let answer = try #require(try probe.message(.query(row.name, row.type, edns: edns)))
      #expect(answer.responseCode == row.code)
      #expect(answer.header.authoritative && !answer.header.truncated)
      #expect(answer.answers.isEmpty && answer.additionals.isEmpty)
      let soa =
        "ns.dns.cluster.local. hostmaster.cluster.local. 1000 7200 1800 86400 \(row.seconds)"
      #expect(answer.authorities.map(\.text) == ["cluster.local. \(row.seconds) SOA \(soa)"])
      #expect((answer.edns == nil) == (edns == nil))
      let errors = edns == nil ? [] : row.error.map { [$0.error] } ?? []
      #expect(answer.edns?.extendedErrors ?? [] == errors)
    }
  }

  @Test(arguments: ["NoPe.", "a.B.c.", "WEB-2.HTTPD.sandbox.SVC.", ""])
  func `owner, MNAME and RNAME are in the case of the question`(_ prefix: String) throws {
    var probe = Probe(Sample.registry(Sample.entries))
    let answer = try probe.message(prefix + "cLuStEr.LoCaL", .mx)
    let record = try #require(answer.authorities.first)
    guard case .soa(let soa) = record.data else { Issue.record("no SOA"); return }
    #expect("\(record.owner)" == "cLuStEr.LoCaL.")
    #expect("\(soa.primaryServer)" == "ns.dns.cLuStEr.LoCaL.")
    #expect("\(soa.responsible)" == "hostmaster.cLuStEr.LoCaL.")
  }

  @Test func `authority outside of the zone, at its apex, and of the root zone`() throws {
    for (apex, server) in [
      ("example.org", "ns.other.net"), ("example.org", "example.org"), (".", "ns.x"),
    ] {
      let authority = StartOfAuthority(
        primaryServer: Sample.name(server), responsible: Sample.name("admin.\(server)"), serial: 7,
        refresh: 1, retry: 2, expire: 3, minimum: 60)
      let zone = Zone(
        apex: Sample.name(apex), authority: authority, negativeTimeToLive: 30, hasLiveSerial: false)
      let registry = Registry(now: { 1000 })
      registry.publish([.zone(zone), .name(NameEntry(name: zone.apex, zone: zone.apex))])
      registry.markSynced()
      var probe = Probe(registry)
      let name = apex == "." ? "Some.Where" : "Some.Where.\(apex)"
      let answer = try probe.message(name, .a)
      #expect(answer.authorities.map(\.data) == [.soa(authority)])
      #expect(answer.authorities[0].owner == zone.apex && answer.authorities[0].timeToLive == 30)
    }
  }

  @Test func `the longest name, SOA and explanation fit into 512 octets`() throws {
    let long = try ResponderAnswerTests.longName()
    var entry = Sample.entry("cluster.local")
    entry.name = long
    let reason = String(repeating: "the image ü cannot be pulled ", count: 40)
    entry.presence = .absent(.podPending(pod: "web-0", reason: reason))
    var probe = Probe(Sample.registry([entry]))
    let query = Message(
      questions: [Question(name: long, type: .a)], edns: EDNS(payloadSize: 512))
    let answer = try #require(try probe.message(query))
    #expect(answer.authorities.count == 1 && !answer.header.truncated)
    let text = try #require(answer.edns?.extendedErrors.first?.text)
    #expect(text.hasPrefix("pod web-0 has no address yet: the image ü cannot"))
    #expect(text.utf8.count > 150 && text.utf8.count <= 160 && !text.contains("\u{FFFD}"))
  }

  @Test func `a new serial reaches negative answers without new names`() throws {
    let registry = Sample.registry(Sample.entries)
    var probe = Probe(registry)
    func serial(_ answer: Message) -> UInt32? {
      if case .soa(let soa)? = answer.authorities.first?.data { soa.serial } else { nil }
    }
    #expect(serial(try probe.message("no.cluster.local", .a)) == 1000)
    registry.publish([.name(Sample.entry("new.cluster.local"))])
    #expect(serial(try probe.message("no.cluster.local", .a)) == 1001)
    registry.publish([.name(Sample.entry("new.cluster.local"))])
    #expect(serial(try probe.message("no.cluster.local", .a)) == 1001)
    registry.continueSerial(after: 5000)
    #expect(serial(try probe.message("no.cluster.local", .a)) == 5000)
    #expect(registry.snapshot.serial == 5000)
  }
}
