import ClusterNames
import Testing

@Suite struct ResolutionTests {
  static let cluster = ["sandbox.svc.cluster.local", "svc.cluster.local", "cluster.local"]

  @Test func aPodsFile() throws {
    let configuration = ResolverConfiguration(
      nameServers: [try IPAddress("10.96.0.10")], namespace: try NamespaceName("sandbox"),
      hostSearch: ["example.com.", "cluster.local"])
    #expect(
      configuration.description == """
        search sandbox.svc.cluster.local svc.cluster.local cluster.local example.com
        nameserver 10.96.0.10
        options ndots:5

        """)
    #expect(configuration.warnings.isEmpty)
  }

  @Test func theFourthNameServerIsDropped() throws {
    let servers = try ["10.0.0.1", "fd00::2", "10.0.0.3", "10.0.0.4"].map { text in
      try IPAddress(text)
    }
    let configuration = ResolverConfiguration(nameServers: servers, search: SearchList([]))
    #expect(
      configuration.description
        == "nameserver 10.0.0.1\nnameserver fd00::2\nnameserver 10.0.0.3\noptions ndots:5\n")
    #expect(configuration.omittedNameServers == [servers[3]])
    #expect(
      configuration.warnings == [
        "Nameserver limits were exceeded, some nameservers have been omitted, the applied "
          + "nameserver line is: 10.0.0.1 fd00::2 10.0.0.3"
      ])
  }

  @Test func theThirtyThirdDomainIsDropped() throws {
    let host = (0..<30).map { "h\($0).example" }
    let list = SearchList(namespace: try NamespaceName("sandbox"), hostSearch: host)
    #expect(list.domains == Self.cluster + host.prefix(29))
    #expect(list.omitted == ["h29.example"])
    #expect(
      list.warning
        == "Search Line limits were exceeded, some search paths have been omitted, the applied "
        + "search line is: \(list)")
  }

  @Test func aDomainOf254CharactersIsDropped() {
    let fits = String(repeating: "a", count: 253)
    let list = SearchList(["x", fits + "a", fits, "y"])
    #expect(list.domains == ["x", fits, "y"])
    #expect(list.omitted == [fits + "a"])
  }

  /// Eight domains of 253 and the spaces make 2031; 2048 leaves 16 characters after one more space.
  @Test(arguments: [(16, true), (17, false)])
  func theLineHas2048Characters(last: Int, fits: Bool) {
    let long = (0..<8).map { String(repeating: "a", count: 252) + String($0) }
    let list = SearchList(long + [String(repeating: "z", count: last)])
    #expect(list.domains.count == (fits ? 9 : 8))
    #expect(list.description.utf8.count <= SearchList.mostCharacters)
    #expect((list.warning == nil) == fits)
  }

  @Test func repetitionsGoAndTheRootStays() {
    let list = SearchList(["a", ".", "a.", "b", "."])
    #expect(list.domains == ["a", ".", "b"])
    #expect(list.warning == nil)
  }

  @Test(arguments: [
    ("httpd", 5, ["httpd.a.b", "httpd.b", "httpd"]),
    ("web-0.httpd", 5, ["web-0.httpd.a.b", "web-0.httpd.b", "web-0.httpd"]),
    ("1.2.3.4.5.6", 5, ["1.2.3.4.5.6", "1.2.3.4.5.6.a.b", "1.2.3.4.5.6.b"]),
    ("1.2.3.4.5", 5, ["1.2.3.4.5.a.b", "1.2.3.4.5.b", "1.2.3.4.5"]),
    ("httpd.", 5, ["httpd"]), ("a.b.c.d.e.f.", 5, ["a.b.c.d.e.f"]), (".", 5, ["."]),
    ("x.y", 1, ["x.y", "x.y.a.b", "x.y.b"]), ("x", 1, ["x.a.b", "x.b", "x"]),
    ("x", 0, ["x", "x.a.b", "x.b"]), ("x", -3, ["x", "x.a.b", "x.b"]),
    (
      "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", 99,
      [
        "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b",
        "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b",
      ]
    ),
  ])
  func expands(query: String, ndots: Int, names: [String]) throws {
    let list = SearchList(["a.b", "b"])
    let candidates = try list.candidates(for: query, dotThreshold: ndots)
    #expect(candidates.map(\.relativeText) == names)
  }

  @Test func theRootInTheListIsTheNameAsItIs() throws {
    let names = try SearchList(["a", ".", "b"]).candidates(for: "x").map(\.relativeText)
    #expect(names == ["x.a", "x", "x.b"])
    let dotted = try SearchList(["a", ".", "b"]).candidates(for: "x.y", dotThreshold: 1)
    #expect(dotted.map(\.relativeText) == ["x.y", "x.y.a", "x.y", "x.y.b"])
  }

  @Test func aNameThatGetsTooLongEndsTheWalk() throws {
    let query = String(repeating: "q", count: 60)
    let long = [String(repeating: "l", count: 63)]
    let domain = Array(repeating: long, count: 3).flatMap(\.self).joined(separator: ".") + ".ab"
    let names = try SearchList(["a", domain, "b"]).candidates(for: query).map(\.relativeText)
    #expect(names == [query + ".a", query])
  }

  @Test func refusesWhatIsNoName() {
    let list = SearchList(["a"])
    #expect(throws: DomainNameError.emptyText) { try list.candidates(for: "") }
    #expect(throws: DomainNameError.emptyLabel(found: "a..b")) { try list.candidates(for: "a..b") }
  }
}
