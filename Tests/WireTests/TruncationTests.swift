import ClusterNames
import Testing
import Wire

@Suite("RFC 2181 §9: truncation at the border of a record")
struct TruncationTests {
  static let question = Question(
    name: name("_http._tcp.httpd.sandbox.svc.cluster.local"), type: .srv)

  /// Ten locations with an A and an AAAA each, an NS, and an OPT record with an option.
  static let whole: Message = {
    var message = Message(
      questions: [question],
      authorities: [
        ResourceRecord(
          owner: name("cluster.local"), timeToLive: 5, data: .ns(name("ns.dns.cluster.local")))
      ],
      edns: EDNS(options: [ExtendedDNSError(code: .other, text: "for a test").option]))
    for ordinal in 0..<10 {
      let host = name("web-\(ordinal).httpd.sandbox.svc.cluster.local")
      let location = ServiceLocation(priority: 0, weight: 10, port: 80, target: host)
      message.answers.append(
        ResourceRecord(owner: question.name, timeToLive: 5, data: .srv(location)))
      for address in 1...2 {
        message.additionals.append(
          ResourceRecord(
            owner: host, timeToLive: 5, data: .a(IPv4Address(rawValue: UInt32(address)))))
      }
      message.additionals.append(
        ResourceRecord(
          owner: host, timeToLive: 5, data: .aaaa(IPv6Address(high: 0, low: UInt64(ordinal)))))
    }
    return message
  }()

  @Test(arguments: 12...2000)
  func everyLimit(limit: Int) throws {
    let whole = Self.whole
    let composed = whole.compose(limit: limit)
    #expect(composed.count <= limit)
    let cut = try Message.parse(composed)
    #expect(whole.questions.starts(with: cut.questions))
    #expect(whole.answers.starts(with: cut.answers))
    #expect(whole.additionals.starts(with: cut.additionals))

    let complete =
      cut.questions == whole.questions && cut.answers == whole.answers
      && cut.authorities == whole.authorities
    #expect(cut.header.truncated == !complete)
    if !complete { #expect(cut.additionals.isEmpty) }
    if cut.answers.count < whole.answers.count { #expect(cut.authorities.isEmpty) }
    // A and A of one host are a set; its AAAA is another one.
    #expect(cut.additionals.count % 3 != 1, "half a set")
    // 60 octets of question and header, 25 of OPT with its option.
    #expect((cut.edns != nil) == (limit >= 12 + 11))
    #expect((cut.edns == whole.edns) == (limit >= Self.smallest))
    #expect(cut.questions.isEmpty == (limit < Self.smallest - Self.optionSize))
  }

  /// Header, question and OPT record.
  static let smallest = 12 + question.name.wire.count + 4 + 11 + optionSize
  static let optionSize = 4 + 2 + 10

  @Test func aRecordIsOnlyLeftOutWhereItDoesNotFit() throws {
    var limit = 512
    let all = Self.whole.compose()
    var last = 0
    while limit <= all.count {
      let count = try Message.parse(Self.whole.compose(limit: limit)).answers.count
      #expect(count >= last)
      last = count
      limit += 1
    }
    #expect(last == 10)
    #expect(Self.whole.compose(limit: all.count) == all)
    #expect(try Message.parse(Self.whole.compose(limit: all.count - 1)).additionals.count == 29)
  }

  @Test func nothingSmallerFollowsWhatDidNotFit() throws {
    let large = ResourceRecord(
      owner: .root, timeToLive: 0,
      data: .txt(Array(repeating: Array(repeating: 0x61, count: 255), count: 4)))
    let small = ResourceRecord(owner: .root, timeToLive: 0, data: .a(ipv4("10.0.0.1")))
    let cut = try Message.parse(
      Message(answers: [small, large, small], authorities: [small], additionals: [small])
        .compose(limit: 512))
    #expect(cut.answers == [small])
    #expect(cut.authorities.isEmpty && cut.additionals.isEmpty && cut.header.truncated)
    let glue = try Message.parse(Message(additionals: [small, large, small]).compose(limit: 512))
    #expect(glue.additionals == [small] && !glue.header.truncated)
  }

  @Test func aTakenBackNameIsNotPointedTo() throws {
    // The second answer does not fit; its name must not stay in the table for what follows (OPT has
    // no name, so a question of two names shows it best).
    let long = Question(name: name("a.bbbbbbbbbbbbbbbbbbbbbbbbbbbb.example"), type: .a)
    let sent = Message(questions: [Question(name: name("example"), type: .a), long, long])
    for limit in 12...100 {
      let cut = try Message.parse(sent.compose(limit: limit))
      #expect(sent.questions.starts(with: cut.questions))
    }
  }

  @Test func moreThanAMessageCanHold() throws {
    let record = ResourceRecord(owner: .root, timeToLive: 0, data: .a(ipv4("10.0.0.1")))
    let huge = Message(answers: Array(repeating: record, count: 70_000))
    let composed = huge.compose(limit: .max)
    #expect(composed.count <= 65535)
    let cut = try Message.parse(composed)
    #expect(cut.answers.count == (65535 - 12) / 15)
    #expect(cut.header.truncated)

    let blob = ResourceRecord(
      owner: .root, timeToLive: 0,
      data: .opaque(RecordType(rawValue: 0xFF00), Array(repeating: 0, count: 70_000)))
    #expect(try Message.parse(Message(answers: [blob]).compose()).header.truncated)
  }
}
