import ClusterNames
import Testing

@Suite struct StatefulSetNamesTests {
  @Test func namesEveryPod() throws {
    let names = try StatefulSetNames(
      "web", service: "httpd", namespace: "sandbox", start: 5, replicas: 3,
      claimTemplates: ["www", "log"])
    #expect(names.map(\.pod.description) == ["web-5", "web-6", "web-7"])
    let last = try #require(names.last)
    #expect(last.host.description == "web-7.httpd.sandbox.svc.cluster.local.")
    #expect(last.hostname.rawValue == "web-7")
    #expect(last.subdomain.rawValue == "httpd")
    #expect(last.claims.map(\.description) == ["www-web-7", "log-web-7"])
    #expect(
      last.labels == [
        "statefulset.kubernetes.io/pod-name": "web-7", "apps.kubernetes.io/pod-index": "7",
      ])
    #expect(names.reversed().map(\.ordinal.rawValue) == [7, 6, 5])
  }

  @Test func findsOnePod() throws {
    let names = try StatefulSetNames("web", service: "httpd", start: 5, replicas: 3)
    #expect(names[ordinal: try Ordinal(4)] == nil)
    #expect(names[ordinal: try Ordinal(5)] == names.first)
    #expect(names[ordinal: try Ordinal(8)] == nil)
    #expect(names[pod: "web-6"] == names[1])
    for absent in ["web-06", "web-8", "db-6", "web", ""] { #expect(names[pod: absent] == nil) }
  }

  @Test func anEmptySetHasNoNames() throws {
    // A name too long for any pod is none's while there are no pods.
    let names = try StatefulSetNames(String(repeating: "a", count: 63), service: "s", replicas: 0)
    #expect(names.isEmpty)
    #expect(names.first == nil)
  }

  @Test func twoBillionPodsAreLazy() throws {
    let names = try StatefulSetNames("web", service: "httpd", replicas: 2_147_483_647)
    #expect(names.count == 2_147_483_647)
    #expect(names[2_000_000_000].pod.description == "web-2000000000")
    #expect(names.last?.ordinal.rawValue == 2_147_483_646)
    #expect(names.dropFirst(1_000_000).prefix(1).first?.ordinal.rawValue == 1_000_000)
  }

  @Test(arguments: [
    (61, 10, true), (61, 11, false), (62, 1, false), (63, 1, false), (52, 1000, true),
  ])
  func theLastPodsNameMustBeAHostname(length: Int, replicas: Int, fits: Bool) throws {
    let set = String(repeating: "a", count: length)
    guard fits else {
      let error = #expect(throws: NameError.self) {
        try StatefulSetNames(set, service: "httpd", replicas: replicas)
      }
      #expect(error?.kind == .podName)
      #expect(error?.description.hasSuffix("must be no more than 63 bytes") == true)
      return
    }
    let names = try StatefulSetNames(set, service: "httpd", replicas: replicas)
    #expect(names.allSatisfy { $0.hostname.rawValue.utf8.count <= 63 })
  }

  /// web-9 has a host name of exactly 253 characters; that of web-10 would have one more.
  @Test func theLastHostNameMustFit() throws {
    let label63 = String(repeating: "s", count: 63)
    let domain = label63 + "." + String(repeating: "d", count: 51)
    func names(_ replicas: Int) throws -> StatefulSetNames {
      try StatefulSetNames(
        "web", service: label63, namespace: label63, domain: domain, replicas: replicas)
    }
    let last = try #require(try names(10).last)
    #expect(last.host.relativeText.utf8.count == 253)
    let error = #expect(throws: NameError.self) { try names(11) }
    #expect(error?.problems == [.tooLong(found: 254, allowed: 253)])
  }

  @Test func refusesWhatIsOutOfRange() {
    for (start, replicas) in [(-1, 1), (0, -1), (2_147_483_647, 2), (0, 2_147_483_648)] {
      let error = #expect(throws: NameError.self) {
        try StatefulSetNames("web", service: "httpd", start: start, replicas: replicas)
      }
      #expect(error?.kind == .ordinal)
    }
    #expect(throws: Never.self) {
      try StatefulSetNames("web", service: "httpd", start: 2_147_483_647, replicas: 1)
    }
    #expect(throws: NameError.self) { try StatefulSetNames("Web", service: "httpd") }
    #expect(throws: NameError.self) { try StatefulSetNames("web", service: "a.b") }
    #expect(throws: NameError.self) {
      try StatefulSetNames("web", service: "httpd", claimTemplates: ["A"])
    }
  }
}
