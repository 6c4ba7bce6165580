import ClusterNames
import Testing

@Suite struct ClusterDomainTests {
  @Test(arguments: [
    ("cluster.local", "cluster.local"), ("cluster.local.", "cluster.local"), ("k8s", "k8s"),
    ("a-1.b.c", "a-1.b.c"),
  ])
  func accepts(text: String, kept: String) throws {
    let domain = try ClusterDomain(text)
    #expect(domain.description == kept)
    #expect(domain.name.relativeText == kept)
  }

  static let label63 = String(repeating: "a", count: 63)

  @Test(arguments: [
    ("", [NameProblem.subdomain]), (".", [.subdomain]), ("cluster..local", [.subdomain]),
    ("Cluster.Local", [.subdomain]), ("a_b.local", [.subdomain]), ("cluster.local..", [.subdomain]),
    (label63 + "a.local", [.tooLong(found: 64, allowed: 63)]),
    (label63 + "." + label63, [.tooLong(found: 127, allowed: 121)]),
  ])
  func refuses(text: String, problems: [NameProblem]) {
    let error = #expect(throws: NameError.self) { try ClusterDomain(text) }
    #expect(error?.problems == problems)
    #expect(error?.found == text)
  }

  @Test func subdomainTextIsKubernetes() {
    #expect(NameProblem.subdomain.description == Text.subdomain)
  }

  @Test func knowsItsNames() throws {
    let domain = ClusterDomain.default
    #expect(domain == (try ClusterDomain("cluster.local")))
    #expect(domain.versionName.description == "dns-version.cluster.local.")
    #expect(domain.nameServerName.description == "ns.dns.cluster.local.")
    #expect(domain.responsibleName.description == "hostmaster.cluster.local.")
    #expect(domain.servicesName.description == "svc.cluster.local.")
    #expect(domain.podsName.description == "pod.cluster.local.")
    let sandbox = try NamespaceName("sandbox")
    #expect(domain.servicesName(of: sandbox).description == "sandbox.svc.cluster.local.")
    #expect(domain.podsName(of: sandbox).description == "sandbox.pod.cluster.local.")
  }

  /// The limit of the domain is exactly where the longest name of a Service still fits.
  @Test func theLongestDomainHoldsTheLongestService() throws {
    let text = Self.label63 + "." + String(repeating: "b", count: 57)
    #expect(text.count == ClusterDomain.longest)
    let service = ServiceDomain(
      service: try ServiceName(Self.label63), namespace: try NamespaceName(Self.label63),
      domain: try ClusterDomain(text))
    #expect(service.name.wire.count == DomainName.longestWire)
    #expect(throws: DomainNameError.nameTooLong(found: 257)) { try service.host(Label("a")) }
    #expect(throws: DomainNameError.nameTooLong(found: 260)) { try service.protocolName(.tcp) }
    for spelling in [ClusterName.PortSpelling.underscored, .bare] {
      let port = ClusterName.port(try Label("a"), .udp, of: service, spelling: spelling)
      #expect(throws: DomainNameError.self) { try port.domainName() }
    }
    #expect(throws: NameError.self) { try ClusterDomain(text + "b") }
  }
}
