import KubeAPI
import Objects
import Testing

struct AcceptTests {
  /// An Accept header, and the kind that answers a list of pods: empty for a refusal.
  static let rows: [(header: String, kind: String)] = [
    ("", "PodList"), ("*/*", "PodList"), ("application/json", "PodList"),
    ("application/json, */*", "PodList"),
    ("application/vnd.kubernetes.protobuf,application/json", "PodList"),
    ("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "Table"),
    ("application/json;as=Table;v=v1beta1;g=meta.k8s.io", "Table"),
    ("application/json; as=Table; v=v1; g=meta.k8s.io", "Table"),
    ("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", "PodList"),
    (
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
      "PartialObjectMetadataList"
    ),
    ("application/json;q=0.1,application/json;as=Table;v=v1;g=meta.k8s.io", "Table"),
    ("application/yaml", "PodList"), ("text/html;q=1,application/*;q=0.2", "PodList"),
    ("application/vnd.kubernetes.protobuf", ""), ("text/html", ""),
    ("application/json;as=Table;v=v9;g=meta.k8s.io", ""), ("application/json;q=0", ""),
  ]

  @Test(arguments: rows)
  func firstServedFormIsAnswered(row: (header: String, kind: String)) async throws {
    let world = try await APIWorld()
    let answer = try await world.send("GET", Sample.pods, accept: row.header)
    #expect(answer.value["kind"]?.string == (row.kind.isEmpty ? "Status" : row.kind))
    #expect(answer.status == (row.kind.isEmpty ? 406 : 200))
    if row.kind.isEmpty { #expect(answer["reason"] == "NotAcceptable") }
    if row.header == "application/yaml" { #expect(answer.contentType == "application/yaml") }
  }

  /// Objects and refusals alike; what is always JSON stays so.
  @Test(arguments: [
    (Sample.pods, "application/yaml", "yaml PodList"),
    ("\(Sample.pods)/nope", "application/yaml", "yaml Status"),
    (Sample.pods, "application/json", #"{"apiVersion":"v1""#),
    ("/version", "application/yaml", "{\n  \"buildDate\""),
  ])
  func yamlIsWritten(target: String, accept: String, start: String) async throws {
    let world = try await APIWorld()
    let handler = APIHandler(
      store: world.store,
      settings: APISettings(composeYAML: { "yaml \($0["kind"]?.string ?? "")" }))
    let response = await handler.respond(
      to: APIRequest("GET", target, accept: accept, user: .administrator))
    let text = String(decoding: response.octets ?? [], as: UTF8.self)
    #expect(text.hasPrefix(start), "\(text)")
    #expect(response.contentType == (start.hasPrefix("yaml") ? accept : "application/json"))
  }

  /// Documents of YAML cannot follow each other in a watch.
  @Test func watchesAreJSON() async throws {
    let world = try await APIWorld()
    let answer = try await world.send(
      "GET", "\(Sample.pods)?watch=true", accept: "application/yaml")
    #expect(answer.status == 406)
    #expect(
      answer.message
        == "only the following media types are accepted: application/json;stream=watch")
  }

  @Test func versionOfTablesIsTheOneAskedFor() async throws {
    let world = try await APIWorld()
    let accept = "application/json;as=Table;v=v1beta1;g=meta.k8s.io"
    let answer = try await world.send("GET", Sample.pods, accept: accept)
    #expect(answer["apiVersion"] == "meta.k8s.io/v1beta1")
  }
}
