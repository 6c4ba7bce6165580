import ClusterNames
import Testing
import Wire

@testable import ZoneFile

@Suite("Composed files are readable and read back")
struct ComposeTests {
  @Test func columnsAndOrder() {
    func record(_ owner: String, _ data: RecordData) -> ResourceRecord {
      ResourceRecord(owner: name(owner), timeToLive: 5, data: data)
    }
    let text = ZoneFile.compose(
      records: [
        record("web-1.httpd.cluster.local", .a(ipv4("10.244.0.7"))),
        record("elsewhere.test", .a(ipv4("10.0.0.1"))),
        record("cluster.local", .ns(name("ns.dns.cluster.local"))),
        record("httpd.cluster.local", .a(ipv4("10.244.0.10"))),
        record("httpd.cluster.local", .a(ipv4("10.244.0.7"))),
        record("dns-version.cluster.local", .txt([Array("1.1.0".utf8), [0x22, 0x5C, 0, 0xFF]])),
        record(
          "_http._tcp.httpd.cluster.local",
          .srv(
            ServiceLocation(
              priority: 0, weight: 50, port: 80, target: name("web-1.httpd.cluster.local")))),
        record("cluster.local", .opaque(RecordType(rawValue: 65280), [0xAB, 1])),
        record(
          "cluster.local",
          .soa(
            StartOfAuthority(
              primaryServer: name("ns.dns.cluster.local"),
              responsible: name("host.cluster.local"),
              serial: 7, refresh: 7200, retry: 1800, expire: 86400, minimum: 5))),
      ], origin: name("cluster.local"))
    #expect(
      text == """
        $ORIGIN cluster.local.
        @                5 IN SOA ns.dns.cluster.local. host.cluster.local. 7 7200 1800 86400 5
        @                5 IN NS ns.dns.cluster.local.
        @                5 IN TYPE65280 \\# 2 AB01
        dns-version      5 IN TXT "1.1.0" "\\"\\\\\\000\\255"
        httpd            5 IN A 10.244.0.7
        httpd            5 IN A 10.244.0.10
        _http._tcp.httpd 5 IN SRV 0 50 80 web-1.httpd.cluster.local.
        web-1.httpd      5 IN A 10.244.0.7
        elsewhere.test.  5 IN A 10.0.0.1

        """)
  }

  @Test(arguments: (0..<10).map { _ in UInt64.random(in: .min ... .max) })
  func randomRecordsReadBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for step in 0..<50 {
      let origin = generator.name(maximumLabels: 2)
      let records = (0..<20).map { _ in generator.record() }
      let text = ZoneFile.compose(records: records, origin: origin)
      let parsed = try ZoneFile.parse(text: text, file: "seed \(seed)", origin: nil)
      #expect(Set(parsed) == Set(records), "seed \(seed), step \(step)")
      #expect(
        ZoneFile.compose(records: parsed, origin: origin) == text, "seed \(seed), step \(step)")
      #expect(
        ZoneFile.compose(records: records.shuffled(using: &generator), origin: origin).count
          == text.count)
    }
  }
}

/// SplitMix64: small, and the same on every machine for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func octets(_ counts: ClosedRange<Int>) -> [UInt8] {
    let count = Int.random(in: counts, using: &self)
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }

  mutating func name(maximumLabels: Int = 4) -> DomainName {
    let count = Int.random(in: 0...maximumLabels, using: &self)
    let wire = (0..<count).flatMap { _ -> [UInt8] in
      let label = Bool.random(using: &self) ? Array("a".utf8) : octets(1...9)
      return [UInt8(label.count)] + label
    }
    return DomainName(validatedWire: wire + [0])
  }

  mutating func record() -> ResourceRecord {
    let type = UInt16.random(in: 1...300, using: &self)
    let isMeta = RecordType(rawValue: type).isMeta
    let data: RecordData
    switch Int.random(in: 0..<8, using: &self) {
    case 0: data = .txt((0...2).map { _ in octets(0...255) })
    case 1: data = .srv(ServiceLocation(priority: 1, weight: 2, port: 3, target: name()))
    case 2: data = .cname(name())
    case 3: data = .aaaa(IPv6Address(high: next(), low: next()))
    case 4: data = .opaque(.mx, [0, 1] + name().wire)
    case 5: data = .opaque(.caa, [0, 5] + Array("issue".utf8) + octets(0...300))
    case 6: data = .opaque(.hinfo, [0, 3] + octets(3...3))
    default:
      // Whatever the octets mean as data of that type, if they mean anything.
      let octets = octets(0...20)
      data =
        (isMeta ? nil : try? RecordData(type: RecordType(rawValue: type), octets: octets))
        ?? .opaque(RecordType(rawValue: 65280), octets)
    }
    return ResourceRecord(owner: name(), timeToLive: UInt32(next() >> 33), data: data)
  }
}
