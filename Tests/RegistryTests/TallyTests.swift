import Registry
import Testing
import Wire

@Suite struct TallyTests {
  @Test func `answers are counted by type, code and truncation`() throws {
    let many = Sample.entry("many.cluster.local", (0..<100).map { Sample.a(number: $0) })
    var probe = Probe(Sample.registry(Sample.entries + [many]))
    _ = try probe.message(Sample.httpd, .a)
    _ = try probe.message(Sample.httpd, .mx)
    _ = try probe.message("no.cluster.local", .aaaa)
    _ = try probe.message("many.cluster.local", .a)
    let tally = probe.tally
    #expect(tally.questions(of: .a) == 2 && tally.questions(of: .aaaa) == 1)
    #expect(tally.questions(of: nil) == 1 && tally.questions(of: .mx) == 1)
    #expect(tally.answers(with: .noError) == 3 && tally.answers(with: .noSuchName) == 1)
    #expect(tally.truncatedAnswers == 1)
  }

  @Test func `the resolver's answers are counted too, broken ones as other`() throws {
    let probe = Probe(Sample.registry([]))
    var answer = try Message.query("example.com", .srv)
    answer.responseCode = .refused
    probe.tally.count(deferred: answer.compose())
    answer.questions = []
    probe.tally.count(deferred: answer.compose())
    probe.tally.count(deferred: [1, 2, 3])
    #expect(probe.tally.questions(of: .srv) == 1 && probe.tally.questions(of: nil) == 1)
    #expect(probe.tally.answers(with: .refused) == 2)
  }
}
