/// How long a kubelet waits: ten seconds, doubled each time, up to five minutes
/// (`MaxContainerBackOff`).
enum BackOff {
  static let longest = Duration.seconds(300)

  /// - Parameter count: how often it has waited before.
  static func delay(_ count: Int) -> Duration {
    min(longest, .seconds(10) * (1 << min(count, 5)))
  }
}

/// The runs of a container that ends again and again. A kubelet restarts it at once the first time.
struct CrashLoop: Sendable {
  let runLength: Duration

  /// A run, and the wait after it.
  struct Turn: Sendable {
    var run: PodStage.Run
    var earlierRun: PodStage.Run?
    var restarts: Int
    /// nil: the next run follows at once.
    var wait: Duration?
  }

  /// Who runs for twice the longest wait begins anew, and so never waits.
  private func wait(after run: Int) -> Duration {
    run == 0 || runLength >= BackOff.longest * 2 ? .zero : BackOff.delay(run - 1)
  }

  /// The run at a moment, or the last one if the wait after it is going on.
  func turn(at elapsed: Duration) -> Turn {
    var begin = Duration.zero
    var number = 0
    while elapsed >= begin + runLength + wait(after: number) {
      let period = runLength + wait(after: number)
      // From here on all waits are the same; a run before the last is near enough.
      let isSteady = number > 0 && wait(after: number) == wait(after: number + 1)
      let turns = isSteady ? max(1, Int((elapsed - begin) / period) - 1) : 1
      begin += period * turns
      number += turns
    }
    let wait = wait(after: number)
    var turn = Turn(
      run: PodStage.Run(begin: begin, end: begin + runLength), restarts: number,
      wait: wait > .zero ? wait : nil)
    if number > 0 {
      let end = begin - self.wait(after: number - 1)
      turn.earlierRun = PodStage.Run(begin: end - runLength, end: end)
    }
    return turn
  }
}

/// The attempts to pull an image that is not there.
enum ImageBackOff {
  /// How long an attempt's error is shown before the wait for the next one is.
  private static let errorTime = Duration.seconds(2)

  struct Attempt: Hashable, Sendable {
    /// nil: it has just failed.
    var backOff: Duration?
    var begin: Duration
    var end: Duration
  }

  static func attempt(at elapsed: Duration) -> Attempt {
    var begin = Duration.zero
    var number = 0
    while elapsed >= begin + BackOff.delay(number) {
      let period = BackOff.delay(number)
      let turns = period == BackOff.longest ? max(1, Int((elapsed - begin) / period) - 1) : 1
      begin += period * turns
      number += turns
    }
    let wait = BackOff.delay(number)
    return elapsed < begin + errorTime
      ? Attempt(backOff: nil, begin: begin, end: begin + errorTime)
      : Attempt(backOff: wait, begin: begin + errorTime, end: begin + wait)
  }
}
