import Objects

/// What the containers of a pod do for a time, and what they did before. All times count from the
/// start of the pod.
struct PodStage: Hashable, Sendable {
  enum Activity: Hashable, Sendable {
    case running(isReady: Bool)
    /// Between two runs of a crash loop.
    case backingOff(Duration)
    /// The image cannot be had; with a duration, after an attempt, until the next one.
    case pulling(imageName: String, backOff: Duration?)
    case ended(exitCode: Int64)
  }

  /// From the start of a container to its end; nil: it goes on.
  struct Run: Hashable, Sendable {
    var begin: Duration
    var end: Duration?
  }

  var activity: Activity
  /// The run that is going on, or the last one.
  var run = Run(begin: .zero)
  /// The one before.
  var earlierRun: Run?
  /// How the runs of a crash loop end.
  var exitCode: Int64 = 1
  var restarts = 0
  /// Containers that do not only what the script says, by name.
  var turns: [String: ContainerTurn] = [:]
  var begin: Duration
  /// When the next stage begins; nil: this is the last.
  var end: Duration?
}

extension PodStage {
  var isReady: Bool { activity == .running(isReady: true) }

  var isRunning: Bool {
    if case .running = activity { true } else { false }
  }

  /// While one container's image cannot be had, the others run.
  func isReady(_ container: Container) -> Bool {
    if case .pulling(let name, _) = activity {
      return !ImageReference(container.image).isMeant(by: name)
    }
    return turns[container.name]?.run?.isReady ?? isReady
  }
}

/// What a container does that the script knows nothing of: it was started anew because what it is
/// to be was changed, or another script did so before.
struct ContainerTurn: Hashable, Sendable {
  /// A run that began between those of the script.
  struct Run: Hashable, Sendable {
    var begin: Duration
    var isReady: Bool
    /// How the one before ended.
    var lastState: Value
  }

  /// Restarts besides those of the script.
  var restarts = 0
  var run: Run?
}
