import ClusterNames
import Registry
import Resolver
import Testing
import Wire
import ZoneFile

@testable import OrdinalServer

/// What a server tells of all that it serves: the dump, the metrics, the ready line.
@Suite struct PublishedTextTests {
  static let objects =
    Manifest.service(ports: "{name: web, port: 80}") + Manifest.set()
    + Manifest.service("front", clusterIP: "\"\"", ports: "{name: web, port: 80}")

  static let zoneText = """
    $ORIGIN example.internal.
    $TTL 60
    @ IN SOA ns mail 7 3600 600 86400 30
    @ IN NS ns
    ns IN A 192.0.2.1
    text IN TXT "a;b" "\\"c\\""
    mirror 300 IN CNAME ns
    *.wild IN A 192.0.2.2

    """

  @Test func `a dump reads back as what is published`() async throws {
    let scratch = try Scratch(["static.zone": Self.zoneText])
    let configuration = OrdinalServer.Configuration.testing {
      $0.paths = [scratch.path]
      $0.timeToLive = 9
      $0.negativeTimeToLive = 3
    }
    try await withServer(configuration, Self.objects) { server in
      try await server.wait(for: ["web-1.\(Manifest.host)"])
      _ = await eventually({ $0 }) { server.cluster.registry.retiredBlocks == 0 }
      for apex in ["cluster.local", "example.internal", "in-addr.arpa", "ip6.arpa"] {
        let text = try server.dump(zone: apex)
        let file = ZoneFile.parse(Array(text.utf8), file: apex, origin: nil)
        #expect(file.errors.isEmpty, "\(text)")
        let zone = MasterZone(file)
        #expect(zone.findings.isEmpty && zone.origin?.relativeText == apex)
        // Whoever asks gets the same.
        for (name, records) in Dictionary(grouping: zone.records, by: \.owner) {
          for (type, records) in Dictionary(grouping: records, by: \.type) {
            let outcome = server.cluster.resolver.outcome(
              of: name, type, at: .v4(IPv4Address(rawValue: 0x7F00_0001)))
            #expect(Set(outcome.answers) == Set(records))
          }
        }
        // And everything that exists is in it.
        let names = Set(zone.records.map(\.owner))
        let snapshot = server.cluster.registry.snapshot
        for entry in snapshot.entries where entry.zone == zone.origin && entry.exists {
          #expect(entry.records.isEmpty || names.contains(entry.name))
        }
      }
    }
  }

  @Test func `a zone that is not there is told with those that are`() async throws {
    try await withServer { server in
      let error = #expect(throws: OrdinalError.self) { try server.dump(zone: "example.org.") }
      #expect(
        error?.description
          == "example.org is no zone of this server; it has in-addr.arpa, ip6.arpa, cluster.local")
    }
  }

  // MARK: Metrics

  @Test func `metrics are Prometheus text`() async throws {
    try await withServer(.testing, Self.objects) { server in
      try await server.wait(for: ["web-1.\(Manifest.host)"])
      let families = try Prometheus.parse(await HealthReport(server: server).metrics())
      #expect(families.count >= 8)
      for family in families.values {
        #expect(["counter", "gauge"].contains(family.kind) && !family.help.isEmpty)
        #expect(!family.samples.isEmpty)
        if family.kind == "counter" { #expect(family.name.hasSuffix("_total")) }
      }
      let names = try #require(families["ordinal_registry_names"]?.samples[""])
      #expect(server.summary.hasPrefix("serving \(Int(names)) names, dns 127.0.0.1:"))
      let sets = ["max_unavailable": 1.0, "unavailable_replicas": 0]
      for (name, value) in sets {
        let family = families["statefulset_controller_statefulset_\(name)"]
        let labels =
          #"{statefulset_namespace="sandbox",statefulset_name="web",pod_management_policy="OrderedReady"}"#
        #expect(family?.samples[labels[...]] == value, "\(String(describing: family))")
      }
    }
  }

  @Test func `a stopped server is not ready`() async throws {
    let server = try OrdinalServer(.testing)
    let health = HealthReport(server: server)
    #expect(await health.unreadyReason() != nil)
    #expect(await health.metrics().isEmpty)
    try await server.start()
    #expect(await health.unreadyReason() == nil)
    await server.stop()
    #expect(await health.unreadyReason() != nil)
  }

  // MARK: The ready line

  @Test func `the summary names every listener`() async throws {
    let configuration = OrdinalServer.Configuration.testing { $0.http = "127.0.0.1:0" }
    try await withServer(configuration) { server in
      let pattern =
        #/serving [1-9]\d* names, dns 127\.0\.0\.1:[1-9]\d*, http http:\/\/127\.0\.0\.1:[1-9]\d*/#
      #expect(server.summary.wholeMatch(of: pattern) != nil, "\(server.summary)")
    }
  }
}

/// Prometheus' text format 0.0.4, strictly.
private struct Prometheus {
  var name: String
  var help: String
  var kind = ""
  var samples: [Substring: Double] = [:]

  static func parse(_ text: String) throws -> [String: Prometheus] {
    var families: [String: Prometheus] = [:]
    var current: Prometheus?
    try #require(text.hasSuffix("\n"))
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      if let match = line.wholeMatch(of: #/# HELP ([a-z_:][a-z0-9_:]*) (\S.*)/#) {
        if let current { families[current.name] = current }
        try #require(families[String(match.1)] == nil, "twice: \(line)")
        current = Prometheus(name: String(match.1), help: String(match.2))
      } else if let match = line.wholeMatch(of: #/# TYPE (\S+) (counter|gauge|histogram|summary)/#)
      {
        try #require(current?.name == String(match.1) && current?.kind == "", "\(line)")
        current?.kind = String(match.2)
      } else {
        let pattern = #/([a-z_:][a-z0-9_:]*)(\{[a-z_]+="[^"\\]*"(?:,[a-z_]+="[^"\\]*")*\})? (\S+)/#
        let match = try #require(line.wholeMatch(of: pattern), "\(line)")
        let value = try #require(Double(match.3), "\(line)")
        let labels = match.2 ?? ""
        try #require(current?.name == String(match.1) && current?.kind != "", "\(line)")
        try #require(current?.samples[labels] == nil, "twice: \(line)")
        current?.samples[labels] = value
      }
    }
    if let current { families[current.name] = current }
    return families
  }
}
