import ObjectStore
import Objects
import Synchronization
import Testing

/// Fails some commits, and lets others run in between.
private final class FlakyJournal: Journal {
  private let generator: Mutex<SeededGenerator>
  private let kept = Mutex<[StoreEvent]>([])

  init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

  var changes: [StoreEvent] { kept.withLock { $0 } }

  func load() async throws(JournalError) -> JournalContents { JournalContents() }

  func commit(_ changes: [StoreEvent]) async throws(JournalError) {
    let (pauses, fails) = generator.withLock { generator in
      (Int.random(in: 0..<4, using: &generator), Int.random(in: 0..<5, using: &generator) == 0)
    }
    for _ in 0..<pauses { await Task.yield() }
    if fails { throw JournalError("flaky") }
    kept.withLock { $0 += changes }
  }
}

/// Several writers at once over a journal that fails now and then.
struct StoreWalkTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func nothingAcknowledgedIsLostAndNothingElseIsKept(seed: UInt64) async throws {
    let journal = FlakyJournal(seed: seed)
    let store = ObjectStore(
      identifiers: SeededIdentifiers(seed: seed), clock: ManualClock(), journal: journal)
    while await store.refusal(.create(Make.namespace("sandbox"))) != nil {}
    let acknowledged = await withTaskGroup(of: [ResourceVersion].self) { group in
      for writer in 0..<4 as Range<UInt64> {
        group.addTask { await Self.write(to: store, seed: seed &* 31 &+ writer) }
      }
      return await group.reduce(into: Set<ResourceVersion>()) { $0.formUnion($1) }
    }
    let events = try await store.events(after: ResourceVersion(rawValue: 0)).events
    let versions = events.map(\.version)
    #expect(versions == journal.changes.map(\.version), "seed \(seed)")
    #expect(zip(versions, versions.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
    // A write that changed nothing is acknowledged with the version that it found.
    #expect(acknowledged.isSubset(of: Set(versions)), "seed \(seed)")
    #expect(events.count > 100, "seed \(seed): the walk got nowhere")

    var replayed: [NamespacedName: ResourceVersion] = [:]
    for event in events where event.object is Pod {
      let name = event.object.namespacedName
      #expect(
        replayed[name] == event.previous?.metadata.resourceVersion, "seed \(seed): a broken chain")
      replayed[name] = event.kind == .deleted ? nil : event.version
    }
    let listed = await store.list(Pod.self).map {
      ($0.namespacedName, $0.metadata.resourceVersion!)
    }
    #expect(replayed == Dictionary(uniqueKeysWithValues: listed), "seed \(seed)")
    // Only the journal's failures leave gaps, and no version is given twice.
    #expect(await store.version == versions.last)
  }

  private static func write(to store: ObjectStore, seed: UInt64) async -> [ResourceVersion] {
    var random = SeededGenerator(seed: seed)
    var acknowledged: [ResourceVersion] = []
    for step in 0..<100 {
      var pod = Make.pod("p\(Int.random(in: 0..<5, using: &random))")
      let write: Write
      switch Int.random(in: 0..<3, using: &random) {
      case 0: write = .create(pod)
      case 1:
        pod.metadata.annotations["step"] = "\(seed) \(step)"
        write = .update(pod)
      default: write = .delete(pod.key, uid: nil, gracePeriodSeconds: 0)
      }
      if let version = try? await store.commit(write).metadata.resourceVersion {
        acknowledged.append(version)
      }
    }
    return acknowledged
  }
}
