/// What one pod does in its life. What is nil is left to whoever knows less about the pod: the
/// script of its template, then the server's options.
struct PodBehavior: Hashable, Sendable {
  /// When a pod that runs becomes ready.
  enum Readiness: Hashable, Sendable {
    case after(Duration)
    case never
  }

  /// What becomes of the containers.
  enum Course: Hashable, Sendable {
    case fail(after: Duration, exitCode: Int64)
    case succeed(after: Duration)
    /// Each run lasts so long.
    case crashLoop(run: Duration, exitCode: Int64)
    /// Of containers with this in the name of their image; empty: of all.
    case imageError(of: String)
  }

  /// How a pod ends that is deleted.
  enum Termination: Hashable, Sendable {
    case after(Duration)
    /// As on a node that is lost: the pod stays until it is deleted by force.
    case never
  }

  /// A time of not being ready.
  struct Interruption: Hashable, Sendable {
    var begin: Duration
    /// nil: for ever.
    var end: Duration?
  }

  var readiness: Readiness?
  var interruptions: [Interruption]?
  var course: Course?
  var termination: Termination?

  init(
    readiness: Readiness? = nil, interruptions: [Interruption]? = nil, course: Course? = nil,
    termination: Termination? = nil
  ) {
    self.readiness = readiness
    self.interruptions = interruptions
    self.course = course
    self.termination = termination
  }

  /// What this one leaves open is as the other says.
  ///
  /// Containers that crash are not ready meanwhile, unless the script says when: what waits for the
  /// pod should not go on because one run lasted for a second.
  func over(_ other: PodBehavior) -> PodBehavior {
    var impliedReadiness = other.readiness
    if case .crashLoop = course { impliedReadiness = .never }
    return PodBehavior(
      readiness: readiness ?? impliedReadiness,
      interruptions: interruptions ?? other.interruptions, course: course ?? other.course,
      termination: termination ?? other.termination)
  }
}
