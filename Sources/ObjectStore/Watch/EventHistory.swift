import Objects

/// The last committed events, from which every watcher reads on at its own speed: a slow one costs
/// nothing, and finds out that it fell behind.
struct EventHistory: Sendable {
  /// How many small events are kept at least; of large ones fewer, as they weigh more.
  let limit: Int
  private var events: [StoreEvent] = []
  private var weight = 0
  /// Every event after this version is here.
  private(set) var oldest: ResourceVersion

  init(limit: Int, startingAt version: ResourceVersion) {
    precondition(limit > 0, "a history that keeps nothing")
    self.limit = limit
    oldest = version
  }

  mutating func append(_ batch: [StoreEvent]) {
    events += batch
    for event in batch { weight += event.weight }
    // Dropping at twice the limit moves each event once on average.
    guard weight > 2 * limit else { return }
    var dropped = 0
    while weight > limit, dropped < events.count - 1 {
      weight -= events[dropped].weight
      dropped += 1
    }
    guard dropped > 0 else { return }
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

extension StoreEvent {
  /// Slices of large Services are the only large objects that change often: a version of one is some
  /// hundred octets an endpoint.
  fileprivate var weight: Int {
    guard let slice = object as? EndpointSlice else { return 1 }
    return 1 + slice.endpoints.count / 8
  }
}
