import ClusterNames
import Registry
import Resolver
import Testing
import Wire

/// Names of a cluster that only the resolver answers.
@Suite struct ClusterLookupTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var type: RecordType = .a
    var kind: Outcome.Kind = .answer
    var answers: [String] = []
    var additionals: [String] = []
    var cause: Cause?
    var testDescription: String { "\(name) \(type)" }
  }

  static let httpd = Example.httpd + "."
  static let rows = [
    Row(
      name: "cluster.local", type: .soa,
      answers: ["cluster.local. 5 SOA ns.dns.cluster.local. 1000 5"]),
    Row(
      name: "cluster.local", type: .ns, answers: ["cluster.local. 5 NS ns.dns.cluster.local."],
      additionals: ["ns.dns.cluster.local. 5 A 127.0.0.1"]),
    Row(name: "cluster.local", type: .txt, kind: .noData),
    Row(
      name: "in-addr.arpa", type: .ns, answers: ["in-addr.arpa. 5 NS ns.dns.in-addr.arpa."],
      additionals: ["ns.dns.in-addr.arpa. 5 A 127.0.0.1"]),
    Row(name: "ns.dns.cluster.local", answers: ["ns.dns.cluster.local. 5 A 127.0.0.1"]),
    Row(name: "ns.dns.cluster.local", type: .aaaa, kind: .noData),
    Row(name: "dns.cluster.local", kind: .noData),
    Row(
      name: "10-244-0-6.sandbox.pod.cluster.local",
      answers: ["10-244-0-6.sandbox.pod.cluster.local. 5 A 10.244.0.6"]),
    Row(
      name: "1-2-3-4.sandbox.pod.cluster.local",
      answers: ["1-2-3-4.sandbox.pod.cluster.local. 5 A 1.2.3.4"]),
    Row(
      name: "fd00--6.sandbox.pod.cluster.local", type: .aaaa,
      answers: ["fd00--6.sandbox.pod.cluster.local. 5 AAAA fd00::6"]),
    Row(name: "10-244-0-6.sandbox.pod.cluster.local", type: .aaaa, kind: .noData),
    Row(name: "10-244-0-6.sandbox.pod.cluster.local", type: .txt, kind: .noData),
    Row(name: "10-244-0-256.sandbox.pod.cluster.local", kind: .nameError, cause: .notAnAddress),
    Row(name: "x.10-244-0-6.sandbox.pod.cluster.local", kind: .nameError, cause: .notAnAddress),
    Row(name: "10-244-0-6.other.pod.cluster.local", kind: .nameError),
    Row(
      name: "_web._tcp.\(httpd)", type: .srv,
      answers: ["_web._tcp.\(httpd) 5 SRV 0 100 80 web-0.\(httpd)"]),
    Row(
      name: "web.tcp.\(httpd)", type: .srv,
      answers: ["web.tcp.\(httpd) 5 SRV 0 100 80 web-0.\(httpd)"]),
    Row(
      name: "WEB._tcp.\(httpd)", type: .srv,
      answers: ["WEB._tcp.\(httpd) 5 SRV 0 100 80 web-0.\(httpd)"]),
    Row(
      name: "_no._tcp.\(httpd)", type: .srv, kind: .nameError,
      cause: .noSuchPort(service: "httpd")),
    Row(
      name: "_web._udp.\(httpd)", type: .srv, kind: .nameError, cause: .noSuchPort(service: "httpd")
    ),
    Row(name: "_udp.\(httpd)", type: .srv, kind: .nameError, cause: .noSuchPort(service: "httpd")),
    Row(name: "_tcp.\(httpd)", type: .srv, kind: .noData),
    Row(name: "_web._tcp.web-0.\(httpd)", type: .srv, kind: .nameError),
    Row(name: "_web._tcp.\(httpd)", type: .any, kind: .noData),
    Row(
      name: "web-9.\(httpd)", kind: .nameError,
      cause: .outsideReplicas(pod: "web-9", set: Example.service.sets[0])),
    Row(
      name: "WEB-9.\(httpd)", kind: .nameError,
      cause: .outsideReplicas(pod: "web-9", set: Example.service.sets[0])),
    Row(name: "x.y.\(httpd)", kind: .nameError, cause: .noSuchHost(service: "httpd")),
    Row(name: "6.0.244.10.in-addr.arpa", type: .ptr, kind: .nameError),
    Row(name: "0.244.10.in-addr.arpa", type: .ptr, kind: .nameError),
    Row(name: "10.in-addr.arpa", type: .ptr, kind: .noData),
    Row(name: "1.1.1.1.in-addr.arpa", type: .ptr, kind: .refused, cause: .outsideZones),
    Row(name: "245.10.in-addr.arpa", type: .ptr, kind: .refused, cause: .outsideZones),
    Row(name: "example.com", kind: .refused, cause: .outsideZones),
  ]

  @Test(arguments: rows)
  func `an outcome has its kind, records and cause`(_ row: Row) {
    let outcome = Example().outcome(row.name, row.type)
    #expect(outcome.kind == row.kind)
    #expect(outcome.answers.map(\.text) == row.answers)
    #expect(outcome.additionals.map(\.text) == row.additionals)
    #expect(outcome.cause == row.cause)
    #expect(outcome.authorities.count == ([.noData, .nameError].contains(row.kind) ? 1 : 0))
  }

  @Test func `the name server is where the query came to`() throws {
    var example = Example()
    example.local = try IPAddress("::1")
    #expect(example.outcome("ns.dns.cluster.local", .aaaa).answers.count == 1)
    #expect(example.outcome("ns.dns.cluster.local", .a).kind == .noData)
    #expect(
      example.outcome("cluster.local", .ns).additionals.map(\.text) == [
        "ns.dns.cluster.local. 5 AAAA ::1"
      ])
  }

  @Test(arguments: ["no.cluster.local", "cluster.local", "web-9.\(httpd)", "_tcp.\(httpd)"])
  func `before all is published a negative answer is a failure`(_ name: String) throws {
    let query = try Message.query(name, .mx, edns: EDNS())
    let answer = try #require(try Example(isSynced: false).ask(query))
    #expect(answer.responseCode == .serverFailure && answer.authorities.isEmpty)
    #expect(!answer.header.authoritative)
    #expect(answer.edns?.extendedErrors == [Cause.notSynced.error])
  }

  @Test func `the SOA of a negative answer is in the case of the question`() throws {
    let answer = try #require(try Example().ask(.query("WEB-9.httpd.sandbox.svc.ClusteR.LocaL")))
    #expect("\(answer.authorities[0].owner)" == "ClusteR.LocaL.")
  }

  @Test func `a wordy cause leaves room for the SOA`() throws {
    let service = PublishedService(
      name: String(repeating: "a", count: 63), isHeadless: true,
      sets: [
        PublishedService.Ordinals(
          name: String(repeating: "b", count: 50), start: 0, replicas: 2_147_483_647)
      ])
    let name = "\(service.name).sandbox.svc.cluster.local"
    let example = Example([Example.entry(name, [Example.a("10.0.0.1")], below: .endpoints(service))]
    )
    let missing = "\(service.sets[0].name)-99999999999.\(name)"
    let query = try Message.query(missing, edns: EDNS(payloadSize: 512))
    let answer = try #require(try example.ask(query))
    #expect(answer.authorities.count == 1 && !answer.header.truncated)
    #expect(answer.edns?.extendedErrors.count == 1)
  }
}
