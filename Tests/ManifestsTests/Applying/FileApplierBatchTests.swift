import ObjectStore
import Objects
import Synchronization
import Testing

@testable import Manifests

/// Counts its commits, and fails while it is told to.
private final class CountingJournal: Journal {
  private let state = Mutex((commits: 0, notes: 0, fails: false))

  var commits: Int { state.withLock { $0.commits } }
  var notes: Int { state.withLock { $0.notes } }
  func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }

  func load() async throws(JournalError) -> JournalContents { JournalContents() }

  func commit(_ changes: [StoreEvent]) async throws(JournalError) {
    try await commit(changes, [])
  }

  func commit(_ changes: [StoreEvent], _ notes: [ObjectNote]) async throws(JournalError) {
    let fails = state.withLock { state in
      state.commits += 1
      if !state.fails { state.notes += notes.count }
      return state.fails
    }
    if fails { throw JournalError("disk full") }
  }
}

struct FileApplierBatchTests {
  @Test func aWholePassIsAFewCommits() async throws {
    let journal = CountingJournal()
    let store = ObjectStore(journal: journal)
    let applier = FileApplier(store: store, paths: ["p"])
    let files: [String: String?] = Dictionary(
      uniqueKeysWithValues: (0..<60).map { file in
        ("\(100 + file).yaml", (0..<10).map { Samples.service("s\(file)-\($0)") }.joined())
      })
    let report = await applier.apply(ApplierBench.batch(files))
    #expect(report.created.count == 600 && report.diagnostics.isEmpty)
    #expect(report.created.first?.name == "s0-0" && report.created.last?.name == "s59-9")
    #expect(journal.notes == 600)
    // The namespace, and three stretches.
    #expect(journal.commits == 4)
    let gone = await applier.apply(ApplierBench.batch(files.mapValues { _ in nil }))
    #expect(gone.deleted.count == 600)
    #expect(journal.commits == 5)
  }

  @Test func whatTheJournalRefusesIsTriedAgain() async throws {
    let journal = CountingJournal()
    let applier = FileApplier(store: ObjectStore(journal: journal), paths: ["p"])
    journal.fail(true)
    let refused = await applier.apply(ApplierBench.batch(["a.yaml": Samples.set("a")]))
    #expect(refused.wantsRetry && refused.diagnostics.count == 1)
    #expect(await applier.currentLedger.entries.isEmpty)
    journal.fail(false)
    let report = await applier.apply(FileBatch())
    #expect(report.lines == ["statefulset.apps/a created"] && !report.wantsRetry)
    journal.fail(true)
    let kept = await applier.apply(ApplierBench.batch(["a.yaml": nil]))
    #expect(kept.wantsRetry && kept.deleted.isEmpty)
    journal.fail(false)
    #expect(await applier.apply(FileBatch()).lines == ["statefulset.apps/a deleted"])
  }

  @Test func othersWritesAreNeverInTheWayForLong() async throws {
    let bench = ApplierBench()
    let names = (0..<20).map { "s\($0)" }
    let text = names.map(Samples.set).joined()
    await bench.apply(["a.yaml": text])
    for round in 0..<10 {
      async let others: Void = {
        for name in names { try? await bench.scale(name, to: Int32(round + 10)) }
      }()
      let image = text.split(separator: "image: x").joined(separator: "image: v\(round)")
      let report = await bench.apply(["a.yaml": image])
      #expect(report.diagnostics == [] && report.configured.count == names.count)
      await others
      #expect(try await bench.set("s19").spec.template.spec.containers[0].image == "v\(round)")
    }
  }
}
