import ClusterNames
import Registry
import Resolver
import Testing
import Wire

@testable import OrdinalServer

/// Every cause of a name that does not resolve: what `explain` says is what a query is told.
@Suite struct ExplainTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var title: String
    var objects: String
    /// Applied when the pods of the others are Ready.
    var later = ""
    var name: String
    var code: ExtendedErrorCode = .other
    var why: String
    /// Other lines that are there.
    var facts: [String] = []
    var isSlow = false
    /// The negative answer may not be kept.
    var isToCome = false

    var testDescription: String { title }
  }

  static let host = "httpd.sandbox.svc.cluster.local"

  static let rows: [Row] = [
    Row(
      title: "no such namespace", objects: Manifest.sandbox,
      name: "httpd.nowhere.svc.cluster.local",
      why: "no such namespace",
      facts: ["hint: Service sandbox/httpd is \(host)"]),
    Row(
      title: "no such Service", objects: Manifest.sandbox, name: "htpd.sandbox.svc.cluster.local",
      why: "no such Service in namespace sandbox"),
    Row(
      title: "a pod without its Service", objects: Manifest.sandbox,
      name: "web-0.sandbox.svc.cluster.local", why: "no such Service in namespace sandbox",
      facts: [
        "hint: pod sandbox/web-0 has hostname web-0 and subdomain httpd: its name is web-0.\(host)"
      ]),
    Row(
      title: "a Service of another namespace", objects: Manifest.sandbox,
      name: "web-0.httpd.default.svc.cluster.local", why: "no such Service in namespace default",
      facts: ["hint: Service sandbox/httpd is \(host)"]),
    Row(
      title: "Service not headless",
      objects: Manifest.sandbox + Manifest.service("front", clusterIP: "\"\"", ports: "{port: 80}"),
      name: "web-0.front.sandbox.svc.cluster.local",
      why: "Service front is not headless: its pods have no names of their own",
      facts: [
        "pod sandbox/web-0 is Running, Ready, 10.244.0.6",
        "a port without a name has no _PORT._PROTOCOL name",
        "hint: pod sandbox/web-0 has hostname web-0 and subdomain httpd: its name is web-0.\(host)",
      ]),
    Row(
      title: "pod exists but not Ready", objects: Manifest.sandbox, name: "web-0.\(host)",
      code: .notReady, why: "pod web-0 exists but is not Ready",
      facts: [
        "caches may not keep this answer (TTL 0): ask again",
        "pod sandbox/web-0 is Running, not Ready (containers with unready status: [main]), 10.244.0.6",
        "Service sandbox/httpd is headless, selector app=httpd, 0 of 1 endpoints ready",
        "it has no ports, so no SRV records",
        "StatefulSet sandbox/web names it in serviceName: replicas is 2, 0 ready",
      ], isSlow: true, isToCome: true),
    Row(
      title: "waiting for web-0", objects: Manifest.sandbox, name: "web-1.\(host)", code: .notReady,
      why: "pod web-1 is waiting for web-0 to be Ready",
      facts: [
        "pod sandbox/web-0 is Running, not Ready (containers with unready status: [main]), 10.244.0.6"
      ], isSlow: true, isToCome: true),
    Row(
      title: "beyond replicas", objects: Manifest.sandbox, name: "web-9.\(host)",
      why: "no pod web-9: replicas is 2 (StatefulSet web has web-0 to web-1)",
      facts: ["caches may keep this answer for 5 s"]),
    Row(
      title: "a port below a pod's name", objects: Manifest.sandbox,
      name: "_web._tcp.web-0.\(host)",
      why: "a pod's name has none below it; SRV records are at _PORT._PROTOCOL.httpd, and at the "
        + "pod's name"),
    Row(
      title: "no pods wanted", objects: Manifest.service() + Manifest.set(replicas: 0),
      name: "web-0.\(host)", why: "no pod web-0: replicas is 0 (StatefulSet web has no pods)"),
    Row(
      title: "selector matches no pod",
      objects: Manifest.sandbox + Manifest.service("lost", app: "lots"),
      name: "lost.sandbox.svc.cluster.local",
      why: "selector app=lots of Service lost matches no pod"),
    Row(
      title: "serviceName names no Service", objects: Manifest.set(service: "missing"),
      name: "web-0.missing.sandbox.svc.cluster.local",
      why: "serviceName missing of StatefulSet web names no Service",
      facts: ["StatefulSet sandbox/web names it in serviceName: replicas is 2, 2 ready"],
      isToCome: true),
    Row(
      title: "the Service that serviceName names", objects: Manifest.set(service: "missing"),
      name: "missing.sandbox.svc.cluster.local",
      why: "serviceName missing of StatefulSet web names no Service", isToCome: true),
    Row(
      title: "governing Service not headless",
      objects: Manifest.service(clusterIP: "10.96.0.77", ports: "{port: 80}") + Manifest.set(),
      name: "web-1.\(host)",
      why:
        "Service httpd of StatefulSet web is not headless (clusterIP is not None): its pods have no "
        + "names",
      facts: [
        "Service sandbox/httpd is ClusterIP, cluster address 10.96.0.77, selector app=httpd, "
          + "0 of 1 endpoints ready"
      ], isSlow: true, isToCome: true),
    Row(
      title: "pod not selected", objects: Manifest.service(app: "other") + Manifest.set(),
      name: "web-0.\(host)",
      why: "pod web-0 exists but the selector of Service httpd does not match it", isToCome: true),
    Row(
      title: "pinned to an address that another pod has",
      objects: Manifest.sandbox,
      later: Manifest.service("db", app: "db")
        + Manifest.set(
          "db", service: "db", app: "db", annotations: "ordinal.internal/addresses: \"10.244.0.6\""),
      name: "db-0.db.sandbox.svc.cluster.local", code: .notReady,
      why: "pod db-0 has no address yet: address 10.244.0.6 belongs to pod sandbox/web-0",
      isToCome: true),
    Row(
      title: "nothing ready", objects: Manifest.sandbox, name: host, code: .notReady,
      why: "none of the 1 pods behind Service httpd is Ready",
      facts: [
        "pod sandbox/web-0 is Running, not Ready (containers with unready status: [main]), 10.244.0.6"
      ], isSlow: true, isToCome: true),
    Row(
      title: "a host that nobody has", objects: Manifest.sandbox, name: "printer.\(host)",
      why: "no pod or endpoint of this name behind Service httpd"),
    Row(
      title: "a second Service that selects the pods (linkerd2#6090)",
      objects: Manifest.sandbox + Manifest.service("peers"),
      name: "web-0.peers.sandbox.svc.cluster.local",
      why: "no pod or endpoint of this name behind Service peers",
      facts: [
        "hint: pod sandbox/web-0 has hostname web-0 and subdomain httpd: its name is web-0.\(host)"
      ]),
    Row(
      title: "a port that is not there",
      objects: Manifest.service(ports: "{name: web, port: 80}") + Manifest.set(),
      name: "_http._tcp.\(host)", why: "Service httpd has no such port and protocol",
      facts: ["its ports: web 80/TCP"]),
    Row(
      title: "a port without a name",
      objects: Manifest.service(ports: "{port: 80}") + Manifest.set(), name: "_http._tcp.\(host)",
      why: "Service httpd has no such port and protocol",
      facts: ["its ports: (no name) 80/TCP", "a port without a name has no _PORT._PROTOCOL name"]),
    Row(
      title: "an alias that is an address",
      objects: """
        apiVersion: v1
        kind: Service
        metadata: {name: out, namespace: sandbox}
        spec: {type: ExternalName, externalName: 192.0.2.1}
        """, name: "out.sandbox.svc.cluster.local",
      why: "externalName of Service out is an address, and an alias needs a name",
      facts: ["Service sandbox/out is an alias for 192.0.2.1"]),
    Row(
      title: "outside zones", objects: Manifest.sandbox, name: "example.com",
      code: .notAuthoritative,
      why: "no zone of this server holds the name, and forwarding is off"),
    Row(
      title: "a name without the cluster's domain", objects: Manifest.sandbox,
      name: "web-0.httpd.sandbox",
      code: .notAuthoritative, why: "no zone of this server holds the name, and forwarding is off",
      facts: ["hint: names are whole here, without a search list: web-0.\(host)"]),
    Row(
      title: "a name up to svc", objects: Manifest.sandbox, name: "httpd.sandbox.svc",
      code: .notAuthoritative, why: "no zone of this server holds the name, and forwarding is off",
      facts: ["hint: names are whole here, without a search list: \(host)"]),
  ]

  @Test(arguments: rows)
  func `explain and Extended DNS Errors say the same`(_ row: Row) async throws {
    try await withServer(row.isSlow ? .slow : .testing, row.objects) { server in
      if !row.later.isEmpty {
        try await server.wait(for: ["web-1.\(Self.host)"])
        try await server.apply(row.later)
      }
      let wanted = ["why: \(row.why)"] + row.facts
      let text = try await eventually({ text in wanted.allSatisfy { text.contains("  \($0)\n") } })
      {
        try await server.explain(row.name)
      }
      for line in wanted { #expect(text.contains("  \(line)\n"), "\(text)") }
      let told = try ask(server, row.name)
      #expect(told.error == ExtendedDNSError(code: row.code, text: row.why))
      #expect(told.isKept == !row.isToCome, "\(text)")
    }
  }

  /// What a query is told, and whether caches may keep the answer.
  private func ask(
    _ server: OrdinalServer, _ name: String
  ) throws -> (error: ExtendedDNSError?, isKept: Bool) {
    let local = IPAddress.v4(IPv4Address(rawValue: 0x7F00_0001))
    let query = Message(
      header: Header(id: 1), questions: [Question(name: try DomainName(name), type: .a)],
      edns: EDNS(payloadSize: 1232))
    let octets = try #require(
      server.cluster.resolver.respond(
        to: query.compose(limit: 512), from: local, at: local, over: .udp))
    let answer = try Message.parse(octets)
    let option = answer.edns?.options.first { $0.code == .extendedError }
    let isKept = answer.authorities.allSatisfy { $0.timeToLive > 0 }
    return (option.flatMap(ExtendedDNSError.init), isKept)
  }

  @Test func `before the start nobody knows`() async throws {
    let server = try OrdinalServer(.testing)
    let text = try await server.explain(Self.host)
    #expect(
      text == """
        \(Self.host) A: SERVFAIL
          why: the server is still reading its objects

        """)
    #expect(try ask(server, Self.host).error?.code == .notReady)
  }

  // MARK: Names that exist

  typealias NoData = (objects: String, name: String, type: String, why: String)

  static let noData: [NoData] = [
    (Manifest.sandbox, host, "AAAA", "\(host) has no IPv6 address"),
    (Manifest.sandbox, "web-0.\(host)", "AAAA", "web-0.\(host) has no IPv6 address"),
    (Manifest.sandbox, host, "SRV", "Service httpd has no ports, so no SRV records"),
    (Manifest.sandbox, "web-0.\(host)", "SRV", "Service httpd has no ports, so no SRV records"),
    (Manifest.sandbox, host, "TXT", "the name has A, and no TXT"),
    (
      Manifest.service(ports: "{name: web, port: 80}") + Manifest.set(), host, "MX",
      "the name has A, SRV, and no MX"
    ),
    (
      Manifest.sandbox, "sandbox.svc.cluster.local", "A",
      "the name has no records of its own, only names below it"
    ),
    (
      Manifest.sandbox, "10-1-2-3.sandbox.pod.cluster.local", "AAAA",
      "10-1-2-3.sandbox.pod.cluster.local has no IPv6 address"
    ),
    (Manifest.sandbox, "6.0.244.10.in-addr.arpa", "A", "the name has PTR, and no A"),
    (Manifest.sandbox, "ns.dns.cluster.local", "TXT", "the name has A, AAAA, and no TXT"),
  ]

  @Test(arguments: noData.indices)
  func `a type that is missing has a reason too`(_ index: Int) async throws {
    let row = Self.noData[index]
    try await withServer(.testing, row.objects) { server in
      try await server.wait(for: ["web-1.\(Self.host)", Self.host])
      let lines = try await server.explain(row.name, type: row.type).split(separator: "\n")
      #expect(lines[0] == "\(row.name) \(row.type): NOERROR, no record of this type (NODATA)")
      #expect(lines[1] == "  why: \(row.why)")
    }
  }

  @Test func `an answer comes with its records and objects`() async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      try await server.wait(for: ["web-1.\(Self.host)", Self.host])
      let text = try await eventually({ $0.contains(", 2 ready") }) {
        try await server.explain("Web-0.\(Self.host).")
      }
      #expect(
        text == """
          Web-0.\(Self.host) A: NOERROR, 1 record
            Web-0.\(Self.host). 5 IN A 10.244.0.6
            pod sandbox/web-0 is Running, Ready, 10.244.0.6
            Service sandbox/httpd is headless, selector app=httpd, 2 of 2 endpoints ready
            it has no ports, so no SRV records
            StatefulSet sandbox/web names it in serviceName: replicas is 2, 2 ready

          """)
    }
  }

  @Test func `the type is the one that is meant`() async throws {
    let objects = Manifest.service(ports: "{name: web, port: 80}") + Manifest.set()
    let configuration = OrdinalServer.Configuration.testing { $0.podBlocks = ["fd00::/64"] }
    try await withServer(configuration, objects) { server in
      try await server.wait(for: ["web-1.\(Self.host)", "_web._tcp.\(Self.host)"])
      let types = [
        (Self.host, "\(Self.host) AAAA: NOERROR, 2 records"),
        ("_web._tcp.\(Self.host)", "_web._tcp.\(Self.host) SRV: NOERROR, 2 records"),
        ("_nope._tcp.\(Self.host)", "_nope._tcp.\(Self.host) SRV: NXDOMAIN"),
        ("nope.\(Self.host)", "nope.\(Self.host) A: NXDOMAIN"),
        ("127.0.0.9", "9.0.0.127.in-addr.arpa PTR: REFUSED"),
      ]
      for (name, line) in types {
        #expect(try await server.explain(name).hasPrefix(line + "\n"))
      }
      let address = try #require(try server.resolve("web-0.\(Self.host)", type: "AAAA").first)
      let text = try await server.explain(address)
      #expect(text.contains("ip6.arpa PTR: NOERROR, 1 record\n"))
      #expect(text.contains("  pod sandbox/web-0 is Running, Ready, \(address)\n"))
    }
  }

  @Test func `an address without a name is explained by its pod`() async throws {
    try await withServer(.testing, Manifest.service(app: "other") + Manifest.set()) { server in
      let text = try await eventually({ $0.contains("Running") }) {
        try await server.explain("10.244.0.6")
      }
      let lines = text.split(separator: "\n")
      #expect(lines[0] == "6.0.244.10.in-addr.arpa PTR: NXDOMAIN")
      #expect(lines[1] == "  why: no pod and no Service is published with this address")
      #expect(lines.contains("  pod sandbox/web-0 is Running, Ready, 10.244.0.6"), "\(text)")
      #expect(lines.contains("  no Service selects it, so its address has no name"))
    }
  }

  /// kubernetes#64023: such a set is accepted, and its pods never come.
  @Test func `a set's name that is too long is told`() async throws {
    let name = String(repeating: "w", count: 53)
    try await withServer(.testing, Manifest.service() + Manifest.set(name)) { server in
      let line =
        "  its name has 53 octets: with more than 52 its pods cannot be created, because their label "
        + "controller-revision-hash gets too long\n"
      let text = try await eventually({ $0.contains(line) }) {
        try await server.explain("\(name)-0.\(Self.host)")
      }
      #expect(text.contains(line), "\(text)")
    }
  }

  @Test(arguments: [
    ("", "A", ": "), ("a..b", "A", "a..b: \"a..b\" has an empty label; a label has 1 to 63 octets"),
    ("a.b", "BOO", "BOO is no record type; A, AAAA, SRV, PTR, TXT or TYPE65280 are allowed"),
  ])
  func `what is no name or type is refused`(
    _ name: String, _ type: String, _ text: String
  ) async throws {
    let server = try OrdinalServer(.testing)
    let error = await #expect(throws: OrdinalError.self) {
      _ = try await server.explain(name, type: type)
    }
    #expect(error?.description.hasPrefix(text) == true)
    #expect(error?.description.contains("\n") == false)
  }
}
