import ClusterNames
import Testing

@Suite struct ClusterNameTests {
  static let sandbox = try! NamespaceName("sandbox")
  static let httpd = ServiceDomain(service: try! ServiceName("httpd"), namespace: sandbox)
  static let web = try! Label("web")

  @Test(arguments: [
    ("cluster.local", ClusterName.apex),
    ("dns-version.cluster.local", .version),
    ("ns.dns.cluster.local", .nameServer),
    ("dns.cluster.local", .branch(.nameServers)),
    ("svc.cluster.local", .branch(.services)),
    ("pod.cluster.local", .branch(.pods)),
    ("sandbox.svc.cluster.local", .namespace(sandbox)),
    ("sandbox.pod.cluster.local", .podNamespace(sandbox)),
    ("httpd.sandbox.svc.cluster.local", .service(httpd)),
    ("web-0.httpd.sandbox.svc.cluster.local", .host("web-0", of: httpd)),
    ("10-244-0-6.httpd.sandbox.svc.cluster.local", .host("10-244-0-6", of: httpd)),
    ("--1.httpd.sandbox.svc.cluster.local", .host("--1", of: httpd)),
    ("_tcp.httpd.sandbox.svc.cluster.local", .transport(.tcp, of: httpd)),
    (
      "_web._tcp.httpd.sandbox.svc.cluster.local",
      .port(web, .tcp, of: httpd, spelling: .underscored)
    ),
    ("web.udp.httpd.sandbox.svc.cluster.local", .port(web, .udp, of: httpd, spelling: .bare)),
    (
      "10-244-0-6.sandbox.pod.cluster.local",
      .podAddress(.v4(IPv4Address(rawValue: 0x0AF4_0006)), sandbox)
    ),
    ("--1.sandbox.pod.cluster.local", .podAddress(.v6(IPv6Address(high: 0, low: 1)), sandbox)),
    ("6.0.244.10.in-addr.arpa", .reverse(.v4(IPv4Address(rawValue: 0x0AF4_0006)))),
  ])
  func parsesAndComposes(text: String, meaning: ClusterName) throws {
    let name = try DomainName(text)
    #expect(ClusterName(name) == meaning)
    #expect(try ClusterName(DomainName(text.uppercased())) == meaning)
    #expect(try meaning.domainName() == name)
  }

  @Test(arguments: [
    ("_web.tcp.httpd.sandbox.svc.cluster.local", ClusterName.PortSpelling.bare),
    ("web._tcp.httpd.sandbox.svc.cluster.local", .bare),
  ])
  func acceptsOneUnderscore(text: String, spelling: ClusterName.PortSpelling) throws {
    #expect(
      ClusterName(try DomainName(text)) == .port(Self.web, .tcp, of: Self.httpd, spelling: spelling)
    )
  }

  @Test(arguments: [
    "x.cluster.local", "x.dns-version.cluster.local", "a.ns.dns.cluster.local",
    "xx.dns.cluster.local", "a_b.svc.cluster.local", "*.sandbox.svc.cluster.local",
    "_tcp.sandbox.svc.cluster.local", "_web.httpd.sandbox.svc.cluster.local",
    "_.httpd.sandbox.svc.cluster.local", "a_b.httpd.sandbox.svc.cluster.local",
    "_web._foo.httpd.sandbox.svc.cluster.local", "__web._tcp.httpd.sandbox.svc.cluster.local",
    "_web._tcp.web-0.httpd.sandbox.svc.cluster.local", "web-0\\.httpd.sandbox.svc.cluster.local",
    "web-0.sandbox.pod.cluster.local", "1-2-3-4.x.sandbox.pod.cluster.local",
    "\\000.httpd.sandbox.svc.cluster.local", "\\195\\164.svc.cluster.local",
  ])
  func knowsNothingElse(text: String) throws {
    #expect(ClusterName(try DomainName(text)) == .unknown)
    #expect(try ClusterName.unknown.domainName() == nil)
  }

  @Test(arguments: [
    ("10.in-addr.arpa", ClusterName.reverseBranch), ("ip6.arpa", .reverseBranch),
    ("06.0.244.10.in-addr.arpa", .reverseBranch), ("arpa", .outside), (".", .outside),
    ("local", .outside), ("example.com", .outside), ("xcluster.local", .outside),
    ("web-0.httpd.sandbox.svc.cluster.example", .outside),
  ])
  func namesElsewhere(text: String, meaning: ClusterName) throws {
    #expect(ClusterName(try DomainName(text)) == meaning)
  }

  @Test func everyGeneratedNameReadsBack() throws {
    var walk = Walk()
    let domain = try ClusterDomain("k8s.example")
    for _ in 0..<500 {
      let namespace = try NamespaceName(walk.label())
      let service = ServiceDomain(
        service: try ServiceName(walk.label()), namespace: namespace, domain: domain)
      let port = try Label(walk.label(longest: 62))
      let transport = try #require(TransportProtocol.allCases.randomElement(using: &walk))
      let address = IPAddress.v6(IPv6Address(high: walk.next(), low: walk.next() & 0xFFFF))
      let meanings: [ClusterName] = [
        .apex, .version, .nameServer, .namespace(namespace), .podNamespace(namespace),
        .service(service), .host(walk.label(), of: service), .transport(transport, of: service),
        .port(port, transport, of: service, spelling: .underscored),
        .port(port, transport, of: service, spelling: .bare), .podAddress(address, namespace),
        .host(address.dashedText, of: service), .reverse(address),
      ]
      for meaning in meanings {
        let name = try #require(try meaning.domainName(under: domain))
        #expect(ClusterName(name, under: domain) == meaning)
        #expect(name.wire.count <= DomainName.longestWire)
      }
    }
  }
}
