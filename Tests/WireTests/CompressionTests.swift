import ClusterNames
import Testing
import Wire

@Suite("RFC 1035 §4.1.4: compression of what is sent")
struct CompressionTests {
  private func answer(_ owner: String, _ data: RecordData) -> ResourceRecord {
    ResourceRecord(owner: name(owner), timeToLive: 5, data: data)
  }

  private let question = Question(name: name("www.example"), type: .a)

  @Test func theLongestEndIsShared() {
    let composed = Message(
      header: Header(id: 0x1234), questions: [question],
      answers: [
        answer("www.example", .cname(name("web.example"))),
        answer("web.example", .a(ipv4("10.0.0.1"))), answer("example", .ns(name("ns.web.example"))),
      ]
    ).compose()
    #expect(
      composed
        == message(
          flags: "0000", questions: 1, answers: 3,
          wwwQuestion + "C00C 0005 0001 00000005 0006 03'web' C010"
            + "C029 0001 0001 00000005 0004 0A000001 C010 0002 0001 00000005 0005 02'ns' C029"))
  }

  @Test("RFC 2782: targets are whole, and glue may point to them")
  func serviceTargets() {
    let location = ServiceLocation(priority: 0, weight: 50, port: 80, target: name("a.example"))
    let composed = Message(
      header: Header(id: 0x1234), questions: [question],
      answers: [answer("www.example", .srv(location)), answer("www.example", .srv(location))],
      additionals: [answer("a.example", .a(ipv4("10.0.0.1")))]
    ).compose()
    let record = "C00C 0021 0001 00000005 0011 0000 0032 0050 01'a' 07'example' 00"
    #expect(
      composed
        == message(
          flags: "0000", questions: 1, answers: 2, additionals: 1,
          wwwQuestion + record + record + "C02F 0001 0001 00000005 0004 0A000001"))
  }

  @Test func namesKeepTheirCase() throws {
    let names = ["wWw.eXample", "www.EXAMPLE", "www.eXample", "wWw.eXample", "eXample"]
    let sent = Message(
      questions: [Question(name: name("wWw.eXample"), type: .ns)],
      answers: names.map { answer($0, .ns(name($0))) })
    let composed = sent.compose()
    let parsed = try Message.parse(composed)
    #expect(parsed.answers.map(\.owner.description) == names.map { $0 + "." })
    #expect(
      parsed.answers.map(\.data.octets) == names.map { name($0).wire })
    // The same octets are shared all the same: the fourth is two pointers, C00C and C00C.
    #expect(parsed.compose() == composed)
  }

  @Test func noPointerLeadsPast14Bits() throws {
    let filler = answer(
      "filler", .opaque(RecordType(rawValue: 0xFF00), Array(repeating: 0, count: 16_340)))
    // The first name starts right below 0x4000, its parent right at the border or above it.
    for size in 16_300...16_400 {
      let padded = answer("filler", .opaque(filler.type, Array(repeating: 0, count: size)))
      let sent = Message(
        answers: [
          padded, answer("aaa.bbb", .a(ipv4("10.0.0.1"))), answer("aaa.bbb", .ns(name("bbb"))),
        ])
      let parsed = try Message.parse(sent.compose())
      #expect(parsed == sent, "\(size) octets of filling")
    }
  }
}
