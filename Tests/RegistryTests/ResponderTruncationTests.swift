import ClusterNames
import Registry
import Testing
import Wire

@Suite struct ResponderTruncationTests {
  static let header = 12
  static let opt = 11

  @Test(arguments: Array(512...620) as [UInt16])
  func `as many addresses as fit, with TC`(_ size: UInt16) throws {
    for (count, data, length) in [
      (30, { Sample.a(number: $0) }, 16),
      (30, { RecordData.aaaa(IPv6Address(high: 1, low: UInt64($0))) }, 28),
    ] as [(Int, (Int) -> RecordData, Int)] {
      let all = (0..<count).map(data)
      var probe = Probe(Sample.registry([Sample.entry("many.cluster.local", all)]))
      let question = Self.header + "many.cluster.local".utf8.count + 2 + 4
      let fitting = min((Int(size) - question - Self.opt) / length, count)
      let query = try Message.query(
        "many.cluster.local", all[0].type, edns: EDNS(payloadSize: size))
      let answer = try #require(try probe.message(query))
      #expect(answer.answers.count == fitting)
      #expect(answer.header.truncated == (fitting < count))
      #expect(Set(answer.answers).count == fitting && answer.edns != nil)
    }
  }

  /// The figures of a real CoreDNS, and our own 1232.
  @Test(arguments: [(nil, 29), (512, 28), (1232, 73), (4096, 73), (65535, 73)] as [(UInt16?, Int)])
  func `a hundred addresses`(_ size: UInt16?, _ count: Int) throws {
    let all = (1...100).map { Sample.a(number: $0) }
    var probe = Probe(Sample.registry([Sample.entry("big.sandbox.svc.cluster.local", all)]))
    let query = try Message.query(
      "big.sandbox.svc.cluster.local", edns: size.map { EDNS(payloadSize: $0) })
    var seen: Set<RecordData> = []
    for _ in 0..<100 {
      let answer = try #require(try probe.message(query))
      #expect(answer.answers.count == count && answer.header.truncated)
      seen.formUnion(answer.answers.map(\.data))
    }
    #expect(seen == Set(all), "each address has its turn")
    let whole = try #require(try probe.message(query, over: .tcp))
    #expect(whole.answers.count == 100 && !whole.header.truncated)
  }

  @Test func `more than a TCP message holds is cut, and turns`() throws {
    let all = (0..<5000).map { Sample.a(number: $0) }
    var probe = Probe(Sample.registry([Sample.entry("big.cluster.local", all)]))
    var firsts: Set<RecordData> = []
    for _ in 0..<3 {
      let answer = try #require(try probe.message(.query("big.cluster.local"), over: .tcp))
      #expect(answer.header.truncated && answer.answers.count == (65535 - 12 - 23) / 16)
      #expect(Set(answer.answers).count == answer.answers.count)
      firsts.insert(answer.answers[0].data)
    }
    #expect(firsts.count == 3)
  }

  /// Every limit from where one SRV record fits to where all glue does.
  @Test func `glue is left out whole and without TC, answers with it`() throws {
    let sizes = (512...1232).map { UInt16($0) }
    let hosts = (0..<6).map { "host-\($0).srv.cluster.local" }
    var entry = Sample.entry("srv.cluster.local", hosts.map { Sample.srv(80, $0) })
    // Two addresses a host: a set of two, which must not come by half.
    entry.glue = hosts.flatMap { host in
      (0..<6).map {
        ResourceRecord(
          owner: Sample.name(host), timeToLive: 5,
          data: $0 < 4 ? Sample.a(number: $0) : Sample.aaaa("fd00::\($0)"))
      }
    }
    var probe = Probe(Sample.registry([entry]))
    var counts: Set<Int> = []
    for size in sizes {
      let query = try Message.query("srv.cluster.local", .srv, edns: EDNS(payloadSize: size))
      let answer = try #require(try probe.message(query))
      #expect(answer.answers.count == 6 && !answer.header.truncated)
      #expect(answer.additionals == Array(entry.glue[..<answer.additionals.count]))
      #expect([0, 4].contains(answer.additionals.count % 6), "half a set at \(size)")
      counts.insert(answer.additionals.count)
    }
    #expect(counts.count > 3)
    entry.name = Sample.name("wide.cluster.local")
    entry.records = (0..<20).map { Sample.srv(UInt16($0), hosts[$0 % 6]) }
    var wide = Probe(Sample.registry([entry]))
    for size in sizes {
      let query = try Message.query("wide.cluster.local", .srv, edns: EDNS(payloadSize: size))
      let answer = try #require(try wide.message(query))
      #expect(answer.header.truncated == (answer.answers.count < 20))
      #expect(!answer.header.truncated || answer.additionals.isEmpty)
      #expect(answer.answers.map(\.data) == Array(entry.records[..<answer.answers.count]))
    }
  }

  @Test func `glue of targets beyond the reach of pointers is whole`() throws {
    let hosts = (0..<500).map { "host-\($0).a-rather-long-service-name.cluster.local" }
    var entry = Sample.entry("srv.cluster.local", hosts.map { Sample.srv(80, $0) })
    entry.glue = hosts.enumerated().map { index, host in
      ResourceRecord(owner: Sample.name(host), timeToLive: 5, data: Sample.a(number: index))
    }
    var probe = Probe(Sample.registry([entry]))
    let answer = try #require(try probe.message(.query("srv.cluster.local", .srv), over: .tcp))
    #expect(answer.answers.map(\.data) == entry.records)
    #expect(answer.additionals == entry.glue && !answer.header.truncated)
  }

  @Test func `an SOA record that does not fit is a truncated answer`() throws {
    let long = try ResponderAnswerTests.longName()
    let authority = StartOfAuthority(
      primaryServer: Sample.name(String(repeating: "abcdefghi.", count: 22) + "net"),
      responsible: Sample.name("a.b"), serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1)
    let registry = Registry(now: { 1 })
    let apex = Sample.zone
    registry.publish([
      .zone(Zone(apex: apex, authority: authority, negativeTimeToLive: 1, hasLiveSerial: false)),
      .name(NameEntry(name: apex, zone: apex)),
    ])
    registry.markSynced()
    var probe = Probe(registry)
    let query = Message(questions: [Question(name: long, type: .a)])
    let cut = try #require(try probe.message(query))
    #expect(cut.header.truncated && cut.authorities.isEmpty && cut.responseCode == .noSuchName)
    let whole = try #require(try probe.message(query, over: .tcp))
    #expect(!whole.header.truncated && whole.authorities.count == 1)
  }

  @Test func `nothing is written behind a buffer of the least size`() throws {
    let all = (1...200).map { Sample.a(number: $0) }
    var probe = Probe(Sample.registry([Sample.entry("many.cluster.local", all)]), capacity: 1296)
    let query = try Message.query("many.cluster.local", edns: EDNS(payloadSize: 65535))
    #expect(try probe.message(query)?.header.truncated == true)
    #expect(try probe.message(query, over: .tcp)?.header.truncated == true)
  }
}
