import KubeAPI
import ObjectStore
import Objects
import Testing

struct ListTests {
  private func world(_ names: [String], historyLimit: Int = 8192) async throws -> APIWorld {
    let world = try await APIWorld(historyLimit: historyLimit)
    for name in names {
      try await world.send("POST", Sample.configMaps, Sample.configMap(name))
    }
    return world
  }

  private func names(_ answer: Answer) -> [String] {
    (answer["items"]?.array ?? []).compactMap { $0["metadata"]?["name"]?.string }
  }

  @Test func partsAddUpToTheWholeOfOneMoment() async throws {
    let world = try await world(["a", "b", "c", "d", "e"])
    let first = try await world.send("GET", "\(Sample.configMaps)?limit=2")
    #expect(names(first) == ["a", "b"])
    #expect(first["metadata.remainingItemCount"] == 3)
    // What happens between two parts does not show in the second.
    try await world.send("DELETE", "\(Sample.configMaps)/c")
    try await world.send("POST", Sample.configMaps, Sample.configMap("cc"))
    try await world.send("PUT", "\(Sample.configMaps)/d", Sample.configMap("d", ["x": "new"]))
    let token = try #require(first["metadata.continue"]?.string)
    let second = try await world.send("GET", "\(Sample.configMaps)?limit=2&continue=\(token)")
    #expect(names(second) == ["c", "d"])
    #expect(second["items"]?[1]?["data"] == nil)
    #expect(second["metadata.resourceVersion"] == first["metadata.resourceVersion"])
    let rest = try #require(second["metadata.continue"]?.string)
    let third = try await world.send("GET", "\(Sample.configMaps)?limit=2&continue=\(rest)")
    #expect(names(third) == ["e"])
    #expect(third["metadata.continue"] == nil)
    #expect(third["metadata.remainingItemCount"] == nil)
  }

  @Test func selectedPartsAreNotCounted() async throws {
    let world = try await world(["a", "b", "c"])
    let answer = try await world.send(
      "GET", "\(Sample.configMaps)?limit=1&fieldSelector=metadata.name!=a")
    #expect(names(answer) == ["b"])
    #expect(answer["metadata.remainingItemCount"] == nil)
    #expect(answer["metadata.continue"] != nil)
  }

  @Test func expiredTokenOffersAnother() async throws {
    let world = try await world(["a", "b", "c"], historyLimit: 2)
    let first = try await world.send("GET", "\(Sample.configMaps)?limit=1")
    for number in 0..<8 {
      try await world.send("POST", Sample.configMaps, Sample.configMap("x\(number)"))
    }
    let token = try #require(first["metadata.continue"]?.string)
    let gone = try await world.send("GET", "\(Sample.configMaps)?limit=3&continue=\(token)")
    #expect(gone.status == 410)
    #expect(gone["reason"] == "Expired")
    let other = try #require(gone["metadata.continue"]?.string)
    let rest = try await world.send("GET", "\(Sample.configMaps)?limit=3&continue=\(other)")
    #expect(names(rest) == ["b", "c", "x0"])
  }

  @Test func exactVersionIsTheStateThen() async throws {
    let world = try await world(["a", "b"])
    let version = await world.store.version
    try await world.send("DELETE", "\(Sample.configMaps)/a")
    let query = "resourceVersion=\(version)&resourceVersionMatch=Exact"
    #expect(names(try await world.send("GET", "\(Sample.configMaps)?\(query)")) == ["a", "b"])
    let later = try await world.send(
      "GET", "\(Sample.configMaps)?resourceVersion=\(version)&resourceVersionMatch=NotOlderThan")
    #expect(names(later) == ["b"])
  }

  @Test func exactVersionThatIsGoneIsExpired() async throws {
    let world = try await world(["a", "b", "c", "d", "e", "f"], historyLimit: 2)
    let answer = try await world.send(
      "GET", "\(Sample.configMaps)?resourceVersion=1&resourceVersionMatch=Exact")
    #expect(answer.status == 410)
    #expect(answer["reason"] == "Expired")
    #expect(answer.message == "The resourceVersion for the provided list is too old.")
  }

  @Test func versionFromTheFutureTimesOut() async throws {
    let world = try await world(["a"])
    let version = await world.store.version
    let answer = try await world.send("GET", "\(Sample.configMaps)?resourceVersion=999")
    #expect(answer.status == 504)
    #expect(answer.message == "Too large resource version: 999, current: \(version)")
    #expect(answer.headers.contains { $0.name == "Retry-After" && $0.value == "1" })
  }

  /// Options that contradict each other, and upstream's complaint.
  static let contradictions: [(String, String)] = [
    (
      "resourceVersionMatch=Exact",
      "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is "
        + "provided"
    ),
    (
      "resourceVersionMatch=Foo&resourceVersion=1",
      #"resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", """#
    ),
    (
      "sendInitialEvents=true",
      "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"
    ),
    (
      "watch=true&resourceVersionMatch=NotOlderThan",
      "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless "
        + "sendInitialEvents is provided"
    ),
    (
      "watch=true&resourceVersionMatch=Exact&sendInitialEvents=true",
      "[resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to "
        + "NotOlderThan, resourceVersionMatch: Unsupported value: \"Exact\": supported values: "
        + "\"NotOlderThan\"]"
    ),
    (
      "watch=true&resourceVersionMatch=NotOlderThan&sendInitialEvents=true&continue=x",
      "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided"
    ),
  ]

  @Test(arguments: contradictions)
  func contradictionIsRefused(row: (query: String, message: String)) async throws {
    let world = try await world([])
    let answer = try await world.send("GET", "\(Sample.configMaps)?\(row.query)")
    #expect(answer.status == 422)
    #expect(answer.message == "ListOptions.meta.k8s.io \"\" is invalid: \(row.message)")
  }

  @Test func itemsDoNotSayTheirKind() async throws {
    let world = try await world(["a"])
    let answer = try await world.send("GET", "/api/v1/configmaps")
    #expect(answer["kind"] == "ConfigMapList")
    #expect(answer["items"]?[0]?["kind"] == nil)
    #expect(answer["items"]?[0]?["apiVersion"] == nil)
  }

  @Test func tableRowsHoldWhatWasAskedFor() async throws {
    let world = try await world(["a"])
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
    for (include, kind) in [
      ("", "PartialObjectMetadata" as Value?), ("Object", "ConfigMap"), ("None", nil),
    ] {
      let answer = try await world.send(
        "GET", "\(Sample.configMaps)?includeObject=\(include)", accept: accept)
      #expect(answer["rows"]?[0]?["object"]?["kind"] == kind)
    }
    let answer = try await world.send(
      "GET", "\(Sample.configMaps)?includeObject=x", accept: accept)
    #expect(answer.status == 400)
  }

  @Test func endpointsWarn() async throws {
    let world = try await world([])
    let answer = try await world.send("GET", "/api/v1/endpoints")
    #expect(
      answer.warnings == [
        #"299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice""#
      ])
  }
}
