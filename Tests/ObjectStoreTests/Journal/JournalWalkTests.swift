import Glibc
import ObjectStore
import Objects
import Testing

/// Writers at random over a real file that is closed, copied as a crash would leave it, and opened
/// again.
struct JournalWalkTests {
  @Test(arguments: 0..<6 as Range<UInt64>)
  func nothingIsLostOverRestarts(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var folder = StoreFolder()
    var model: [String: Value] = [:]
    var last = ResourceVersion(rawValue: 0)
    for run in 0..<8 {
      let (store, journal) = try await folder.open(seed: seed &+ UInt64(run))
      let found = await store.list(.everything)
      #expect(
        Dictionary(uniqueKeysWithValues: found.items.map { (Self.name($0), $0.value) }) == model,
        "seed \(seed), run \(run)")
      #expect(found.version > last, "seed \(seed), run \(run)")
      if run == 0 { try await store.create(Make.namespace("sandbox")) }
      for _ in 0..<Int.random(in: 1..<20, using: &random) {
        _ = await store.commit(Self.writes(using: &random))
      }
      let items = await store.list(.everything).items
      model = Dictionary(uniqueKeysWithValues: items.map { (Self.name($0), $0.value) })
      last = await store.version
      if Bool.random(using: &random) {
        try await journal.close()
      } else {
        folder = folder.crashed()
      }
    }
    #expect(model.count > 2, "seed \(seed): the walk got nowhere")
  }

  /// While four writers write, copies are taken between commits: each holds everything that was
  /// acknowledged before it was taken.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func aCrashLosesNothingThatWasAcknowledged(seed: UInt64) async throws {
    let folder = StoreFolder()
    let (store, _) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    for moment in 0..<6 {
      await withTaskGroup(of: Void.self) { group in
        for writer in 0..<4 as Range<UInt64> {
          let seed = seed &* 100 &+ UInt64(moment) &* 10 &+ writer
          group.addTask {
            var random = SeededGenerator(seed: seed)
            for _ in 0..<10 { _ = await store.commit(Self.writes(using: &random)) }
          }
        }
      }
      let expected = await store.list(.everything)
      let (after, journal) = try await folder.crashed().open()
      #expect(
        await after.list(.everything).items.map(\.value) == expected.items.map(\.value),
        "seed \(seed), moment \(moment)")
      #expect(await after.version > expected.version)
      try await journal.close()
    }
  }

  /// A log that ends anywhere is told. Without the file that tells it, what is before the end of a
  /// commit is there, in order, and nothing of a commit that is not whole.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func aLogThatEndsEarlyIsAPrefix(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let folder = StoreFolder()
    let (store, _) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    for step in 0..<20 {
      // Each commit adds a pair.
      _ = await store.commit(["a", "b"].map { .create(Make.pod("p\(100 + step)\($0)")) })
    }
    let crashed = folder.crashed()
    let log = crashed.read("store.sqlite-wal")
    for _ in 0..<10 {
      let length = Int.random(in: 0..<log.count, using: &random)
      let copy = crashed.crashed()
      copy.write(Array(log[..<length]), "store.sqlite-wal")
      let text = try #require(await copy.refusal())
      #expect(
        text.hasPrefix("\(copy.file): the store is damaged (it ends at version ")
          && !text.contains("\n"))
      #expect(copy.read("store.sqlite-wal").count == length)
      unsafe unlink("\(copy.file)-last")
      let (after, journal) = try await copy.open()
      let names = await after.list(Pod.self).map(\.metadata.name)
      let steps = (0..<names.count / 2).map { 100 + $0 }
      #expect(
        names == steps.flatMap { ["p\($0)a", "p\($0)b"] }, "seed \(seed): after \(length) octets")
      try await journal.close()
    }
  }

  private static func name(_ object: any KubernetesObject) -> String {
    "\(object.resource.kind) \(object.namespacedName)"
  }

  private static func writes(using random: inout SeededGenerator) -> [Write] {
    (0..<Int.random(in: 1..<6, using: &random)).map { _ in
      var pod = Make.pod("p\(Int.random(in: 0..<12, using: &random))")
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return .create(pod)
      case 1:
        pod.metadata.annotations["n"] = "\(UInt64.random(in: 0...99, using: &random))"
        return .update(pod)
      default: return .delete(pod.key, uid: nil, gracePeriodSeconds: 0)
      }
    }
  }
}
