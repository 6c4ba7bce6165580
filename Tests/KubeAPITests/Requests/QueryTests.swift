import KubeAPI
import Testing

struct QueryTests {
  static let rows: [(text: String, name: String, value: String?)] = [
    ("a=1&b=2", "b", "2"), ("a=1&a=2", "a", "1"), ("a", "a", ""), ("a=", "a", ""),
    ("a=%20%2C+x", "a", " , x"), ("a=b=c", "a", "b=c"), ("a=%zz%4", "a", "%zz%4"),
    ("%61=1", "a", "1"), ("a=%ff", "a", "\u{FFFD}"), ("", "a", nil), ("&&b", "b", ""),
  ]

  @Test(arguments: rows)
  func fieldIsDecoded(row: (text: String, name: String, value: String?)) {
    #expect(Query(row.text)[row.name] == row.value)
  }

  @Test func repeatedFieldsKeepTheirOrder() {
    #expect(Query("a=1&b=2&a=3").all("a") == ["1", "3"])
  }
}

struct AttributesTests {
  /// Method and path, then verb, group, version, resource with subresource, namespace, name.
  static let rows: [(String, String, String)] = [
    ("GET", "/api/v1/pods", "list  v1 pods  "),
    ("GET", "/api/v1/namespaces/a/pods", "list  v1 pods a "),
    ("GET", "/api/v1/namespaces/a/pods/b/log", "get  v1 pods/log a b"),
    ("POST", "/apis/apps/v1/namespaces/a/statefulsets", "create apps v1 statefulsets a "),
    ("DELETE", "/api/v1/nodes", "deletecollection  v1 nodes  "),
    ("DELETE", "/api/v1/namespaces/a", "delete  v1 namespaces a a"),
    ("PUT", "/api/v1/namespaces/a/finalize", "update  v1 namespaces/finalize a a"),
    ("PATCH", "/api/v1/namespaces/a/status", "patch  v1 namespaces/status a a"),
    ("GET", "/api/v1/watch/namespaces/a/pods", "watch  v1 pods a "),
    ("GET", "/api/v1/namespaces/a%2Fb/pods", "list  v1 pods a/b "),
  ]

  @Test(arguments: rows)
  func pathIsReadAsUpstreamReadsIt(row: (method: String, path: String, words: String)) throws {
    let attributes = Attributes(method: row.method, path: row.path, isWatch: false)
    guard case .resource(let found) = attributes else {
      Issue.record("no resource: \(attributes)")
      return
    }
    let words = [
      found.verb, found.group, found.version, found.resourceText, found.namespace, found.name,
    ]
    #expect(words.joined(separator: " ") == row.words)
  }

  @Test(arguments: ["/", "/api", "/api/v1", "/apis/apps/v1", "/healthz", "/openapi/v3/api/v1"])
  func otherPathsAreNoResources(path: String) {
    #expect(
      Attributes(method: "GET", path: path, isWatch: false) == .path(verb: "get", path))
  }
}
