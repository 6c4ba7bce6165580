import Objects

/// A pod of a set, as far as a plan asks for it: read once a sync, because a plan looks at all
/// pods more
/// than once, and pods are large.
struct SetMember: Sendable {
  let ordinal: Int
  /// Where it is among the pods that the plan was given.
  let place: Int
  let name: String
  /// The name of the revision that it was made from; empty where none is written down.
  let revision: String
  /// The store has it: the API gives every pod a phase when it is created.
  let isCreated: Bool
  /// Succeeded or Failed.
  let isTerminal: Bool
  let isTerminating: Bool
  /// Terminating pods count as well, until they stop being ready.
  let isRunningAndReady: Bool
  /// When it has been ready for `minReadySeconds`; nil while it is not, or where nobody wrote down
  /// since when.
  let availableAt: Timestamp?

  init(_ pod: Pod, ordinal: Int, place: Int, minReadySeconds: Int32) {
    self.ordinal = ordinal
    self.place = place
    name = pod.metadata.name
    revision = pod.revisionName
    isCreated = !pod.status.phase.isEmpty
    isTerminal = pod.isTerminal
    isTerminating = pod.isTerminating
    isRunningAndReady = pod.status.phase == "Running" && pod.isReady
    if !isRunningAndReady {
      availableAt = nil
    } else if minReadySeconds > 0 {
      let ready = pod.condition("Ready")
      availableAt = ready?.lastTransitionTime?.adding(seconds: Int64(minReadySeconds))
    } else {
      availableAt = Timestamp(seconds: .min)
    }
  }

  func isAvailable(at now: Timestamp) -> Bool { availableAt.map { $0 <= now } ?? false }
}
