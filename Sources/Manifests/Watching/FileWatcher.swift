internal import Glibc
internal import Synchronization

/// Watches PATHs and tells what changes in their files.
///
/// One thread of its own makes all calls that may block; ``run(_:)`` hands its batches to the
/// caller one after the other until its task is cancelled.
package final class FileWatcher: Sendable {
  package let paths: [String]
  private let events: FolderEvents
  private let isStopped = Atomic(false)
  private let isForced = Atomic(false)
  private let tracker: FileTracker

  /// How often links and mounts are looked at, of which inotify tells nothing.
  private static let pollingMilliseconds: Int32 = 1000
  /// After an event others follow at once: one scan serves them all.
  private static let gatheringMilliseconds: Int32 = 10

  /// - Throws: the system has no descriptors left.
  package init(paths: [String], tracker: FileTracker = FileTracker()) throws(FileWatcherError) {
    self.paths = paths
    self.tracker = tracker
    do { events = try FolderEvents() } catch {
      throw FileWatcherError(text: "cannot watch files: \(error)")
    }
  }

  /// Reads every file anew, changed or not (SIGHUP).
  package func rescan() {
    isForced.store(true, ordering: .releasing)
    events.ring()
  }

  /// Calls `apply` with each batch, the first with all that exists; returns when the task is
  /// cancelled and the thread has ended. May be called once.
  package func run(_ apply: (FileBatch) async -> Void) async {
    let (batches, continuation) = AsyncStream.makeStream(of: FileBatch.self)
    let ended = AsyncStream.makeStream(of: Never.self)
    let hasThread = DetachedThread.start { [self] in
      watch(continuation)
      continuation.finish()
      ended.continuation.finish()
    }
    precondition(hasThread, "the system refuses a thread for watching files")
    await withTaskCancellationHandler {
      for await batch in batches { await apply(batch) }
      stop()
    } onCancel: {
      stop()
    }
    // A cancelled task's streams end early; the thread is waited for by a task of its own.
    await Task { for await _ in ended.stream {} }.value
  }

  private func stop() {
    isStopped.store(true, ordering: .releasing)
    events.ring()
  }

  /// The thread: scan, tell, sleep until something happens.
  private func watch(_ batches: AsyncStream<FileBatch>.Continuation) {
    var tracker = tracker
    var isInitial = true
    while !isStopped.load(ordering: .acquiring) {
      // Watches come before the scan: what changes in between is an event.
      for folder in folders { events.watch(folder) }
      let wasForced = isForced.exchange(false, ordering: .acquiring)
      let scan = FileSystem.scan(paths)
      let changes = tracker.observe(scan, at: .now, isForced: wasForced)
      var batch = Self.batch(of: changes, isInitial: isInitial)
      // Later a file that is not there was removed; at the start it was never there.
      if isInitial {
        batch.failures.merge(FileSystem.missing(paths)) { first, _ in first }
      }
      if !batch.isEmpty || isInitial || wasForced { batches.yield(batch) }
      isInitial = false
      events.wait(milliseconds: Self.timeout(until: tracker.deadline))
      if !isStopped.load(ordering: .acquiring), !isForced.load(ordering: .acquiring) {
        usleep(UInt32(Self.gatheringMilliseconds) * 1000)
      }
    }
  }

  /// The folders whose events matter: of a PATH that is a file, the one that it is in.
  private var folders: Set<String> {
    Set(paths.map { FileSystem.isFolder($0) ? $0 : FileSystem.parent(of: $0) })
  }

  /// At most until the next poll, and not before the deadline: a scan too early would find nothing.
  private static func timeout(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return pollingMilliseconds }
    let left = ContinuousClock.now.duration(to: deadline)
    let milliseconds =
      left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    return Int32(clamping: min(max(milliseconds + 1, 1), Int64(pollingMilliseconds)))
  }

  /// Reads what is to be read.
  private static func batch(of changes: [FileTracker.Change], isInitial: Bool) -> FileBatch {
    var batch = FileBatch(isInitial: isInitial)
    for change in changes {
      switch change {
      case .read(let key): batch.updates[key] = FileSystem.contents(of: key.location)
      case .unreadable(let key, let text): batch.updates[key] = .unreadable(text)
      case .removed(let key): batch.updates[key] = .removed
      case .failure(let path, let text): batch.failures[path] = text
      }
    }
    return batch
  }
}

/// Why files cannot be watched at all.
package struct FileWatcherError: Error, Hashable, Sendable, CustomStringConvertible {
  package var text: String
  package var description: String { text }
}
