import ClusterNames
import Testing

@Suite struct ServiceDomainTests {
  let httpd: ServiceDomain

  init() throws {
    httpd = ServiceDomain(
      service: try ServiceName("httpd"), namespace: try NamespaceName("sandbox"))
  }

  @Test func composesItsNames() throws {
    #expect(httpd.description == "httpd.sandbox.svc.cluster.local")
    #expect(try httpd.host(Label("web-0")).relativeText == "web-0.\(httpd)")
    #expect(try httpd.host(PodName("web-12")).relativeText == "web-12.\(httpd)")
    #expect(try httpd.host(IPAddress("10.244.0.6")).relativeText == "10-244-0-6.\(httpd)")
    #expect(
      try httpd.srv(port: Label("web"), protocol: .tcp).relativeText == "_web._tcp.\(httpd)")
    #expect(
      try httpd.srv(port: PortName("dns"), protocol: .udp).relativeText == "_dns._udp.\(httpd)")
    #expect(try httpd.protocolName(.sctp).relativeText == "_sctp.\(httpd)")
  }

  @Test func aPortNameOf63OctetsHasNoRoomForItsUnderscore() throws {
    let fits = try Label(String(repeating: "p", count: 62))
    #expect(try httpd.srv(port: fits, protocol: .tcp).labels.first?.count == 63)
    let long = String(repeating: "p", count: 63)
    #expect(throws: DomainNameError.labelTooLong(found: 64, label: "_" + long)) {
      try httpd.srv(port: Label(long), protocol: .tcp)
    }
  }

  @Test(arguments: [
    ("10.244.0.6", "10-244-0-6"), ("fd00:1::2", "fd00-1--2"), ("fd00::", "fd00--0"),
    ("::1", "--1"), ("::", "--0"), ("2001:db8:0:1:1:1:1:1", "2001-db8-0-1-1-1-1-1"),
    ("::ffff:10.0.0.1", "--ffff-a00-1"),
  ])
  func dashesAddresses(address: String, label: String) throws {
    let parsed = try IPAddress(address)
    #expect(parsed.dashedText == label)
    #expect(IPAddress(dashedText: label) == parsed)
    let name = parsed.podName(namespace: try NamespaceName("sandbox"))
    #expect(name.relativeText == "\(label).sandbox.pod.cluster.local")
  }

  @Test(arguments: [
    "", "web-0", "1-2-3", "1-2-3-4-5", "1-2-3-256", "01-2-3-4", "1.2.3.4", "fd00:--1", "fd00-",
    "-1-2-3-4", "fd00--1--2", "1-2-3-4-", "12345--",
  ])
  func refusesOtherLabels(label: String) {
    #expect(IPAddress(dashedText: label) == nil)
  }
}
