/// Turns what the file system shows from moment to moment into changes, once each file is at rest.
///
/// Pure: scans and times in, changes out. An editor that empties a file and then writes it, or
/// renames it away and creates a new one, passes through states that nobody meant; a state counts
/// once it has been the same for ``settle``.
package struct FileTracker: Sendable {
  /// How long a file must stay as it is.
  package var settle: Duration
  /// A file that never rests is looked at nevertheless after this time.
  package var patience: Duration

  private var files: [FileKey: Tracked] = [:]
  private var failures: [String: String] = [:]
  private var hasBegun = false

  /// What is known of a file.
  private struct Tracked {
    /// What was told last; nil for absent.
    var told: FileState?
    var waiting: Waiting?
  }

  /// A state that is not yet told: since when it lasts, and when the file left the told one.
  private struct Waiting {
    var state: FileState?
    var since: ContinuousClock.Instant
    var began: ContinuousClock.Instant
  }

  /// What is to be done about a file now.
  package enum Change: Hashable, Sendable {
    case read(FileKey)
    case unreadable(FileKey, String)
    case removed(FileKey)
    case failure(path: String, String)
  }

  package init(settle: Duration = .milliseconds(150), patience: Duration = .seconds(1)) {
    self.settle = settle
    self.patience = patience
  }

  /// When to scan again at the latest, if a file is not at rest.
  package private(set) var deadline: ContinuousClock.Instant?

  /// - Parameter isForced: the user asked (SIGHUP): every file is read anew, without waiting.
  /// - Returns: the changes, sorted by file.
  package mutating func observe(
    _ scan: FileScan, at now: ContinuousClock.Instant, isForced: Bool = false
  ) -> [Change] {
    let tellsAll = isForced || !hasBegun
    hasBegun = true
    deadline = nil
    var changes: [Change] = []
    for (path, text) in scan.failures.sorted(by: { $0.key < $1.key })
    where tellsAll || failures[path] != text {
      changes.append(.failure(path: path, text))
    }
    failures = scan.failures
    for key in Set(files.keys).union(scan.files.keys).sorted()
    where scan.failures[key.path] == nil {
      let state = scan.files[key]
      if let change = update(key, to: state, at: now, tellsAll: tellsAll) { changes.append(change) }
    }
    return changes
  }

  /// What was told and what is there now decide; a file that went back to what was told was never
  /// away.
  private mutating func update(
    _ key: FileKey, to state: FileState?, at now: ContinuousClock.Instant, tellsAll: Bool
  ) -> Change? {
    var file = files[key] ?? Tracked()
    defer { files[key] = file.told == nil && file.waiting == nil ? nil : file }
    if !tellsAll {
      guard state != file.told else {
        file.waiting = nil
        return nil
      }
      var waiting = file.waiting ?? Waiting(state: state, since: now, began: now)
      if waiting.state != state { (waiting.state, waiting.since) = (state, now) }
      let due = min(waiting.since + settle, waiting.began + patience)
      guard now >= due else {
        file.waiting = waiting
        deadline = deadline.map { min($0, due) } ?? due
        return nil
      }
    }
    file.waiting = nil
    let wasTold = file.told != nil
    file.told = state
    switch state {
    case .present: return .read(key)
    case .unreadable(let text): return .unreadable(key, text)
    case nil: return wasTold ? .removed(key) : nil
    }
  }
}
