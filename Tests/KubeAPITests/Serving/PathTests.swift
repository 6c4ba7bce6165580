import KubeAPI
import ObjectStore
import Objects
import Testing

struct PathTests {
  @Test(arguments: [
    "/nope", "/apis/nope/v1", "/api/v2/pods", "/openapi/v1", "/healthz/nope", "/metrics",
  ])
  func unknownPathIsNotFound(path: String) async throws {
    let world = try await APIWorld()
    let answer = try await world.send("GET", path)
    #expect(answer.status == 404)
    #expect(answer.text == "404 page not found\n")
  }

  @Test(arguments: [
    "/api/v1/foos", "/apis/apps/v1/deployments", "/api/v1/pods/web-0",
    "/api/v1/namespaces/sandbox/nodes", "/api/v1/namespaces/sandbox/pods/a/nope",
  ])
  func unknownResourceIsNotFound(path: String) async throws {
    let world = try await APIWorld()
    let answer = try await world.send("GET", path)
    #expect(answer.status == 404)
    #expect(
      answer.value == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
        "message": "the server could not find the requested resource", "reason": "NotFound",
        "details": [:], "code": 404,
      ])
  }

  /// kubectl asks before it says that it knows no such kind; 404 would spoil its words.
  @Test func thereAreNoCustomKinds() async throws {
    let world = try await APIWorld()
    let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    let answer = try await world.send("GET", "\(path)?limit=500")
    #expect(answer.status == 200)
    #expect(
      answer.value == [
        "kind": "CustomResourceDefinitionList", "apiVersion": "apiextensions.k8s.io/v1",
        "metadata": ["resourceVersion": "0"], "items": [],
      ])
    #expect(try await world.send("POST", path, ["kind": "X"]).status == 404)
    #expect(try await world.send("GET", "\(path)/a.b").status == 404)
    #expect(try await world.send("GET", "/apis").text.contains("apiextensions") == false)
    #expect(try await world.send("GET", path, user: .anonymous).status == 403)
  }

  @Test func healthTellsItsChecks() async throws {
    let clock = ManualClock()
    let settings = APISettings(clock: clock, unreadyReason: { "the first reconcile is not done" })
    let handler = APIHandler(store: ObjectStore(clock: clock), settings: settings)
    func text(_ target: String) async -> (Int, String) {
      let response = await handler.respond(to: APIRequest("GET", target))
      return (response.status, String(decoding: response.octets ?? [], as: UTF8.self))
    }
    #expect(await text("/livez") == (200, "ok"))
    #expect(
      await text("/livez?verbose") == (200, "[+]ping ok\n[+]store ok\nlivez check passed\n"))
    #expect(await text("/livez/ping") == (200, "ok"))
    let (status, lines) = await text("/readyz")
    #expect(status == 500)
    #expect(lines.contains("[-]publication failed: the first reconcile is not done\n"))
    #expect(lines.hasSuffix("readyz check failed\n"))
  }

  @Test func versionIsKubernetes() async throws {
    let world = try await APIWorld()
    let answer = try await world.send("GET", "/version")
    #expect(answer["major"] == "1")
    #expect(answer["minor"] == "36")
    #expect(answer["gitVersion"]?.string?.hasPrefix("v1.36.") == true)
  }

  @Test(arguments: [
    ("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"),
    ("/openapi/v3/apis/apps/v1", ""),
  ])
  func knownDocumentIsNotSentAgain(row: (path: String, accept: String)) async throws {
    let world = try await APIWorld()
    let answer = try await world.send("GET", row.path, accept: row.accept)
    #expect(answer.status == 200)
    let tag = try #require(answer.headers.first { $0.name == "ETag" }?.value)
    let again = await world.respond(
      APIRequest(
        "GET", row.path, accept: row.accept, ifNoneMatch: "\"x\", \(tag)", user: .administrator))
    #expect(again.status == 304)
    #expect(again.octets == [])
  }
}
