import ClusterNames
import Testing

@Suite struct PodNameTests {
  @Test(arguments: [
    ("web-0", "web", 0), ("web-10", "web", 10), ("my-app-2-3", "my-app-2", 3),
    ("0-0", "0", 0), ("web-2147483647", "web", 2_147_483_647),
  ])
  func parsesAndComposes(text: String, set: String, ordinal: Int) throws {
    let pod = try PodName(text)
    #expect(pod.set.rawValue == set)
    #expect(pod.ordinal.rawValue == ordinal)
    #expect(pod.description == text)
    #expect(pod == (try StatefulSetName(set).pod(Ordinal(ordinal))))
  }

  @Test func readsOverLeadingZeros() throws {
    let pod = try PodName("web-007")
    #expect(pod.ordinal.rawValue == 7)
    #expect(pod.description == "web-7")
    #expect(try PodName("web-00000000000000000000").ordinal == .zero)
  }

  @Test(arguments: [
    ("web", NameProblem.noOrdinal), ("", .noOrdinal), ("web-", .noOrdinal), ("web-a", .noOrdinal),
    ("web-1a", .noOrdinal), ("web0", .noOrdinal), ("web-+1", .noOrdinal), ("web-١", .noOrdinal),
    ("web-0\n", .noOrdinal), ("web-2147483648", .tooLarge(allowed: 2_147_483_647)),
    ("web-99999999999999999999", .tooLarge(allowed: 2_147_483_647)),
    ("-0", .label), ("Web-0", .label), ("a.b-0", .dots), ("web--0", .label),
  ])
  func refuses(text: String, problem: NameProblem) {
    let error = #expect(throws: NameError.self) { try PodName(text) }
    #expect(error?.problems == [problem])
    #expect(error?.found == text)
  }

  /// As upstream's regular expression and its 32 bits.
  @Test(
    arguments: [
      ("web-0", "web", 0), ("-5", "", 5), ("a.b-3", "a.b", 3), ("web--1", "web-", 1),
      ("web-007", "web", 7), ("web-2147483648", "web", nil), ("web", nil, nil),
    ] as [(String, String?, Int?)])
  func splitsAnyPodsName(text: String, parent: String?, ordinal: Int?) {
    let parts = PodName.split(text)
    #expect(parts.map { String($0.parent) } == parent)
    #expect(parts?.ordinal?.rawValue == ordinal)
  }

  @Test func aHostnameHas63OctetsAtMost() throws {
    let set = try StatefulSetName(String(repeating: "a", count: 61))
    #expect(try set.pod(Ordinal(9)).hostname.rawValue.utf8.count == 63)
    let error = #expect(throws: NameError.self) { try set.pod(Ordinal(10)).hostname }
    #expect(error?.problems == [.labelValueTooLong(found: 64, allowed: 63)])
    #expect(error?.description.hasSuffix("-10\": must be no more than 63 bytes") == true)
  }

  @Test func sortsByOrdinal() throws {
    let pods = try ["db-1", "web-2", "web-10"].map { text in try PodName(text) }
    #expect(pods.reversed().sorted() == pods)
  }

  @Test func randomNamesReadBack() throws {
    var walk = Walk()
    for _ in 0..<1000 {
      let set = try StatefulSetName(walk.label())
      let pod = set.pod(try Ordinal(Int.random(in: Ordinal.range, using: &walk)))
      #expect(try PodName(pod.description) == pod)
      let claim = ClaimName(template: try Label(walk.label()), pod: pod)
      #expect(ClaimName(claim.description, of: set) == claim)
    }
  }

  @Test(arguments: [
    ("www-web-0", "web", "www"), ("a-b-web-12", "web", "a-b"), ("web-web-0", "web", "web"),
    ("a-b-c-0", "c", "a-b"), ("a-b-c-0", "b-c", "a"), ("web-0", "web", nil),
    ("-web-0", "web", nil), ("wwwweb-0", "web", nil), ("www-web-00", "web", nil),
    ("www-web", "web", nil), ("www-web-0", "db", nil), ("WWW-web-0", "web", nil),
    ("www-web-2147483648", "web", nil),
  ])
  func claimsReadBack(text: String, set: String, template: String?) throws {
    let claim = ClaimName(text, of: try StatefulSetName(set))
    #expect(claim?.template.rawValue == template)
    if let claim { #expect(claim.description == text) }
  }
}
