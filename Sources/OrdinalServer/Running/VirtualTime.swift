import Controllers
import ObjectStore
import Objects

/// Time that passes only when it is asked to, from one thing that is due to the next: what takes
/// minutes in a cluster is over in milliseconds, and happens in the same order each time.
actor VirtualTime {
  private let clock: ManualClock
  private let store: ObjectStore
  private let manager: ControllerManager
  private let start: Timestamp
  private var last: Task<Void, Never>?
  private var version = ResourceVersion(rawValue: 0)
  private var lines: [String] = []

  init(clock: ManualClock, store: ObjectStore, manager: ControllerManager) {
    self.clock = clock
    self.store = store
    self.manager = manager
    start = clock.now()
  }

  /// Since the server was started.
  nonisolated var elapsed: Duration { clock.now() - start }

  /// What happened so far, a line a change.
  var story: [String] { lines }

  /// Lets the controllers do all that is due now.
  func settle() async {
    await exclusively { time in _ = await time.work() }
  }

  /// Lets time pass until something is so, but no longer than `limit`.
  ///
  /// - Returns: whether it became so.
  @discardableResult
  func advance(
    by limit: Duration, until isDone: @escaping @Sendable () -> Bool = { false }
  ) async -> Bool {
    await exclusively { time in
      let end = time.clock.now() + limit
      while !Task.isCancelled {
        let next = await time.work()
        if isDone() { return true }
        guard let next, next <= end else { break }
        time.clock.advance(to: next)
      }
      time.clock.advance(to: end)
      return false
    }
  }

  /// One caller at a time, in the order in which they came.
  private func exclusively<Answer: Sendable>(
    _ body: @escaping @Sendable (isolated VirtualTime) async -> Answer
  ) async -> Answer {
    let former = last
    let task = Task {
      await former?.value
      return await body(self)
    }
    last = Task { _ = await task.value }
    return await task.value
  }

  private func work() async -> Timestamp? {
    let next = await manager.settle()
    await note()
    return next
  }

  private func note() async {
    guard let batch = try? await store.events(after: version) else {
      version = await store.version
      return
    }
    version = batch.version
    let milliseconds = Int64(elapsed / .milliseconds(1))
    lines += batch.events.map { event in
      let object = event.object
      return "\(milliseconds) ms: \(object.resource.kind) \(object.namespacedName) \(event.kind)"
    }
  }
}
