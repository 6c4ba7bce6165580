internal import Glibc
package import Objects

/// The machine's clock: timestamps in real time, waits that a change of the date does not disturb.
package struct SystemClock: ClusterClock {
  package init() {}

  package func now() -> Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }

  package func sleep(until deadline: Timestamp) async throws(CancellationError) {
    let duration = deadline - now()
    guard duration > .zero else { return }
    do {
      try await Task.sleep(for: duration, clock: .continuous)
    } catch {
      throw CancellationError()
    }
  }
}
