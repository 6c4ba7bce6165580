/// A behavior is a function of time: nothing needs to be remembered to know where a pod stands.
extension PodBehavior {
  /// - Parameter elapsed: since the pod's containers were started for the first time.
  func stage(at elapsed: Duration) -> PodStage {
    let elapsed = max(.zero, elapsed)
    switch course {
    case nil: return running(PodStage.Run(begin: .zero), at: elapsed)
    case .fail(let delay, let exitCode): return ending(after: delay, exitCode, at: elapsed)
    case .succeed(let delay): return ending(after: delay, 0, at: elapsed)
    case .crashLoop(let length, let exitCode):
      return looping(CrashLoop(runLength: length), exitCode, at: elapsed)
    case .imageError(let name):
      let attempt = ImageBackOff.attempt(at: elapsed)
      return PodStage(
        activity: .pulling(imageName: name, backOff: attempt.backOff), begin: attempt.begin,
        end: attempt.end)
    }
  }

  private func ending(after delay: Duration, _ exitCode: Int64, at elapsed: Duration) -> PodStage {
    let run = PodStage.Run(begin: .zero, end: delay)
    guard elapsed >= delay else { return running(run, at: elapsed) }
    return PodStage(activity: .ended(exitCode: exitCode), run: run, begin: delay)
  }

  private func looping(_ loop: CrashLoop, _ exitCode: Int64, at elapsed: Duration) -> PodStage {
    let turn = loop.turn(at: elapsed)
    var stage = running(turn.run, at: elapsed)
    if let wait = turn.wait, let end = turn.run.end, elapsed >= end {
      stage = PodStage(
        activity: .backingOff(wait), run: turn.run, begin: end, end: end + wait)
    }
    stage.earlierRun = turn.earlierRun
    stage.restarts = turn.restarts
    stage.exitCode = exitCode
    return stage
  }

  /// Ready or not, between the moments at which that may change.
  func running(_ run: PodStage.Run, at elapsed: Duration) -> PodStage {
    var moments = [run.begin]
    var isReady = false
    if case .after(let delay) = readiness ?? .after(.zero) {
      moments.append(run.begin + delay)
      isReady = elapsed >= run.begin + delay
    }
    for interruption in interruptions ?? [] {
      moments.append(interruption.begin)
      if let end = interruption.end { moments.append(end) }
      let isOver = interruption.end.map { elapsed >= $0 } ?? false
      if elapsed >= interruption.begin && !isOver { isReady = false }
    }
    if let end = run.end { moments.append(end) }
    return PodStage(
      activity: .running(isReady: isReady), run: run,
      begin: moments.filter { $0 <= elapsed && $0 >= run.begin }.max() ?? run.begin,
      end: moments.filter { $0 > elapsed }.min())
  }
}
