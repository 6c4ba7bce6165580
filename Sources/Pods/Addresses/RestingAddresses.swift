import Objects

/// Freed places of a block in the order in which they were freed.
struct RestingAddresses: Sendable {
  private var freedAt: [UInt64: Timestamp] = [:]
  /// Entries whose place was claimed meanwhile stay until they come up.
  private var queue: [(place: UInt64, freedAt: Timestamp)] = []
  private var head = 0

  func contains(_ place: UInt64) -> Bool { freedAt[place] != nil }

  /// Those that `isWanted`, and since when they rest; in no order.
  func places(where isWanted: (UInt64) -> Bool) -> [(UInt64, Timestamp)] {
    freedAt.compactMap { isWanted($0.key) ? ($0.key, $0.value) : nil }
  }

  mutating func append(_ place: UInt64, at now: Timestamp) {
    freedAt[place] = now
    queue.append((place, now))
  }

  /// False when the place is not at rest.
  mutating func remove(_ place: UInt64) -> Bool { freedAt.removeValue(forKey: place) != nil }

  /// The place that has rested longest, if it was freed at this moment or before.
  mutating func popRested(by moment: Timestamp) -> UInt64? {
    skipRemoved()
    guard head < queue.count, queue[head].freedAt <= moment else { return nil }
    return popOldest()
  }

  mutating func popOldest() -> UInt64? {
    skipRemoved()
    guard head < queue.count else { return nil }
    let place = queue[head].place
    head += 1
    freedAt[place] = nil
    compact()
    return place
  }

  private mutating func skipRemoved() {
    while head < queue.count, freedAt[queue[head].place] != queue[head].freedAt { head += 1 }
    compact()
  }

  private mutating func compact() {
    guard head > 64, head * 2 > queue.count else { return }
    queue.removeFirst(head)
    head = 0
  }
}
