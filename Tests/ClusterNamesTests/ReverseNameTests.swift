import ClusterNames
import Testing

@Suite struct ReverseNameTests {
  @Test(arguments: [
    ("10.244.0.6", "6.0.244.10.in-addr.arpa."),
    ("0.0.0.0", "0.0.0.0.in-addr.arpa."),
    (
      "2001:db8::567:89ab",
      "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa."
    ),
    ("::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa."),
  ])
  func names(address: String, name: String) throws {
    let parsed = try IPAddress(address)
    #expect(parsed.reverseName.description == name)
    #expect(IPAddress(reverseName: try DomainName(name)) == parsed)
    #expect(IPAddress(reverseName: try DomainName(name.uppercased())) == parsed)
  }

  @Test(arguments: [
    "in-addr.arpa", "ip6.arpa", "10.in-addr.arpa", "0.244.10.in-addr.arpa",
    "1.6.0.244.10.in-addr.arpa", "06.0.244.10.in-addr.arpa", "256.0.244.10.in-addr.arpa",
    "a.0.244.10.in-addr.arpa", "1000.0.244.10.in-addr.arpa", "6.0.244.10.in-addr.arpa.x",
    "6.0.244.10.ip6.arpa", "6\\.0.244.10.1.in-addr.arpa", "6.0.244.10.xn-addr.arpa",
    "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa",
    "g.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa",
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa",
    // 64 octets before ip6.arpa, as a whole address has, in other labels.
    "00.0.000.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa", ".",
  ])
  func refuses(name: String) throws {
    #expect(IPAddress(reverseName: try DomainName(name)) == nil)
  }
}
