import ClusterNames
import Objects

/// How far a pod has come. All of it can be found in the pod, but for fractions of a second.
struct PodLife: Sendable {
  /// When its containers were started for the first time.
  private(set) var start: Timestamp
  /// When it was told to end.
  var stop: Timestamp?
  /// Restarts that another script has caused: they are not taken back.
  private var earlierRestarts = 0
  /// The last stage that was told in its status, by its begin, and the behavior that it belongs to;
  /// nil until this run has looked.
  private var stage: (behavior: PodBehavior, begin: Duration)?

  init(_ pod: Pod, now: Timestamp) {
    // A pod that was held back has a start time, but no address.
    start = pod.isUp ? pod.status.startTime ?? now : now
  }

  /// A pod that was terminating when this run began.
  init(restored pod: Pod) {
    start = pod.status.startTime ?? Timestamp(seconds: 0)
    let grace = pod.metadata.deletionGracePeriodSeconds ?? 0
    stop = (pod.metadata.deletionTimestamp ?? start).adding(seconds: -grace)
  }

  /// What was to be told of it never came into its status.
  mutating func forgetStage() { stage = nil }

  /// Where the pod stands now.
  mutating func stage(of behavior: PodBehavior, _ pod: Pod, at now: Timestamp) -> PodStage {
    var stage = behavior.stage(at: now - start)
    if self.stage?.behavior != behavior {
      earlierRestarts = max(0, pod.restartCount - stage.restarts)
    }
    stage.restarts += earlierRestarts
    return stage
  }

  /// Whether a stage is to be told; it counts as told then.
  ///
  /// After a restart a running pod may show what somebody wrote by hand. Without a script that
  /// stays: what such a pod does at its start was told before.
  mutating func enters(
    _ stage: PodStage, of behavior: PodBehavior, _ pod: Pod, isScripted: Bool
  ) -> Bool {
    let last = self.stage
    self.stage = (behavior, stage.begin)
    if let last, last.behavior == behavior, last.begin == stage.begin { return false }
    if last == nil, !isScripted, stage.begin == .zero, pod.status.phase == "Running" {
      return false
    }
    return !pod.status.shows(stage, of: pod)
  }
}

extension Pod {
  var holder: AddressBook.Holder {
    AddressBook.Holder(
      uid: metadata.uid, name: "\(metadata.namespace)/\(metadata.name)",
      set: metadata.controller?.uid ?? "")
  }

  var addresses: [IPAddress] { status.podIPs.compactMap { try? IPAddress($0) } }

  /// It has its network: from here on only a binding changes its addresses.
  var isUp: Bool { status.phase == "Running" || !status.podIPs.isEmpty }

  var isOnHostNetwork: Bool { spec.rest["hostNetwork"] == true }

  /// Of its containers, which all do the same.
  var restartCount: Int {
    Int(clamping: status.rest["containerStatuses"]?[0]?["restartCount"]?.integer ?? 0)
  }

  /// A status to write; nil where it says nothing new.
  func differing(_ status: PodStatus) -> PodStatus? { status == self.status ? nil : status }

  /// When its deletion was asked for. The API keeps whole seconds, so who sees it within that
  /// second knows better.
  func deletionRequest(seenAt now: Timestamp) -> Timestamp {
    let grace = metadata.deletionGracePeriodSeconds ?? 0
    let request = (metadata.deletionTimestamp ?? now).adding(seconds: -grace)
    return request <= now && now - request < .seconds(1) ? now : request
  }
}
