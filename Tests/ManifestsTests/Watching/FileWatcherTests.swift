import Testing

@testable import Manifests

/// A real folder, real events. Each step waits for what it expects, at most ten seconds; only a
/// defect makes it wait that long.
@Suite struct FileWatcherTests {
  @Test func tellsWhatHappensInAFolder() async throws {
    try await WatchedFolder.with(files: ["a.yaml": "1", "c.txt": "x"]) { folder in
      try await folder.expect(["a.yaml": "1"])
      folder.write("b.zone", "2")
      try await folder.expect(["b.zone": "2"])
      folder.write("a.yaml", "3")
      try await folder.expect(["a.yaml": "3"])
      // As `sed -i` does: a new file takes the name.
      folder.write("sedXyz", "4")
      folder.rename("sedXyz", to: "a.yaml")
      try await folder.expect(["a.yaml": "4"])
      folder.rename("a.yaml", to: "d.yml")
      try await folder.expect(["a.yaml": nil, "d.yml": "4"])
      folder.remove("b.zone")
      try await folder.expect(["b.zone": nil])
      folder.truncate("d.yml")
      try await folder.expect(["d.yml": ""])
    }
  }

  /// Kubernetes mounts a ConfigMap so: files are links into `..data`, a link that is swapped.
  @Test func seesSwappedLinks() async throws {
    try await WatchedFolder.with(files: [:]) { folder in
      try await folder.expect([:])
      folder.makeFolder("..1")
      folder.write("..1/a.yaml", "1")
      folder.makeFolder("..2")
      folder.write("..2/a.yaml", "2")
      folder.link("..data", to: "..1")
      folder.link("a.yaml", to: "..data/a.yaml")
      try await folder.expect(["a.yaml": "1"])
      folder.link("..new", to: "..2")
      folder.rename("..new", to: "..data")
      try await folder.expect(["a.yaml": "2"])
      folder.rename("..2", to: "..3")
      try await folder.expectUnreadable("a.yaml")
    }
  }

  @Test func watchesFilesByName() async throws {
    try await WatchedFolder.with(files: ["a.yaml": "1", "b.yaml": "1"], only: "a.yaml") { folder in
      try await folder.expect(["a.yaml": "1"])
      folder.write("tmp", "2")
      folder.rename("tmp", to: "a.yaml")
      try await folder.expect(["a.yaml": "2"])
      folder.remove("a.yaml")
      try await folder.expect(["a.yaml": nil])
      folder.write("a.yaml", "3")
      try await folder.expect(["a.yaml": "3"])
    }
  }

  @Test func survivesTheLossOfItsFolder() async throws {
    try await WatchedFolder.with(files: ["a.yaml": "1"]) { folder in
      try await folder.expect(["a.yaml": "1"])
      folder.rename("", to: "../moved-\(folder.name)")
      try await folder.expectFailure("No such file or directory")
      folder.makeFolder("")
      folder.write("a.yaml", "2")
      try await folder.expect(["a.yaml": "2"])
      folder.remove("../moved-\(folder.name)/a.yaml")
      folder.removeFolder("../moved-\(folder.name)")
    }
  }

  @Test func rereadsOnDemand() async throws {
    try await WatchedFolder.with(files: ["a.yaml": "1"]) { folder in
      try await folder.expect(["a.yaml": "1"])
      folder.watcher.rescan()
      try await folder.expect(["a.yaml": "1"])
    }
  }

  @Test func tellsOfMissingPathsFirst() async throws {
    let watcher = try FileWatcher(paths: ["/nonexistent/a.yaml"])
    let task = Task {
      await watcher.run { batch in
        #expect(batch.isInitial)
        #expect(batch.failures == ["/nonexistent/a.yaml": "No such file or directory"])
        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      }
    }
    await task.value
  }
}
