import ClusterNames
import Objects

/// How far a pod has come. All of it can be found in the pod, but for fractions of a second.
struct PodLife: Sendable {
  /// When its containers were started for the first time.
  private(set) var start: Timestamp
  /// When it was told to end.
  var stop: Timestamp?
  /// What containers have done besides the script: it is not taken back.
  private var besides: [String: Besides] = [:]
  /// The behavior that ``besides`` was found with; nil until this run has looked.
  private var explanation: PodBehavior?
  /// The last stage that was told in its status, by its begin, and the behavior that it belongs to;
  /// nil until this run has looked.
  private var stage: (behavior: PodBehavior, begin: Duration)?
  /// Containers were begun anew, and what comes of that is to be told next.
  private var isRestarting = false
  /// The generation whose changes are done, though the status that tells so may be on its way.
  private(set) var generation: Int64 = 0

  private struct Besides {
    var restarts = 0
    /// The last begin that is not the script's.
    var start: Timestamp?
    var lastState: Value = [:]
  }

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
  mutating func forgetStage() {
    stage = nil
    besides = [:]
    explanation = nil
    isRestarting = false
    generation = 0
  }

  /// Where the pod stands now.
  mutating func stage(of behavior: PodBehavior, _ pod: Pod, at now: Timestamp) -> PodStage {
    var stage = behavior.stage(at: now - start)
    if explanation != behavior { learn(pod, behavior, stage, at: now) }
    for (name, own) in besides {
      var turn = ContainerTurn(restarts: own.restarts)
      if stage.isRunning, let begin = own.start.map({ $0 - start }), begin >= stage.run.begin {
        let run = PodStage.Run(begin: begin, end: stage.run.end)
        let anew = behavior.running(run, at: now - start)
        turn.run = ContainerTurn.Run(
          begin: begin, isReady: anew.isReady, lastState: own.lastState)
        stage.begin = max(stage.begin, anew.begin)
        stage.end = [stage.end, anew.end].compactMap(\.self).min()
      }
      stage.turns[name] = turn
    }
    return stage
  }

  /// Finds in the status what the behavior does not explain. Another behavior than before explains
  /// it from the start on; one that is looked at for the first time is asked about the run that the
  /// status tells of, as it may have gone on since.
  private mutating func learn(
    _ pod: Pod, _ behavior: PodBehavior, _ stage: PodStage, at now: Timestamp
  ) {
    for told in pod.status.rest["containerStatuses"]?.array ?? [] {
      guard let name = told["name"]?.string else { continue }
      var own = besides[name] ?? Besides()
      var explained = stage.restarts
      let begin = explanation == nil ? told.lastBegin : nil
      if let begin {
        // The API keeps whole seconds.
        let moment = min(begin - start + .nanoseconds(999_999_999), now - start)
        explained = behavior.stage(at: moment).restarts
      }
      own.restarts = max(0, pod.restartCount(of: name) - explained)
      if let begin, own.restarts > 0, told["state"]?["running"] != nil,
        begin - (start + stage.run.begin) >= .seconds(1)
      {
        own.start = begin
        own.lastState = told["lastState"] ?? [:]
      }
      besides[name] = own.restarts > 0 || own.start != nil ? own : nil
    }
    explanation = behavior
  }

  /// Containers are begun anew, because of changes that are done with this.
  mutating func restart(_ changes: ContainerChanges, _ pod: Pod, now: Timestamp) {
    generation = pod.metadata.generation
    for name in changes.restarts.keys {
      guard let told = pod.status(of: name, in: "containerStatuses") else { continue }
      var own = besides[name] ?? Besides()
      own.restarts += 1
      own.start = now
      own.lastState = PodStatus.lastState(after: told, now: now)
      besides[name] = own
      isRestarting = true
    }
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
    let isRestarting = self.isRestarting
    self.isRestarting = false
    if let last, !isRestarting, last.behavior == behavior, last.begin == stage.begin {
      return false
    }
    if last == nil, !isScripted, stage.begin == .zero, stage.turns.isEmpty,
      pod.status.phase == "Running"
    {
      return false
    }
    return !pod.status.shows(stage, of: pod)
  }
}

extension Value {
  /// Of a container status: when its last run began.
  fileprivate var lastBegin: Timestamp? {
    let state = self["state"]
    let run = state?["running"] ?? state?["terminated"] ?? self["lastState"]?["terminated"]
    return run?["startedAt"]?.string.flatMap { Timestamp(text: $0) }
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

  /// How long it may be on its node (`spec.activeDeadlineSeconds`).
  var deadline: Timestamp? {
    guard let seconds = spec.rest["activeDeadlineSeconds"]?.integer else { return nil }
    return status.startTime?.adding(seconds: seconds)
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
