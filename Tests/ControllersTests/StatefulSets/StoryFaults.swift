import ObjectStore
import Objects
import Synchronization

/// Refuses what controllers write and loses what was to be kept, as often as it is told to.
final class StoryFaults: AdmissionPlugin, Journal {
  private struct State {
    var refusals = 0
    var isConflict = false
    var outages = 0
    /// A person writes.
    var isAtRest = false
  }

  private let state = Mutex(State())

  func refuse(_ count: Int, isConflict: Bool) {
    state.withLock {
      $0.refusals = count
      $0.isConflict = isConflict
    }
  }

  func lose(_ count: Int) { state.withLock { $0.outages = count } }

  func stop() { state.withLock { $0 = State() } }

  /// A write of a person is never refused for the test's sake.
  func pause(_ isAtRest: Bool) { state.withLock { $0.isAtRest = isAtRest } }

  func allocate(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
    throws(StoreError) -> any KubernetesObject
  {
    let isMeant =
      object is Pod || object.resource == .persistentVolumeClaim
      || object.resource == .controllerRevision
    let error: StoreError? = state.withLock { state in
      guard isMeant, !state.isAtRest, state.refusals > 0 else { return nil }
      state.refusals -= 1
      return state.isConflict
        ? .conflict(object.resource, name: object.metadata.name, reason: StoreError.modified)
        : .internalError("refused by the test")
    }
    if let error { throw error }
    return object
  }

  func load() async throws(JournalError) -> JournalContents { JournalContents() }

  func commit(_ changes: [StoreEvent]) async throws(JournalError) {
    let isLost = state.withLock { state in
      guard !state.isAtRest, state.outages > 0 else { return false }
      state.outages -= 1
      return true
    }
    if isLost { throw JournalError("lost by the test") }
  }

  func staged(_ event: StoreEvent) {}
  func rebuild(from objects: [any KubernetesObject]) {}
}
