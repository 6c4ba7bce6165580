package import Objects

/// Where everybody takes the time from, so that tests can hold it.
package protocol ClusterClock: Sendable {
  func now() -> Timestamp
  /// Returns at `deadline`, or throws when the task is cancelled before.
  func sleep(until deadline: Timestamp) async throws(CancellationError)
}
