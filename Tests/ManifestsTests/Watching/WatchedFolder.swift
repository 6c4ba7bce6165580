import FoundationEssentials
import Glibc
import Testing

@testable import Manifests

/// A temporary folder under a ``FileWatcher``.
struct WatchedFolder {
  let path: String
  let watcher: FileWatcher
  private let batches: BatchQueue

  var name: String { String(path.split(separator: "/").last ?? "") }

  /// - Parameter only: the file that is the PATH, instead of the folder.
  static func with(
    files: [String: String], only file: String? = nil, _ body: (WatchedFolder) async throws -> Void
  ) async throws {
    let path = "/tmp/ordinal-manifests-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let watched = file.map { "\(path)/\($0)" } ?? path
    let folder = WatchedFolder(
      path: path, watcher: try FileWatcher(paths: [watched]), batches: BatchQueue())
    defer { folder.removeAll() }
    for (name, text) in files { folder.write(name, text) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await folder.watcher.run { batch in await folder.batches.add(batch) }
      }
      try await body(folder)
      group.cancelAll()
    }
  }

  /// Waits until the files have been told with these contents (nil: removed), each at least once.
  func expect(_ files: [String: String?]) async throws {
    for (name, text) in files {
      let update = text.map { FileUpdate.contents(Array($0.utf8)) } ?? .removed
      try await wait("\(name) is \(update)") { await batches.take(name) { $0 == update } }
    }
  }

  func expectUnreadable(_ name: String) async throws {
    try await wait("\(name) is unreadable") {
      await batches.take(name) { if case .unreadable = $0 { true } else { false } }
    }
  }

  func expectFailure(_ text: String) async throws {
    try await wait("the folder fails") { await batches.failures.values.contains(text) }
  }

  private func wait(_ what: String, until isTrue: () async -> Bool) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(120))
    while await !isTrue() {
      guard ContinuousClock.now < deadline else {
        Issue.record("after two minutes not: \(what)")
        throw CancellationError()
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}

/// What the watcher has told and nobody has asked for yet.
private actor BatchQueue {
  private var updates: [String: [FileUpdate]] = [:]
  private(set) var failures: [String: String] = [:]

  func add(_ batch: FileBatch) {
    for (key, update) in batch.updates { updates[key.name, default: []].append(update) }
    failures.merge(batch.failures) { $1 }
  }

  /// Removes what was told of the file up to the first update that fits.
  func take(_ name: String, _ fits: (FileUpdate) -> Bool) -> Bool {
    guard let found = updates[name]?.firstIndex(where: fits) else { return false }
    updates[name]?.removeSubrange(...found)
    return true
  }
}

extension WatchedFolder {
  func write(_ name: String, _ text: String) {
    let descriptor = unsafe open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    #expect(descriptor >= 0)
    var octets = Array(text.utf8)
    let count = unsafe Glibc.write(descriptor, &octets, octets.count)
    #expect(count == octets.count)
    close(descriptor)
  }

  func truncate(_ name: String) { check(unsafe Glibc.truncate("\(path)/\(name)", 0)) }
  func remove(_ name: String) { check(unsafe unlink("\(path)/\(name)")) }
  func makeFolder(_ name: String) { check(unsafe mkdir("\(path)/\(name)", 0o755)) }
  func removeFolder(_ name: String) { check(unsafe rmdir("\(path)/\(name)")) }

  func link(_ name: String, to target: String) {
    check(unsafe symlink(target, "\(path)/\(name)"))
  }

  func rename(_ name: String, to other: String) {
    check(unsafe Glibc.rename("\(path)/\(name)", "\(path)/\(other)"))
  }

  private func check(_ result: Int32) { #expect(result == 0, "errno \(errno)") }

  private func removeAll() { try? FileManager.default.removeItem(atPath: path) }
}
