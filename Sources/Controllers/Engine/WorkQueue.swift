package import Objects

/// Keys to look at. A key is in it at most once, however much happened; one that is added while it
/// is being worked on comes again afterwards. First come, first served, so that a run can be
/// repeated.
package struct WorkQueue<Key: Hashable & Sendable>: Sendable {
  /// Upstream's limits for a failing key.
  private let firstDelay = Duration.milliseconds(5)
  private let lastDelay = Duration.seconds(1000)

  private var ready: [Key] = []
  private var head = 0
  private var states: [Key: State] = [:]
  private var delays = Heap<Delay>()
  private var waiting: [Key: Delay] = [:]
  private var nextTicket: UInt64 = 0
  private var failures: [Key: Int] = [:]

  /// Where a key stands that is not merely delayed.
  private enum State { case queued, processing, processingAndQueued }

  /// A key and its time. It counts only while the key waits for this one: an earlier delay makes it
  /// stale, and it is dropped when it comes to the top.
  private struct Delay: Comparable {
    var deadline: Timestamp
    var ticket: UInt64
    var key: Key

    static func < (a: Self, b: Self) -> Bool {
      (a.deadline, a.ticket) < (b.deadline, b.ticket)
    }

    static func == (a: Self, b: Self) -> Bool { a.ticket == b.ticket }
  }

  package init() {}

  /// Now; does nothing for a key that waits already.
  package mutating func add(_ key: Key) {
    switch states[key] {
    case nil:
      states[key] = .queued
      ready.append(key)
    case .processing: states[key] = .processingAndQueued
    case .queued, .processingAndQueued: break
    }
  }

  /// At `deadline`, also if the key is taken before for another reason; of several deadlines the
  /// earliest counts (as upstream's).
  package mutating func add(_ key: Key, at deadline: Timestamp) {
    if let delay = waiting[key], delay.deadline <= deadline { return }
    nextTicket += 1
    let delay = Delay(deadline: deadline, ticket: nextTicket, key: key)
    waiting[key] = delay
    delays.insert(delay)
  }

  /// After a failure: each one in a row doubles the wait.
  package mutating func addWithBackOff(_ key: Key, now: Timestamp) {
    let failed = failures[key, default: 0]
    failures[key] = failed + 1
    // 2^18 times the first delay is more than the last.
    add(key, at: now + min(lastDelay, firstDelay * (1 << min(failed, 18))))
  }

  /// The next key that is due; the caller must say ``done(_:)`` for it.
  package mutating func take(now: Timestamp) -> Key? {
    promote(now)
    guard head < ready.count else { return nil }
    let key = ready[head]
    head += 1
    if head == ready.count {
      ready.removeAll(keepingCapacity: true)
      head = 0
    }
    states[key] = .processing
    return key
  }

  /// The key may be taken again; it comes at once if it was added meanwhile.
  package mutating func done(_ key: Key) {
    let wasAdded = states[key] == .processingAndQueued
    states[key] = nil
    if wasAdded { add(key) }
  }

  /// The key is well: its next failure is a first one.
  package mutating func forget(_ key: Key) { failures[key] = nil }

  /// Whether ``take(now:)`` would give a key.
  package mutating func hasDue(now: Timestamp) -> Bool {
    promote(now)
    return head < ready.count
  }

  /// When the next delayed key is due.
  package mutating func nextDeadline() -> Timestamp? {
    dropStaleDelays()
    return delays.first?.deadline
  }

  /// Delayed keys whose time has come wait with the others.
  private mutating func promote(_ now: Timestamp) {
    dropStaleDelays()
    while let delay = delays.first, delay.deadline <= now {
      _ = delays.removeFirst()
      waiting[delay.key] = nil
      add(delay.key)
      dropStaleDelays()
    }
  }

  private mutating func dropStaleDelays() {
    while let delay = delays.first, waiting[delay.key] != delay {
      _ = delays.removeFirst()
    }
  }
}
