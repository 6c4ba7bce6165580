import KubeAPI
import ObjectStore
import Objects
import Testing

struct WatchTests {
  /// The events of one chunk: `ADDED a`.
  private func words(_ octets: [UInt8]?) throws -> [String] {
    try events(octets).map { event in
      let metadata = event["object"]?["metadata"]
      return [event["type"]?.string, metadata?["name"]?.string].compactMap(\.self)
        .joined(separator: " ")
    }
  }

  private func events(_ octets: [UInt8]?) throws -> [Value] {
    try (octets ?? []).split(separator: 0x0A).map { try Value.parse(json: Array($0)) }
  }

  private func watch(
    _ world: APIWorld, _ query: String, accept: String = "", path: String = Sample.configMaps
  ) async throws -> WatchStream.Iterator {
    let request = APIRequest(
      "GET", "\(path)?watch=true&\(query)", accept: accept, user: .administrator)
    let response = await world.respond(request)
    guard case .watch(let stream) = response.body else {
      throw Refused(text: String(decoding: response.octets ?? [], as: UTF8.self))
    }
    return stream.makeIterator()
  }

  private struct Refused: Error { var text: String }

  @Test(arguments: ["", "resourceVersion=0"])
  func withoutAVersionItBeginsWithWhatIsThere(query: String) async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    var watch = try await watch(world, query)
    #expect(try words(await watch.next()) == ["ADDED a"])
    try await world.send("POST", Sample.configMaps, Sample.configMap("b"))
    #expect(try words(await watch.next()) == ["ADDED b"])
    try await world.send("PUT", "\(Sample.configMaps)/b", Sample.configMap("b", ["x": "1"]))
    #expect(try words(await watch.next()) == ["MODIFIED b"])
    try await world.send("DELETE", "\(Sample.configMaps)/a")
    #expect(try words(await watch.next()) == ["DELETED a"])
  }

  @Test func fromAVersionItTellsWhatCameAfter() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    let version = await world.store.version
    try await world.send("POST", Sample.configMaps, Sample.configMap("b"))
    try await world.send("DELETE", "\(Sample.configMaps)/a")
    var watch = try await watch(world, "resourceVersion=\(version)")
    #expect(try words(await watch.next()) == ["ADDED b", "DELETED a"])
  }

  /// How `kubectl rollout status`, `wait` and informers begin; also without saying so, where all
  /// that is there is told first.
  @Test(arguments: [
    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true",
    "allowWatchBookmarks=true", "resourceVersion=0&allowWatchBookmarks=true",
  ])
  func initialEventsEndWithABookmark(query: String) async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    var watch = try await watch(world, query)
    let events = try events(await watch.next())
    #expect(events.map { $0["type"] } == ["ADDED", "BOOKMARK"])
    let version = await world.store.version
    #expect(
      events[1]["object"] == [
        "kind": "ConfigMap", "apiVersion": "v1",
        "metadata": [
          "resourceVersion": .string("\(version)"),
          "annotations": ["k8s.io/initial-events-end": "true"],
        ],
      ])
  }

  @Test func bookmarksComeEachMinute() async throws {
    let world = try await APIWorld()
    var watch = try await watch(world, "allowWatchBookmarks=true&resourceVersion=1")
    try await world.send("POST", "/api/v1/namespaces", ["metadata": ["name": "other"]])
    let version = await world.store.version
    let clock = world.clock
    let mover = Task {
      while !Task.isCancelled {
        if clock.sleeperCount > 0 { clock.advance(by: .seconds(5)) }
        await Task.yield()
      }
    }
    let events = try events(await watch.next())
    mover.cancel()
    #expect(events.map { $0["type"] } == ["BOOKMARK"])
    // It knows of what happened to other kinds.
    #expect(
      events[0]["object"]?["metadata"]?["resourceVersion"] == .string("\(version)"))
  }

  /// Its history is of two events, and everything happens to other kinds between two bookmarks.
  @Test func idleWatchDoesNotExpire() async throws {
    let world = try await APIWorld(historyLimit: 2)
    let version = await world.store.version
    let stream = try await watch(world, "allowWatchBookmarks=true&resourceVersion=\(version)")
    let reader = Task {
      var stream = stream
      return [try await stream.next(), try await stream.next()]
    }
    for _ in 0..<2 {
      while await world.store.watcherCount == 0 || world.clock.sleeperCount == 0 {
        await Task.yield()
      }
      for _ in 0..<5 {
        try await world.send("POST", Sample.pods, Sample.pod("p\(await world.store.version)"))
      }
      world.clock.advance(by: .seconds(60))
      while world.clock.sleeperCount > 0 { await Task.yield() }
    }
    let texts = try await reader.value.map { try words($0) }
    #expect(texts == [["BOOKMARK"], ["BOOKMARK"]])
  }

  @Test func initialEventsOfAVersionFromTheFuture() async throws {
    let world = try await APIWorld()
    let version = await world.store.version
    var watch = try await watch(
      world, "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=999")
    let events = try events(await watch.next())
    #expect(events.map { $0["type"] } == ["ERROR"])
    #expect(
      events[0]["object"]?["message"]
        == .string("Too large resource version: 999, current: \(version)"))
    #expect(events[0]["object"]?["code"] == 504)
    #expect(try await watch.next() == nil)
  }

  @Test func timeoutEndsIt() async throws {
    let world = try await APIWorld()
    var watch = try await watch(world, "timeoutSeconds=7&resourceVersion=1")
    let start = world.clock.now()
    let clock = world.clock
    let mover = Task {
      while !Task.isCancelled {
        if clock.sleeperCount > 0 { clock.advance(by: .seconds(1)) }
        await Task.yield()
      }
    }
    #expect(try await watch.next() == nil)
    mover.cancel()
    #expect(clock.now() >= start + .seconds(7))
    #expect(try await watch.next() == nil)
  }

  @Test func versionThatIsGoneIsAnErrorEvent() async throws {
    let world = try await APIWorld(historyLimit: 2)
    for number in 0..<9 {
      try await world.send("POST", Sample.configMaps, Sample.configMap("x\(number)"))
    }
    var watch = try await watch(world, "resourceVersion=1")
    let events = try events(await watch.next())
    #expect(events.map { $0["type"] } == ["ERROR"])
    #expect(events[0]["object"]?["code"] == 410)
    #expect(events[0]["object"]?["reason"] == "Expired")
    #expect(
      events[0]["object"]?["message"]?.string?.hasPrefix("too old resource version: 1 (") == true)
    #expect(try await watch.next() == nil)
  }

  @Test func tableNamesItsColumnsOnce() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    try await world.send("POST", Sample.configMaps, Sample.configMap("b"))
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
    var watch = try await watch(world, "", accept: accept)
    let events = try events(await watch.next())
    #expect(events.map { $0["object"]?["kind"] } == ["Table", "Table"])
    #expect(events[0]["object"]?["columnDefinitions"]?.array?.isEmpty == false)
    #expect(events[1]["object"]?["columnDefinitions"] == .null)
    #expect(events[1]["object"]?["rows"]?[0]?["cells"]?[0] == "b")
  }

  @Test func oneObjectIsWatchedByItsFieldOrByItsPath() async throws {
    let world = try await APIWorld()
    for name in ["a", "b"] {
      try await world.send("POST", Sample.configMaps, Sample.configMap(name))
    }
    var byField = try await watch(world, "fieldSelector=metadata.name%3Db")
    #expect(try words(await byField.next()) == ["ADDED b"])
    var byPath = try await watch(world, "", path: "\(Sample.configMaps)/b")
    #expect(try words(await byPath.next()) == ["ADDED b"])
  }

  @Test func selectionThatEndsIsADeletion() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.pods, Sample.pod("a", labels: ["app": "web"]))
    let version = await world.store.version
    var watch = try await watch(
      world, "labelSelector=app%3Dweb&resourceVersion=\(version)", path: Sample.pods)
    try await world.send(
      "PATCH", "\(Sample.pods)/a", ["metadata": ["labels": ["app": "db"]]],
      type: "application/merge-patch+json")
    #expect(try words(await watch.next()) == ["DELETED a"])
  }

  @Test func manyObjectsComeInParts() async throws {
    let world = try await APIWorld()
    let text = Value.string(String(repeating: "x", count: 9000))
    for number in 100..<130 {
      let map = Sample.configMap("m\(number)", ["text": text])
      try await world.send("POST", Sample.configMaps, map)
    }
    var watch = try await watch(world, "")
    var parts: [[String]] = []
    while parts.joined().count < 30 { parts.append(try words(await watch.next())) }
    #expect(parts.count > 3)
    #expect(parts.joined().map { $0 } == (100..<130).map { "ADDED m\($0)" })
  }
}
