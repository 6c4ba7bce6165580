package import Objects

/// Where a watch begins.
package enum WatchStart: Hashable, Sendable {
  /// With everything that exists, as one batch of added events, then what happens.
  case currentState
  /// With what happened after this version, which a list or an earlier watch gave.
  case after(ResourceVersion)
}

/// What happens to the selected objects, in order and without gaps. It ends when its task is
/// cancelled, and throws ``StoreError/expired(requested:oldest:)`` when its reader is too slow.
package struct Watch: AsyncSequence, Sendable {
  package typealias Element = EventBatch
  package typealias Failure = StoreError

  let store: ObjectStore
  let selection: Selection
  let start: WatchStart

  package func makeAsyncIterator() -> Iterator {
    Iterator(store: store, selection: selection, position: start)
  }

  package struct Iterator: AsyncIteratorProtocol {
    let store: ObjectStore
    let selection: Selection
    var position: WatchStart

    package mutating func next() async throws(StoreError) -> EventBatch? {
      let batch: EventBatch
      switch position {
      case .currentState: batch = await store.currentState(selection)
      case .after(let version):
        batch = try await store.nextEvents(after: version, matching: selection)
      }
      position = .after(batch.version)
      return batch.events.isEmpty && !batch.isInitialState ? nil : batch
    }

    package mutating func next(isolation actor: isolated (any Actor)?) async throws(StoreError)
      -> EventBatch?
    { try await next() }
  }
}
