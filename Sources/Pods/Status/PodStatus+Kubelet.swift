import ClusterNames
import Objects

/// Statuses as a kubelet of Kubernetes 1.36 writes them.
extension PodStatus {
  /// Of a pod on the node's own network (`spec.hostNetwork`) they are the node's.
  mutating func setAddresses(_ addresses: [IPAddress], of node: [IPAddress]) {
    podIPs = addresses.map(\.description)
    podIP = podIPs.first ?? ""
    setNode(node)
  }

  /// Known from the moment at which the kubelet looks at the pod.
  private mutating func setNode(_ addresses: [IPAddress]) {
    rest["hostIP"] = addresses.first.map { .string($0.description) }
    rest["hostIPs"] =
      addresses.isEmpty ? nil : .array(addresses.map { ["ip": .string($0.description)] })
  }

  /// What the containers do, and what follows from that.
  ///
  /// - Parameter start: when the containers were started for the first time.
  mutating func show(_ stage: PodStage, of pod: Pod, from start: Timestamp, now: Timestamp) {
    phase = stage.phase
    startTime = startTime ?? now.truncatedToSeconds
    setContainers(ContainerStatuses(pod, stage, start: start))
    allocate(pod)
    setConditions(pod, conditions(of: pod, in: stage), now: now)
  }

  /// Whether the containers are said to be in this stage already, whatever anybody made of
  /// conditions.
  func shows(_ stage: PodStage, of pod: Pod) -> Bool {
    guard phase == stage.phase else { return false }
    let expected = ContainerStatuses(pod, stage, start: startTime ?? Timestamp(seconds: 0)).main
    let found = rest["containerStatuses"]?.array ?? []
    return found.map(ContainerMark.init) == expected.map(ContainerMark.init)
  }

  /// Has a node, but its containers cannot start.
  mutating func hold(_ pod: Pod, because problem: StartProblem, now: Timestamp) {
    phase = "Pending"
    startTime = startTime ?? now.truncatedToSeconds
    setContainers(
      ContainerStatuses(pod, waiting: problem.containerReason, problem.containerMessage))
    let unready = Self.unready(pod.spec.containers.map(\.name))
    setConditions(
      pod,
      [
        problem.networkCondition, PodCondition(type: "Initialized", status: "True"),
        unready.of(type: "Ready"), unready.of(type: "ContainersReady"),
        PodCondition(type: "PodScheduled", status: "True"),
      ], now: now)
  }

  /// The pod runs on where it is; the condition of its network says why it cannot move, or nothing
  /// more.
  mutating func explainAddress(_ problem: AddressProblem?, _ pod: Pod, now: Timestamp) {
    let condition = PodCondition(
      type: "PodReadyToStartContainers", status: "True", reason: problem?.reason ?? "",
      message: problem?.description ?? "")
    let old = pod.condition(condition.type)
    guard old?.reason != condition.reason || old?.message != condition.message else { return }
    replaceCondition(condition, pod, now: now)
  }

  /// The containers have ended, as they do after a deletion: by themselves, or killed at the end of
  /// the grace period.
  mutating func finish(_ pod: Pod, isKilled: Bool, now: Timestamp) {
    let ended = ContainerStatuses(ending: rest, isKilled: isKilled, now: now)
    setContainers(ended)
    phase = ended.hasFailed ? "Failed" : "Succeeded"
    setConditions(pod, terminalConditions(hasFailed: ended.hasFailed), now: now)
  }

  /// The pod has run for as long as it may (`spec.activeDeadlineSeconds`).
  mutating func exceedDeadline(_ pod: Pod, isKilled: Bool, now: Timestamp) {
    setContainers(ContainerStatuses(ending: rest, isKilled: isKilled, now: now))
    phase = "Failed"
    rest["reason"] = .string(Self.deadlineReason)
    rest["message"] = .string(Self.deadlineMessage)
    setConditions(pod, terminalConditions(hasFailed: true), now: now)
  }

  static let deadlineReason = "DeadlineExceeded"
  static let deadlineMessage = "Pod was active on the node longer than the specified deadline"

  private mutating func setContainers(_ statuses: ContainerStatuses) {
    rest["containerStatuses"] = .array(statuses.main)
    rest["initContainerStatuses"] = statuses.initial.isEmpty ? nil : .array(statuses.initial)
    rest["ephemeralContainerStatuses"] =
      statuses.ephemeral.isEmpty ? nil : .array(statuses.ephemeral)
  }
}

extension PodStage {
  fileprivate var phase: String {
    switch activity {
    case .running, .backingOff: "Running"
    case .pulling: "Pending"
    case .ended(exitCode: 0): "Succeeded"
    case .ended: "Failed"
    }
  }
}
