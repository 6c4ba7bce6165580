import ClusterNames
import Registry
import Resolver
import Testing
import Wire

/// Zones of master files: RFC 1034 §4.3.2, wildcards (RFC 4592), DNAME (RFC 6672).
@Suite struct StaticZoneTests {
  static func record(_ owner: String, _ data: RecordData, _ seconds: UInt32 = 300) -> ResourceRecord
  {
    let name = owner == "@" ? "example.org" : "\(owner).example.org"
    return ResourceRecord(owner: Example.name(name), timeToLive: seconds, data: data)
  }

  static func soa(serial: UInt32 = 7, minimum: UInt32 = 60) -> RecordData {
    .soa(
      StartOfAuthority(
        primaryServer: Example.name("ns.example.org"),
        responsible: Example.name("admin.example.org"),
        serial: serial, refresh: 1, retry: 2, expire: 3, minimum: minimum))
  }

  static func dname(_ target: String) -> RecordData { .opaque(.dname, Example.name(target).wire) }

  static let records: [ResourceRecord] = [
    record("@", soa(), 3600), record("@", .ns(Example.name("ns.example.org")), 86400),
    record("@", Example.a("192.0.2.1"), 30), record("ns", Example.a("192.0.2.53")),
    record("www", .cname(Example.name("example.org"))),
    record("*.wild", Example.a("192.0.2.7")), record("real.wild", .txt([[0x61]])),
    record("a.ent.wild", Example.a("192.0.2.8")),
    record("*.alias", .cname(Example.name("example.org"))),
    record("x.*.deep", Example.a("192.0.2.9")),
    record("sub", .ns(Example.name("ns.sub.example.org"))),
    record("sub", .ns(Example.name("ns.elsewhere.net"))),
    record("ns.sub", Example.a("192.0.2.54"), 120), record("below.sub", Example.a("192.0.2.55")),
    record("sub", .opaque(.ds, [1, 2, 3, 4])),
    record("old", dname("new.example.org")), record("old", Example.a("192.0.2.60")),
    record("hidden.old", Example.a("192.0.2.61")), record("host.new", Example.a("192.0.2.62")),
    record("far", dname("example.net")),
    record("twice", Example.a("192.0.2.70"), 90), record("twice", Example.a("192.0.2.70"), 60),
    record("twice", Example.a("192.0.2.71"), 60),
    record(
      "_s._tcp",
      .srv(ServiceLocation(priority: 1, weight: 2, port: 3, target: Example.name("ns.example.org")))
    ),
  ]

  static func changes(_ records: [ResourceRecord]) -> [Change] {
    guard let zone = StaticZone(records) else { preconditionFailure("no SOA") }
    return [.zone(zone.zone)] + zone.entries.map { .name($0) }
  }

  static let example = Example(isSynced: false, changes(records))

  struct Row: CustomTestStringConvertible {
    var name: String
    var type: RecordType = .a
    var kind: Outcome.Kind = .answer
    var answers: Set<String> = []
    var testDescription: String { "\(name) \(type)" }
  }

  static let apex = "example.org."
  static let rows = [
    Row(name: apex, answers: ["example.org. 30 A 192.0.2.1"]),
    Row(name: apex, type: .soa, answers: ["example.org. 3600 SOA ns.example.org. 7 60"]),
    Row(name: apex, type: .ns, answers: ["example.org. 86400 NS ns.example.org."]),
    Row(
      name: "www.\(apex)",
      answers: ["www.example.org. 300 CNAME example.org.", "example.org. 30 A 192.0.2.1"]),
    Row(name: "no.\(apex)", kind: .nameError), Row(name: "wild.\(apex)", kind: .noData),
    // RFC 4592 §2.2.1: the closest encloser decides, and names that exist block the wildcard.
    Row(name: "x.wild.\(apex)", answers: ["x.wild.example.org. 300 A 192.0.2.7"]),
    Row(name: "X.y.Wild.\(apex)", answers: ["X.y.Wild.example.org. 300 A 192.0.2.7"]),
    Row(name: "x.wild.\(apex)", type: .mx, kind: .noData),
    Row(name: "real.wild.\(apex)", kind: .noData),
    Row(name: "x.real.wild.\(apex)", kind: .nameError),
    Row(name: "ent.wild.\(apex)", kind: .noData), Row(name: "b.ent.wild.\(apex)", kind: .nameError),
    Row(name: "*.wild.\(apex)", answers: ["*.wild.example.org. 300 A 192.0.2.7"]),
    Row(name: "x.*.wild.\(apex)", kind: .nameError),
    Row(
      name: "x.alias.\(apex)",
      answers: ["x.alias.example.org. 300 CNAME example.org.", "example.org. 30 A 192.0.2.1"]),
    // A wildcard that only has names below it exists, with no records (§4.9).
    Row(name: "y.deep.\(apex)", kind: .noData),
    Row(name: "sub.\(apex)", kind: .referral), Row(name: "below.sub.\(apex)", kind: .referral),
    Row(name: "ns.sub.\(apex)", kind: .referral), Row(name: "a.b.sub.\(apex)", kind: .referral),
    Row(name: "sub.\(apex)", type: .ns, kind: .referral),
    Row(name: "sub.\(apex)", type: .ds, answers: ["sub.example.org. 300 TYPE43 \\# 4"]),
    Row(name: "old.\(apex)", answers: ["old.example.org. 300 A 192.0.2.60"]),
    Row(
      name: "old.\(apex)", type: .dname, answers: ["old.example.org. 300 DNAME new.example.org."]),
    Row(
      name: "host.old.\(apex)",
      answers: [
        "old.example.org. 300 DNAME new.example.org.",
        "host.old.example.org. 300 CNAME host.new.example.org.",
        "host.new.example.org. 300 A 192.0.2.62",
      ]),
    Row(
      name: "hidden.old.\(apex)", kind: .nameError,
      answers: [
        "old.example.org. 300 DNAME new.example.org.",
        "hidden.old.example.org. 300 CNAME hidden.new.example.org.",
      ]),
    Row(
      name: "x.far.\(apex)",
      answers: [
        "far.example.org. 300 DNAME example.net.", "x.far.example.org. 300 CNAME x.example.net.",
      ]),
    Row(
      name: "twice.\(apex)",
      answers: ["twice.example.org. 60 A 192.0.2.70", "twice.example.org. 60 A 192.0.2.71"]),
  ]

  @Test(arguments: rows)
  func `a name of a master file`(_ row: Row) throws {
    let outcome = Self.example.outcome(row.name, row.type)
    #expect(outcome.kind == row.kind)
    let texts = outcome.answers.map { $0.text.replacing("DS \\#", with: "TYPE43 \\#") }
    #expect(Set(texts) == row.answers && texts.count == row.answers.count)
    switch row.kind {
    case .noData, .nameError:
      #expect(outcome.authorities.map(\.text) == ["example.org. 60 SOA ns.example.org. 7 60"])
    case .referral:
      #expect(
        outcome.authorities.map(\.text) == [
          "sub.example.org. 300 NS ns.sub.example.org.",
          "sub.example.org. 300 NS ns.elsewhere.net.",
        ])
      #expect(outcome.additionals.map(\.text) == ["ns.sub.example.org. 120 A 192.0.2.54"])
    default: #expect(outcome.authorities.isEmpty)
    }
    let answer = try #require(try Self.example.ask(.query(row.name, row.type)))
    #expect(answer.header.authoritative == (row.kind != .referral))
  }

  @Test func `glue comes with SRV`() {
    let outcome = Self.example.outcome("_s._tcp.\(Self.apex)", .srv)
    #expect(outcome.additionals.map(\.text) == ["ns.example.org. 300 A 192.0.2.53"])
  }

  @Test func `a DNAME that makes a name too long is YXDOMAIN`() throws {
    let label = String(repeating: "a", count: 60)
    let target = "\(label).\(label).\(label).example.net"
    let example = Example(Self.changes(Self.records + [Self.record("long", Self.dname(target))]))
    let answer = try #require(try example.ask(.query("\(label).long.\(Self.apex)")))
    #expect(answer.responseCode.rawValue == 6 && answer.answers.map(\.type) == [.dname])
  }

  @Test func `the lower of SOA's TTL and MINIMUM is how long nothing is kept`() {
    for (seconds, minimum, expected) in [(3600, 60, 60), (10, 60, 10)] as [(UInt32, UInt32, UInt32)]
    {
      let example = Example(Self.changes([Self.record("@", Self.soa(minimum: minimum), seconds)]))
      let record = example.outcome("no.\(Self.apex)").authorities[0]
      #expect(record.timeToLive == expected)
      #expect(record.data == Self.soa(minimum: minimum))
    }
  }

  @Test func `a zone that is read anew replaces the old one`() throws {
    let example = Example(Self.changes(Self.records))
    let old = Set(try #require(StaticZone(Self.records)).entries.map(\.name))
    let records = [
      Self.record("@", Self.soa(serial: 8)), Self.record("fresh", Example.a("192.0.2.99")),
    ]
    let new = try #require(StaticZone(records))
    let gone = old.subtracting(new.entries.map(\.name))
    example.registry.publish(Self.changes(records) + gone.map { .removeName($0) })
    #expect(example.outcome("fresh.\(Self.apex)").answers.count == 1)
    for name in ["www", "x.wild", "below.sub", "host.old"] {
      let outcome = example.outcome("\(name).\(Self.apex)")
      #expect(outcome.kind == .nameError)
      #expect(outcome.authorities.map(\.text) == ["example.org. 60 SOA ns.example.org. 8 60"])
    }
    let apex = new.zone.apex
    example.registry.publish(new.entries.map { .removeName($0.name) } + [.removeZone(apex)])
    #expect(example.outcome(Self.apex).kind == .refused)
  }

  @Test func `records outside of the zone, and without SOA`() throws {
    #expect(StaticZone([Self.record("@", Example.a("192.0.2.1"))]) == nil)
    let stray = ResourceRecord(
      owner: Example.name("example.com"), timeToLive: 1, data: Example.a("192.0.2.1"))
    #expect(try #require(StaticZone([Self.record("@", Self.soa()), stray])).entries.count == 1)
  }
}
