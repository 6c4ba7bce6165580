package import ObjectStore
package import Objects

/// Deletes Event objects an hour after they were last written, as upstream's storage does, and the
/// oldest before that where there are too many.
package struct EventExpiry: Reconciler {
  private static let deletionLimit = 500

  private let lifetime: Duration
  private let limit: Int
  /// Events by when they end. Those that were told again or deleted are still in it, with a time
  /// that is theirs no more.
  private var ends = Heap<End>()
  private var current: [NamespacedName: Timestamp] = [:]
  /// Seen, but without a time yet: only a look knows what time it is.
  private var fresh: [NamespacedName] = []
  /// Those of the last look, until it is known that they are gone.
  private var deleting: [NamespacedName] = []

  private struct End: Comparable {
    var time: Timestamp
    var name: NamespacedName

    static func < (a: Self, b: Self) -> Bool { (a.time, a.name) < (b.time, b.name) }
  }

  /// - Parameters:
  ///   - lifetime: how long an event is kept after it was last told.
  ///   - limit: how many events are kept.
  package init(lifetime: Duration = .seconds(3600), limit: Int = 20_000) {
    self.lifetime = lifetime
    self.limit = limit
  }

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    guard case .other(let old, let new) = change, (new ?? old)?.resource == .event else {
      return []
    }
    guard let new else {
      if let old { current[old.namespacedName] = nil }
      return []
    }
    fresh.append(new.namespacedName)
    return [.events]
  }

  /// A burst of events is looked at once.
  package func canWait(for change: ViewChange, in view: ClusterView) -> Bool { true }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .events = key else { return ReconcileResult() }
    for name in fresh {
      guard let event = view.object(of: .event, name) else { continue }
      let end = min(event.lastTold ?? now, now) + lifetime
      current[name] = end
      ends.insert(End(time: end, name: name))
    }
    fresh = []
    var writes: [Write] = []
    while let end = ends.first {
      if current[end.name] != end.time {
        _ = ends.removeFirst()
        continue
      }
      guard end.time <= now || current.count > limit else { break }
      guard writes.count < Self.deletionLimit else {
        return ReconcileResult(writes: writes, requeueAfter: .zero)
      }
      _ = ends.removeFirst()
      current[end.name] = nil
      if let event = view.object(of: .event, end.name) {
        writes.append(.delete(event.key, uid: event.metadata.uid, gracePeriodSeconds: 0))
        deleting.append(end.name)
      }
    }
    return ReconcileResult(writes: writes, requeueAfter: ends.first.map { $0.time - now })
  }

  /// What was not deleted, as somebody else was quicker with one of them, has its turn again.
  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] {
    let succeeded = outcomes.prefix { $0.error == nil }
    fresh += deleting.dropFirst(succeeded.count)
    deleting = []
    return []
  }
}

extension GenericObject {
  /// Of an event: when it was written for the last time, as far as it says.
  fileprivate var lastTold: Timestamp? {
    let times = [
      body["lastTimestamp"], body["eventTime"], body["series"]?["lastObservedTime"],
    ].compactMap { $0?.string.flatMap { Timestamp(text: $0) } }
    return (times + [metadata.creationTimestamp].compactMap(\.self)).max()
  }
}
