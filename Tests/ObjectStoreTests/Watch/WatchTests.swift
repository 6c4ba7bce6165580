import ObjectStore
import Objects
import Testing

struct WatchTests {
  private func text(_ batch: EventBatch?) -> [String] {
    (batch?.events ?? []).map { "\($0.kind) \($0.object.metadata.name) \($0.version)" }
  }

  private func labeled(_ name: String, _ value: String) -> Pod {
    Make.pod(name, labels: ["app": value])
  }

  @Test func aWatchBeginsWithWhatIsThere() async throws {
    let store = try await Make.store()
    try await store.create(Make.pod("a"))
    var watch = store.watch(Selection([Pod.resource]), from: .currentState).makeAsyncIterator()
    let first = try await watch.next()
    #expect(first?.isInitialState == true)
    #expect(first?.version == ResourceVersion(rawValue: 2))
    #expect(text(first) == ["added a 2"])
    try await store.create(Make.pod("b"))
    let second = try await watch.next()
    #expect(second?.isInitialState == false)
    #expect(text(second) == ["added b 3"])
  }

  @Test func aWatchGoesOnFromAVersionWithoutGaps() async throws {
    let store = try await Make.store()
    let pod = try await store.create(Make.pod("a"))
    try await store.create(Make.service("httpd"))
    var changed = pod
    changed.metadata.labels["x"] = "y"
    try await store.update(changed)
    _ = try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: 0))
    var watch = store.watch(
      Selection([Pod.resource]), from: .after(ResourceVersion(rawValue: 1))
    ).makeAsyncIterator()
    #expect(
      text(try await watch.next()) == ["added a 2", "modified a 4", "modified a 5", "deleted a 6"])
  }

  @Test func aWaitingWatchIsWokenOnlyByWhatItSelects() async throws {
    let store = try await Make.store()
    let selection = Selection([Pod.resource], namespace: "sandbox", name: "b")
    let watch = Task {
      var iterator = store.watch(selection, from: .currentState).makeAsyncIterator()
      _ = try await iterator.next()
      return try await iterator.next()
    }
    while await store.watcherCount == 0 { await Task.yield() }
    try await store.create(Make.pod("a"))
    #expect(await store.watcherCount == 1)
    try await store.create(Make.pod("b"))
    #expect(text(try await watch.value) == ["added b 3"])
  }

  @Test func leavingASelectionIsADeletionAndEnteringAnAddition() async throws {
    let store = try await Make.store()
    try await store.create(labeled("a", "blue"))
    for value in ["green", "green", "blue", "blue"] {
      var pod = labeled("a", value)
      pod.metadata.annotations["write"] = "\(await store.version)"
      try await store.update(pod)
    }
    _ = try await store.commit(.delete(Make.pod("a").key, uid: nil, gracePeriodSeconds: 0))
    let green = Selection([Pod.resource], labels: LabelSelector(matchLabels: ["app": "green"]))
    let events = try await store.events(after: ResourceVersion(rawValue: 1), matching: green)
    #expect(text(events) == ["added a 3", "modified a 4", "deleted a 5"])
    #expect(events.events.last?.object.metadata.labels["app"] == "green")
    #expect(events.version == ResourceVersion(rawValue: 8))
  }

  @Test func aSlowWatchExpiresAndHistoryStaysBounded() async throws {
    let store = try await Make.store(historyLimit: 4)
    var slow = store.watch(.everything, from: .currentState).makeAsyncIterator()
    _ = try await slow.next()
    for number in 0..<20 { try await store.create(Make.pod("p\(number)")) }
    do {
      _ = try await slow.next()
      Issue.record("a gap went unnoticed")
    } catch {
      guard case .expired(let requested, let oldest) = error else {
        Issue.record("another error: \(error)")
        return
      }
      #expect(requested == ResourceVersion(rawValue: 1))
      #expect("\(error)" == "too old resource version: 1 (\(oldest))")
    }
    let recent = try await store.events(after: ResourceVersion(rawValue: 18))
    #expect(text(recent) == ["added p17 19", "added p18 20", "added p19 21"])
  }

  /// Else the pods of one large set, each a new version of its slice, would fill the memory.
  @Test func versionsOfLargeSlicesAreForgottenSooner() async throws {
    let store = try await Make.store(historyLimit: 100)
    var slice = EndpointSlice(
      metadata: ObjectMetadata(name: "httpd-x", namespace: "sandbox"), addressType: "IPv4",
      endpoints: (0..<400).map {
        SliceEndpoint(addresses: ["10.244.\($0 >> 8).\($0 & 255)"])
      })
    slice = try await store.create(slice)
    let start = try #require(slice.metadata.resourceVersion)
    for number in 0..<5 {
      slice.metadata.annotations["write"] = "\(number)"
      slice = try await store.update(slice)
    }
    await #expect(throws: StoreError.self) { try await store.events(after: start) }
    let recent = try await store.events(after: ResourceVersion(rawValue: start.rawValue + 4))
    #expect(recent.events.count == 1)
  }

  @Test func aQuietWatchDoesNotExpire() async throws {
    let store = try await Make.store(historyLimit: 2)
    let watch = Task {
      var iterator = store.watch(Selection([Service.resource]), from: .currentState)
        .makeAsyncIterator()
      _ = try await iterator.next()
      return try await iterator.next()
    }
    while await store.watcherCount == 0 { await Task.yield() }
    for number in 0..<20 { try await store.create(Make.pod("p\(number)")) }
    try await store.create(Make.service("httpd"))
    #expect(text(try await watch.value) == ["added httpd 22"])
  }

  /// Who gives up waiting goes on from where the store is, not from where it began to wait.
  @Test func cancelledWaitTellsHowFarItHasSeen() async throws {
    let store = try await Make.store(historyLimit: 2)
    let start = await store.version
    let wait = Task {
      try await store.nextEvents(after: start, matching: Selection([Service.resource]))
    }
    while await store.watcherCount == 0 { await Task.yield() }
    for number in 0..<20 { try await store.create(Make.pod("p\(number)")) }
    wait.cancel()
    let batch = try await wait.value
    #expect(batch.events.isEmpty)
    #expect(batch.version == ResourceVersion(rawValue: start.rawValue + 20))
    try await store.create(Make.service("httpd"))
    let next = try await store.nextEvents(
      after: batch.version, matching: Selection([Service.resource]))
    #expect(text(next) == ["added httpd 22"])
  }

  @Test func aCancelledWatchEnds() async throws {
    let store = try await Make.store()
    let watch = Task {
      var count = 0
      for try await batch in store.watch(.everything, from: .currentState) {
        count += batch.events.count
      }
      return count
    }
    while await store.watcherCount == 0 { await Task.yield() }
    watch.cancel()
    #expect(try await watch.value == 1)
    #expect(await store.watcherCount == 0)
  }
}
