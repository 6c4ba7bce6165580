/// A moment: whole seconds and nanoseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var seconds: Int64
  package var nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}

/// Arithmetic without a calendar: seconds have no leaps here, as in POSIX.
extension Timestamp {
  private static let nanosecondsPerSecond: Int64 = 1_000_000_000

  /// Without the fraction of the second, as `metav1.Time` is stored.
  package var truncatedToSeconds: Timestamp { Timestamp(seconds: seconds) }

  /// Adds to the nanosecond; what is finer is dropped.
  package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    let sum = Int64(moment.nanoseconds) + attoseconds / nanosecondsPerSecond
    // Floor division: a negative duration borrows from the seconds.
    let carry = (sum >= 0 ? sum : sum - nanosecondsPerSecond + 1) / nanosecondsPerSecond
    return Timestamp(
      seconds: moment.seconds + seconds + carry,
      nanoseconds: Int32(sum - carry * nanosecondsPerSecond))
  }

  package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
    moment + (.zero - duration)
  }

  /// The time from `earlier` to `later`.
  package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
    .seconds(later.seconds - earlier.seconds)
      + .nanoseconds(Int64(later.nanoseconds) - Int64(earlier.nanoseconds))
  }

  package static func += (moment: inout Timestamp, duration: Duration) {
    moment = moment + duration
  }

  /// Grace periods and the like are whole seconds.
  package func adding(seconds: Int64) -> Timestamp {
    Timestamp(seconds: self.seconds + seconds, nanoseconds: nanoseconds)
  }
}
