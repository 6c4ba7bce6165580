import ObjectStore
import Objects
import Synchronization
import Testing

/// A journal whose commits wait until a test says how they end.
final class GatedJournal: Journal {
  private struct State {
    var batches: [[StoreEvent]] = []
    var waiting: CheckedContinuation<Bool, Never>?
    var arrival: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var batches: [[StoreEvent]] { state.withLock { $0.batches } }

  func load() async throws(JournalError) -> JournalContents { JournalContents() }

  func commit(_ changes: [StoreEvent]) async throws(JournalError) {
    let succeeds = await withCheckedContinuation { continuation in
      let arrival = state.withLock { state in
        state.batches.append(changes)
        state.waiting = continuation
        defer { state.arrival = nil }
        return state.arrival
      }
      arrival?.resume()
    }
    if !succeeds { throw JournalError("disk full") }
  }

  /// Returns when a batch waits.
  func arrival() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.waiting == nil { state.arrival = continuation }
        return state.waiting != nil
      }
      if isThere { continuation.resume() }
    }
  }

  func end(succeeding: Bool) async {
    await arrival()
    state.withLock { state in
      defer { state.waiting = nil }
      return state.waiting
    }?.resume(returning: succeeding)
  }
}

struct CommitTests {
  private func open() async throws -> (ObjectStore, GatedJournal) {
    let journal = GatedJournal()
    let store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: ManualClock(), journal: journal)
    async let namespace = store.create(Make.namespace("sandbox"))
    await journal.end(succeeding: true)
    _ = try await namespace
    return (store, journal)
  }

  /// Starts a write and returns when it is pending behind the batch that the journal has.
  private func start(_ write: Write, in store: ObjectStore, after count: Int) async
    -> Task<String?, Never>
  {
    let task = Task { await store.refusal(write) }
    while await store.pendingCount < count { await Task.yield() }
    return task
  }

  @Test func nothingIsSeenBeforeTheJournalHasIt() async throws {
    let (store, journal) = try await open()
    let write = Task { await store.refusal(.create(Make.pod("web-0"))) }
    await journal.arrival()
    #expect(await store.list(Pod.self).isEmpty)
    #expect(await store.version == ResourceVersion(rawValue: 1))
    #expect(try await store.events(after: ResourceVersion(rawValue: 1)).events.isEmpty)
    await journal.end(succeeding: true)
    #expect(await write.value == nil)
    #expect(await store.list(Pod.self).count == 1)
    #expect(try await store.events(after: ResourceVersion(rawValue: 1)).events.count == 1)
  }

  @Test func writesAreCheckedAgainstPendingOnesAndShareABatch() async throws {
    let (store, journal) = try await open()
    let first = Task { await store.refusal(.create(Make.pod("a"))) }
    await journal.arrival()
    let again = await start(.create(Make.pod("a")), in: store, after: 1)
    let others = [
      await start(.create(Make.pod("b")), in: store, after: 2),
      await start(.create(Make.pod("c")), in: store, after: 3),
    ]
    await journal.end(succeeding: true)
    await journal.end(succeeding: true)
    #expect(await first.value == nil)
    #expect(await again.value == #"pods "a" already exists"#)
    for other in others { #expect(await other.value == nil) }
    #expect(journal.batches.map(\.count) == [1, 1, 2])
    #expect(journal.batches.flatMap { $0.map(\.version.rawValue) } == [1, 2, 3, 4])
  }

  @Test func aFailedCommitFailsItsBatchAndWhatRestsOnIt() async throws {
    let (store, journal) = try await open()
    let first = Task { await store.refusal(.create(Make.pod("a"))) }
    await journal.arrival()
    let dependent = [
      await start(.create(Make.pod("a")), in: store, after: 1),
      await start(.create(Make.pod("b")), in: store, after: 2),
    ]
    await journal.end(succeeding: false)
    let text = "Internal error occurred: disk full"
    #expect(await first.value == text)
    for write in dependent { #expect(await write.value == text) }
    #expect(await store.list(Pod.self).isEmpty)
    let retry = Task { await store.refusal(.create(Make.pod("a"))) }
    await journal.end(succeeding: true)
    #expect(await retry.value == nil)
    // The versions of the failed batches are not given again.
    #expect(await store.version == ResourceVersion(rawValue: 4))
  }

  @Test func aCancelledCallerTakesNothingWithIt() async throws {
    let (store, journal) = try await open()
    let write = Task { await store.refusal(.create(Make.pod("a"))) }
    await journal.arrival()
    write.cancel()
    await journal.end(succeeding: true)
    #expect(await write.value == nil)
    #expect(await store.list(Pod.self).count == 1)
  }

  @Test func aStoreGoesOnFromWhatTheJournalHad() async throws {
    var old = Make.namespace("sandbox")
    old.metadata.resourceVersion = ResourceVersion(rawValue: 5)
    let store = ObjectStore(
      contents: JournalContents(objects: [old], version: ResourceVersion(rawValue: 9)))
    #expect(try await store.get(Namespace.self, "", "sandbox") == old)
    let pod = try await store.create(Make.pod("a"))
    #expect(pod.metadata.resourceVersion == ResourceVersion(rawValue: 10))
    await #expect(throws: StoreError.self) {
      try await store.events(after: ResourceVersion(rawValue: 8))
    }
  }
}
