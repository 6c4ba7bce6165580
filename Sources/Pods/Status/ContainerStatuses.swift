import Objects

/// `status.containerStatuses`, `initContainerStatuses` and `ephemeralContainerStatuses`, in the order
/// of the spec.
struct ContainerStatuses {
  private(set) var main: [Value] = []
  private(set) var initial: [Value] = []
  private(set) var ephemeral: [Value] = []
  /// One of the main containers ended with an error.
  private(set) var hasFailed = false

  /// Containers in a stage of a pod's life. Init containers are over by then, but those that
  /// accompany the others (`restartPolicy: Always`): what is told of them stays.
  ///
  /// - Parameter start: the moment that the times of the stage count from.
  init(_ pod: Pod, _ stage: PodStage, start: Timestamp) {
    main = pod.spec.containers.map {
      ContainerStatus(
        container: $0, pod: pod, restarts: stage.restarts + (stage.turns[$0.name]?.restarts ?? 0)
      ).value(in: stage, start: start)
    }
    ephemeral = pod.status.rest["ephemeralContainerStatuses"]?.array ?? []
    if case .ended = stage.activity {
      let end = start + (stage.run.end ?? stage.run.begin)
      ephemeral = ephemeral.map { Self.ended($0, false, end) }
    }
    initial = Self.initialContainers(pod).map { container in
      if let told = pod.status(of: container.name, in: "initContainerStatuses"),
        told["containerID"] != nil
      {
        return told
      }
      let status = ContainerStatus(container: container, pod: pod)
      if container.rest["restartPolicy"] == "Always" {
        return status.running(since: start, isReady: true)
      }
      let state = status.terminatedState(run: 0, exitCode: 0, begin: start, end: start)
      return status.value(state: state, isReady: true, isStarted: false)
    }
  }

  /// Containers that have not been started.
  init(_ pod: Pod, waiting reason: String, _ message: String) {
    let initial = Self.initialContainers(pod)
    main = pod.spec.containers.map { container in
      let status = ContainerStatus(
        container: container, pod: pod, restarts: pod.restartCount(of: container.name))
      return initial.isEmpty
        ? status.waiting(reason, message) : status.waiting("PodInitializing", "")
    }
    self.initial = initial.map {
      ContainerStatus(container: $0, pod: pod).waiting(reason, message)
    }
    ephemeral = pod.ephemeralContainers.map { container in
      let status = ContainerStatus(container: container, pod: pod)
        .waiting(initial.isEmpty ? "ContainerCreating" : "PodInitializing", "")
      return .object((status.object ?? [:]).filter { $0.key != "started" })
    }
  }

  /// Containers as they were, and now stopped; those of a crash loop count as they last ended.
  init(ending status: [String: Value], isKilled: Bool, now: Timestamp) {
    main = (status["containerStatuses"]?.array ?? []).map { Self.ended($0, isKilled, now) }
    initial = (status["initContainerStatuses"]?.array ?? []).map { Self.ended($0, isKilled, now) }
    ephemeral = (status["ephemeralContainerStatuses"]?.array ?? [])
      .map { Self.ended($0, isKilled, now) }
    hasFailed = main.contains {
      $0["state"]?["terminated"]?["exitCode"].map { $0 != 0 } ?? false
    }
  }

  private static func initialContainers(_ pod: Pod) -> [Container] {
    (pod.spec.rest["initContainers"]?.array ?? []).map(Container.init(value:))
  }

  /// 137 is the exit code of what was killed (128 + SIGKILL).
  private static func ended(_ status: Value, _ isKilled: Bool, _ now: Timestamp) -> Value {
    guard var fields = status.object, let state = fields["state"] else { return status }
    if let begin = state["running"]?["startedAt"]?.string {
      fields["state"] = ContainerStatus.terminatedState(
        id: fields["containerID"]?.string ?? "", exitCode: isKilled ? 137 : 0, begin: begin,
        end: now.description)
      fields["ready"] = false
    } else if let last = fields["lastState"], last["terminated"] != nil, state["waiting"] != nil {
      fields["state"] = last
    }
    if fields["started"] != nil { fields["started"] = false }
    return .object(fields)
  }
}

extension ContainerStatus {
  /// What a main container is doing.
  fileprivate func value(in stage: PodStage, start: Timestamp) -> Value {
    let begin = start + stage.run.begin
    let end = start + (stage.run.end ?? stage.run.begin)
    let earlier = stage.earlierRun.map { run in
      terminatedState(
        run: restarts - 1, exitCode: stage.exitCode, begin: start + run.begin,
        end: start + (run.end ?? run.begin))
    }
    switch stage.activity {
    case .running(let isReady):
      guard let run = stage.turns[container.name]?.run else {
        return running(since: begin, lastState: earlier, isReady: isReady)
      }
      return running(since: start + run.begin, lastState: run.lastState, isReady: run.isReady)
    case .backingOff(let wait):
      let message =
        "back-off \(wait.goText) restarting failed container=\(container.name) pod=\(podText)"
      return value(
        state: Self.waitingState("CrashLoopBackOff", message),
        lastState: terminatedState(
          run: restarts, exitCode: stage.exitCode, begin: begin, end: end),
        isReady: false, isStarted: false)
    case .pulling(let name, let wait):
      guard ImageReference(container.image).isMeant(by: name) else {
        return running(since: begin, isReady: true)
      }
      let problem = ImageReference(container.image).problem
      return wait == nil
        ? waiting("ErrImagePull", problem)
        : waiting(
          "ImagePullBackOff",
          "Back-off pulling image \"\(container.image)\": ErrImagePull: \(problem)")
    case .ended(let exitCode):
      let state = terminatedState(run: restarts, exitCode: exitCode, begin: begin, end: end)
      return value(state: state, lastState: earlier, isReady: false, isStarted: false)
    }
  }
}
