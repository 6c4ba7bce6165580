import Objects

/// The last committed events, from which every watcher reads on at its own speed: a slow one costs
/// nothing, and finds out that it fell behind.
struct EventHistory: Sendable {
  /// How many events are kept at least.
  let limit: Int
  private var events: [StoreEvent] = []
  /// Every event after this version is here.
  private(set) var oldest: ResourceVersion

  init(limit: Int, startingAt version: ResourceVersion) {
    precondition(limit > 0, "a history that keeps nothing")
    self.limit = limit
    oldest = version
  }

  mutating func append(_ batch: [StoreEvent]) {
    events += batch
    // Dropping at twice the limit moves each event once on average.
    guard events.count > 2 * limit else { return }
    let dropped = events.count - limit
    oldest = events[dropped - 1].version
    events.removeFirst(dropped)
  }

  /// nil if some of the events after `version` are gone.
  func events(after version: ResourceVersion) -> ArraySlice<StoreEvent>? {
    guard version >= oldest else { return nil }
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].version <= version { low = middle + 1 } else { high = middle }
    }
    return events[low...]
  }
}
