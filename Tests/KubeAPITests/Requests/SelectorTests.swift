import KubeAPI
import Objects
import Testing

struct SelectorTests {
  /// Pods a (app=web, tier=front, rank=1), b (app=web, old=, rank=2), c (app=db, rank=10).
  private func world() async throws -> APIWorld {
    let world = try await APIWorld()
    let labels: [(String, [String: Value])] = [
      ("a", ["app": "web", "tier": "front", "rank": "1"]),
      ("b", ["app": "web", "old": "", "rank": "2"]), ("c", ["app": "db", "rank": "10"]),
    ]
    for (name, labels) in labels {
      try await world.send("POST", Sample.pods, Sample.pod(name, labels: labels))
    }
    return world
  }

  /// A label selector, percent-encoded, and the names that it finds.
  static let labels: [(String, String)] = [
    ("app=web", "a b"), ("app==web", "a b"), ("app!=web", "c"), ("tier", "a"), ("!tier", "b c"),
    ("app%20in%20(web,db),!old", "a c"), ("app%20notin%20(db)", "a b"), ("old=", "b"),
    ("app=web,tier=front", "a"), ("%20app%20=%20web%20", "a b"), ("app+in+(db)", "c"),
    ("", "a b c"),
    ("in=x", ""), ("app%20in%20(web,)", "a b"), ("rank%3E1", "b c"), ("rank<10", "a b"),
    ("rank%20%3E%200,rank<2", "a"), ("app>1", ""), ("app<1", ""), ("none>1", ""),
  ]

  @Test(arguments: labels)
  func labelSelectorFinds(row: (selector: String, names: String)) async throws {
    let world = try await world()
    let answer = try await world.send("GET", "\(Sample.pods)?labelSelector=\(row.selector)")
    #expect(names(answer) == row.names)
  }

  /// Upstream's parser says what it expected.
  static let brokenLabels: [(String, String)] = [
    ("a%20b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
    ("a=b,", "found '', expected: identifier after ','"),
    ("=a", "found '=', expected: !, identifier, or 'end of string'"),
    ("a=b%20c", "found 'c', expected: ',' or 'end of string'"),
    ("a%20in%20b", "unable to parse requirement: found 'b' expected: '('"),
    ("a%20in%20(b", "unable to parse requirement: found '', expected: ',' or ')'"),
    ("!", "unable to parse requirement: found '', expected: identifier"),
    ("a==(", "unable to parse requirement: found '(', expected: identifier"),
    (
      "a%3Eb",
      #"unable to parse requirement: values[0]: Invalid value: "b": "#
        + "for 'Gt', 'Lt' operators, the value must be an integer"
    ),
    (
      "/a=b",
      #"unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty"#
    ),
    (
      "a=" + String(repeating: "x", count: 64),
      #"unable to parse requirement: values[0][a]: Invalid value: ""#
        + String(repeating: "x", count: 64) + #"": must be no more than 63 bytes"#
    ),
    (
      "a/b/c",
      #"unable to parse requirement: <nil>: Invalid value: "a/b/c": a qualified name must consist"#
        + " of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
        + "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS "
        + "subdomain prefix and '/' (e.g. 'example.com/MyName')"
    ),
  ]

  @Test(arguments: brokenLabels)
  func brokenLabelSelectorIsRefused(row: (selector: String, message: String)) async throws {
    let world = try await APIWorld()
    let answer = try await world.send("GET", "\(Sample.pods)?labelSelector=\(row.selector)")
    #expect(answer.status == 400)
    #expect(answer.message == row.message)
  }

  static let fields: [(String, String)] = [
    ("metadata.name=a", "a"), ("metadata.name%3Da", "a"), ("metadata.name!=a", "b c"),
    ("status.phase=Pending", "a b c"), ("status.phase==Running", ""),
    ("spec.nodeName=", "a b c"), ("metadata.name=a,metadata.namespace=sandbox", "a"),
    ("spec.restartPolicy=Always,metadata.name!=c", "a b"), ("", "a b c"),
  ]

  @Test(arguments: fields)
  func fieldSelectorFinds(row: (selector: String, names: String)) async throws {
    let world = try await world()
    let answer = try await world.send("GET", "\(Sample.pods)?fieldSelector=\(row.selector)")
    #expect(names(answer) == row.names)
  }

  static let brokenFields: [(String, String, String)] = [
    ("pods", "spec.foo=1", "field label not supported: spec.foo"),
    (
      "configmaps", "data=1",
      #""data" is not a known field selector: only "metadata.name", "metadata.namespace""#
    ),
    ("pods", "foo", "invalid selector: 'foo'; can't understand 'foo'"),
    ("pods", "metadata.name=a=b", "invalid field selector: unescaped character in value: 61"),
  ]

  @Test(arguments: brokenFields)
  func brokenFieldSelectorIsRefused(row: (plural: String, selector: String, message: String))
    async throws
  {
    let world = try await APIWorld()
    let answer = try await world.send(
      "GET", "/api/v1/namespaces/sandbox/\(row.plural)?fieldSelector=\(row.selector)")
    #expect(answer.status == 400)
    #expect(answer.message == row.message)
  }

  @Test func eventsAreSelectedByTheObjectTheyAreAbout() async throws {
    let world = try await APIWorld()
    let events = "/api/v1/namespaces/sandbox/events"
    for name in ["web-0", "web-1"] {
      try await world.send(
        "POST", events,
        [
          "metadata": ["name": .string("\(name).1")],
          "involvedObject": [
            "kind": "Pod", "namespace": "sandbox", "name": .string(name), "uid": "u",
          ], "reason": "Scheduled", "type": "Normal",
        ])
    }
    let selector = "involvedObject.name%3Dweb-1%2CinvolvedObject.kind%3DPod%2Creason%3DScheduled"
    let answer = try await world.send("GET", "\(events)?fieldSelector=\(selector)")
    #expect(names(answer) == "web-1.1")
  }

  private func names(_ answer: Answer) -> String {
    (answer["items"]?.array ?? []).compactMap { $0["metadata"]?["name"]?.string }
      .joined(separator: " ")
  }
}
