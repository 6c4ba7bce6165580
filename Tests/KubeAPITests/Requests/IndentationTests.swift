import KubeAPI
import Objects
import Testing

/// JSON for people: who gets it, and how it looks.
struct IndentationTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var target = Sample.pods
    var query = ""
    var client = ""
    var accept = ""
    var isIndented: Bool
    var testDescription: String { "\(target) \(query) \(client) \(accept)" }
  }

  private static let browser = "Mozilla/5.0 (X11; Linux x86_64)"
  private static let discovery =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

  static let rows =
    ["1", "t", "T", "true", "TRUE", "True"].map { Row(query: "?pretty=\($0)", isIndented: true) }
    + ["0", "false", "yes", "tRUE", "2"].map {
      Row(query: "?pretty=\($0)", client: "curl/8", isIndented: false)
    } + [
      Row(isIndented: false), Row(query: "?pretty", isIndented: false),
      Row(query: "?pretty=", client: "curl/8", isIndented: true),
      Row(client: "curl/8.5.0", isIndented: true), Row(client: "Wget/1.21", isIndented: true),
      Row(client: browser, isIndented: true), Row(client: "Mozilla/4.0", isIndented: false),
      Row(client: "Curl/8", isIndented: false), Row(client: "libcurl/8", isIndented: false),
      Row(client: "kubectl/v1.36.4", isIndented: false),
      Row(accept: "application/json;pretty=1", isIndented: true),
      Row(accept: "application/json;pretty=true", isIndented: false),
      Row(query: "?pretty=false", accept: "application/json;pretty=1", isIndented: true),
      Row(
        client: "curl/8", accept: "application/json;as=Table;v=v1;g=meta.k8s.io", isIndented: true),
      Row(target: "\(Sample.pods)/web-0", client: "curl/8", isIndented: true),
      Row(target: "\(Sample.pods)/nope", client: "curl/8", isIndented: true),
      Row(target: "/api/v1/nope", client: "curl/8", isIndented: true),
      Row(target: "/apis", client: "curl/8", isIndented: true),
      Row(target: "/apis", client: "curl/8", accept: discovery, isIndented: true),
      Row(target: "/apis", accept: discovery, isIndented: false),
      Row(target: "/api/v1", query: "?pretty=1", isIndented: true),
      // Upstream indents these two for everybody, and the schemas for nobody.
      Row(target: "/version", query: "?pretty=false", isIndented: true),
      Row(target: "/", isIndented: true),
      Row(target: "/openapi/v3/apis/apps/v1", client: "curl/8", isIndented: false),
    ]

  @Test(arguments: rows)
  func peopleGetIndentedJSON(row: Row) async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.pods, Sample.pod("web-0"))
    let answer = try Answer(
      await world.respond(
        APIRequest(
          "GET", row.target + row.query, accept: row.accept, userAgent: row.client,
          user: .administrator)))
    #expect(answer.value.object != nil)
    #expect(answer.text.hasPrefix("{\n  \"") == row.isIndented, "\(answer.text.prefix(80))")
    // As upstream's encoders end.
    if row.isIndented { #expect(answer.text.hasSuffix("\n}")) }
  }

  @Test func aWholeObject() async throws {
    let world = try await APIWorld()
    let map = Sample.configMap("a", ["text": "<b>"])
    let answer = try await world.send("POST", "\(Sample.configMaps)?pretty=true&dryRun=All", map)
    let uid = try #require(answer["metadata.uid"]?.string)
    #expect(
      answer.text == """
        {
          "apiVersion": "v1",
          "data": {
            "text": "\\u003cb\\u003e"
          },
          "kind": "ConfigMap",
          "metadata": {
            "creationTimestamp": "2023-11-14T22:13:20Z",
            "managedFields": [
              {
                "apiVersion": "v1",
                "fieldsType": "FieldsV1",
                "fieldsV1": {
                  "f:data": {
                    ".": {},
                    "f:text": {}
                  }
                },
                "manager": "unknown",
                "operation": "Update",
                "time": "2023-11-14T22:13:20Z"
              }
            ],
            "name": "a",
            "namespace": "sandbox",
            "uid": "\(uid)"
          }
        }
        """)
  }

  /// An event is a line.
  @Test func watchesAreCompact() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.pods, Sample.pod("web-0"))
    let response = await world.respond(
      APIRequest(
        "GET", "\(Sample.pods)?watch=true&pretty=true&timeoutSeconds=1", userAgent: "curl/8",
        user: .administrator))
    guard case .watch(let watch) = response.body else {
      Issue.record("\(response)")
      return
    }
    var iterator = watch.makeIterator()
    let line = String(decoding: try #require(try await iterator.next()), as: UTF8.self)
    #expect(line.hasPrefix(#"{"object":{"#) && line.split(separator: "\n").count == 1, "\(line)")
  }
}
