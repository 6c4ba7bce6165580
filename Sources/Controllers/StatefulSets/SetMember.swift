import Objects

/// A pod of a set with all that a plan asks about it, read once for each change of the pod.
struct SetMember: Sendable {
  let pod: Pod
  let ordinal: Int
  /// The name of the revision that it was made from; empty where none is written down.
  let revision: String
  /// The store has it: the API gives every pod a phase when it is created.
  let isCreated: Bool
  let isPending: Bool
  /// Succeeded or Failed.
  let isTerminal: Bool
  let isTerminating: Bool
  /// Terminating pods count as well, until they stop being ready.
  let isRunningAndReady: Bool
  /// When it has been ready for `minReadySeconds`; nil while it is not, or where nobody wrote down
  /// since when.
  let availableAt: Timestamp?
  /// Labels or volumes of its place are missing.
  let needsRepair: Bool
  /// A claim does not have the owner that the retention policy gives it.
  let hasStrayClaims: Bool

  /// - Parameter claim: the claims of the set's namespace by name.
  init(
    _ pod: Pod, ordinal: Int, of set: StatefulSet, retention: ClaimRetention,
    claim: (String) -> GenericObject?
  ) {
    self.pod = pod
    self.ordinal = ordinal
    revision = pod.revisionName
    isCreated = !pod.status.phase.isEmpty
    isPending = pod.status.phase == "Pending"
    isTerminal = pod.isTerminal
    isTerminating = pod.isTerminating
    isRunningAndReady = pod.status.phase == "Running" && pod.condition("Ready")?.status == "True"
    availableAt = pod.availability(after: set.spec.minReadySeconds)
    needsRepair = set.repaired(pod, ordinal: ordinal) != nil
    let reference = ClaimRetention.reference(pod)
    hasStrayClaims = set.claimTemplates.contains { template in
      guard let claim = claim(template.claimName(podName: pod.metadata.name)) else { return false }
      return !retention.isSatisfied(by: claim, of: reference, ordinal: ordinal)
    }
  }

  var name: String { pod.metadata.name }

  func isAvailable(at now: Timestamp) -> Bool { availableAt.map { $0 <= now } ?? false }

  /// Upstream's word for every pod that may not be built on.
  func isUnavailable(at now: Timestamp) -> Bool { isTerminating || !isAvailable(at: now) }
}

extension Pod {
  /// When it has been ready for so many seconds; nil while it is not, or where nobody wrote down
  /// since when.
  func availability(after seconds: Int32) -> Timestamp? {
    guard let ready = condition("Ready"), ready.status == "True" else { return nil }
    guard seconds > 0 else { return Timestamp(seconds: .min) }
    return ready.lastTransitionTime?.adding(seconds: Int64(seconds))
  }
}
