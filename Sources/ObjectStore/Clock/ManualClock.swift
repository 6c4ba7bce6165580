package import Objects
import Synchronization

/// A clock that stands until a test moves it.
package final class ManualClock: ClusterClock {
  /// A task that waits for the clock to be moved.
  private struct Sleeper {
    var deadline: Timestamp
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Timestamp
    var sleepers: [Int: Sleeper] = [:]
    var nextSleeper = 0
  }

  private let state: Mutex<State>

  /// - Parameter now: where it stands; by default in November 2023.
  package init(now: Timestamp = Timestamp(seconds: 1_700_000_000)) {
    state = Mutex(State(now: now))
  }

  package func now() -> Timestamp { state.withLock { $0.now } }

  /// How many tasks wait: a test moves the clock when everybody sleeps.
  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// Wakes those whose deadline comes.
  package func advance(by duration: Duration) { advance(to: now() + duration) }

  /// Wakes those whose deadline has come, earliest first. A moment in the past changes nothing.
  package func advance(to moment: Timestamp) {
    let due = state.withLock { state in
      state.now = max(state.now, moment)
      let due = state.sleepers.filter { $0.value.deadline <= state.now }
      for number in due.keys { state.sleepers[number] = nil }
      return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
    }
    for (_, sleeper) in due { sleeper.continuation.resume() }
  }

  package func sleep(until deadline: Timestamp) async throws(CancellationError) {
    let number = state.withLock { state in
      state.nextSleeper += 1
      return state.nextSleeper
    }
    do {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let resumption: Result<Void, any Error>? = state.withLock { state in
            if Task.isCancelled { return .failure(CancellationError()) }
            if deadline <= state.now { return .success(()) }
            state.sleepers[number] = Sleeper(deadline: deadline, continuation: continuation)
            return nil
          }
          if let resumption { continuation.resume(with: resumption) }
        }
      } onCancel: {
        let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
        sleeper?.continuation.resume(throwing: CancellationError())
      }
    } catch {
      throw CancellationError()
    }
  }
}
