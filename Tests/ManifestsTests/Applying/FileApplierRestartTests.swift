import Glibc
import ObjectStore
import Objects
import Testing

@testable import Manifests

/// A server that ends and starts again over the same store.
struct FileApplierRestartTests {
  /// The path of a store that goes with the test.
  private final class Place {
    let path: String

    init() {
      var template = Array("/tmp/ordinal-files-XXXXXX".utf8CString)
      unsafe mkdtemp(&template)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
      for suffix in ["", "-wal", "-shm"] { unsafe unlink("\(path)/store.sqlite\(suffix)") }
      unsafe rmdir(path)
    }

    /// A run of the server: what it finds in `files` at its start, and what is done then.
    func run(
      paths: [String] = ["p"], files: [String: String?],
      body: (ObjectStore) async throws -> Void = { _ in }
    ) async throws -> ApplyReport {
      let journal = try await SQLiteJournal.open("\(path)/store.sqlite")
      let contents = try await journal.load()
      let store = ObjectStore(journal: journal, contents: contents)
      let applier = FileApplier(
        store: store, paths: paths, ledger: FileLedger(notes: contents.notes))
      let report = await applier.apply(ApplierBench.batch(files, isInitial: true))
      try await body(store)
      try await journal.close()
      return report
    }
  }

  private static func scale(_ store: ObjectStore, to replicas: Int32) async throws {
    var set = try await store.get(StatefulSet.self, "shop", "a")
    set.spec.replicas = replicas
    _ = try await store.commit(.update(set))
  }

  @Test func whatOthersDidStaysUntilTheFileChanges() async throws {
    let place = Place()
    let text = Samples.set("a")
    #expect(try await place.run(files: ["a.yaml": text]).created.count == 1)
    let second = try await place.run(files: ["a.yaml": text]) { store in
      try await Self.scale(store, to: 7)
    }
    #expect(second.lines == [])
    let third = try await place.run(files: ["a.yaml": text]) { store in
      #expect(try await store.get(StatefulSet.self, "shop", "a").spec.replicas == 7)
      _ = try await store.commit(
        .delete(ObjectKey(StatefulSet.resource, namespace: "shop", name: "a"), Deletion()))
    }
    #expect(third.lines == [])
    // Whoever deleted it wanted that, too.
    #expect(try await place.run(files: ["a.yaml": text]).lines == [])
    let changed = text.replacing("replicas: 2", with: "replicas: 3")
    let last = try await place.run(files: ["a.yaml": changed])
    #expect(last.lines == ["statefulset.apps/a created"])
  }

  @Test func changesMadeMeanwhileAreApplied() async throws {
    let place = Place()
    let files = ["a.yaml": Samples.set("a"), "b.yaml": Samples.set("b") + Samples.set("c")]
    _ = try await place.run(files: files) { store in try await Self.scale(store, to: 7) }
    let changed = try await place.run(files: [
      "a.yaml": Samples.set("a").replacing("image: x", with: "image: v2"),
      "b.yaml": Samples.set("c"),
    ]) { store in
      let set = try await store.get(StatefulSet.self, "shop", "a")
      #expect(set.spec.template.spec.containers[0].image == "v2" && set.spec.replicas == 2)
    }
    #expect(
      changed.lines == ["statefulset.apps/a configured", "statefulset.apps/b deleted"])
    // Moved to another file, and back under another name of the file.
    let moved = try await place.run(files: ["z.yaml": Samples.set("a"), "b.yaml": Samples.set("c")])
    #expect(moved.lines == ["statefulset.apps/a configured"])
    #expect(
      try await place.run(files: ["z.yaml": Samples.set("a")]).lines == [
        "statefulset.apps/c deleted"
      ])
  }

  @Test func filesOfOtherPathsAreLeftAlone() async throws {
    let place = Place()
    _ = try await place.run(files: ["a.yaml": Samples.set("a")])
    #expect(try await place.run(paths: ["q"], files: [:]).lines == [])
    #expect(try await place.run(paths: [], files: [:]).lines == [])
    let back = try await place.run(files: [:])
    #expect(back.lines == ["statefulset.apps/a deleted"])
  }
}
