import Objects

/// The messages that came with one reason about one object.
struct SimilarEvents: Sendable {
  var messages: Set<String> = []
  var last: Timestamp
}

/// A token bucket: how often may be told of one object (client-go's `EventSourceObjectSpamFilter`).
struct EventBudget: Sendable {
  private static let burst = 25.0
  private static let secondsPerToken = 300.0

  private var tokens = burst
  private var last: Timestamp

  init(at now: Timestamp) { last = now }

  /// False where nothing is left.
  mutating func spend(at now: Timestamp) -> Bool {
    let (seconds, attoseconds) = (now - last).components
    let elapsed = max(0, Double(seconds) + Double(attoseconds) / 1e18)
    tokens = min(Self.burst, tokens + elapsed / Self.secondsPerToken)
    last = max(last, now)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}

/// A dictionary that forgets what was not used for longest, half of it at a time when it is full.
struct RecentMap<Key: Hashable & Sendable, Element: Sendable>: Sendable {
  private let limit: Int
  private var entries: [Key: (element: Element, use: UInt64)] = [:]
  private var clock: UInt64 = 0

  init(limit: Int) { self.limit = limit }

  var count: Int { entries.count }

  subscript(key: Key) -> Element? {
    mutating get {
      clock += 1
      entries[key]?.use = clock
      return entries[key]?.element
    }
    set {
      if let newValue { insert(newValue, for: key) } else { entries[key] = nil }
    }
  }

  /// Returns what was forgotten for it.
  @discardableResult
  mutating func insert(_ element: Element, for key: Key) -> [Element] {
    clock += 1
    entries[key] = (element, clock)
    guard entries.count > limit else { return [] }
    let uses = entries.values.map(\.use).sorted()
    let oldest = uses[uses.count / 2]
    let forgotten = entries.values.filter { $0.use < oldest }.map(\.element)
    entries = entries.filter { $0.value.use >= oldest }
    return forgotten
  }
}
