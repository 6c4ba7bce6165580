import ClusterNames
import Objects

/// Statuses as a kubelet of Kubernetes 1.36 writes them: the same conditions in the same order.
extension PodStatus {
  /// The reason of a pod whose containers run but are not ready.
  static let notReadyReason = "ContainersNotReady"

  /// The node is this machine, so its address is the loopback of the same family.
  mutating func setAddresses(_ addresses: [IPAddress]) {
    podIPs = addresses.map(\.description)
    podIP = podIPs.first ?? ""
    let hosts = addresses.map { $0.bitWidth == 32 ? "127.0.0.1" : "::1" }
    rest["hostIP"] = hosts.first.map(Value.string)
    rest["hostIPs"] = hosts.isEmpty ? nil : .array(hosts.map { ["ip": .string($0)] })
  }

  /// The containers run, ready or not yet.
  mutating func run(_ pod: Pod, isReady: Bool, now: Timestamp) {
    phase = "Running"
    startTime = startTime ?? now.truncatedToSeconds
    let started = startTime ?? now
    setContainers(
      pod, isReady: isReady, isStarted: true,
      state: ["running": ["startedAt": .string(started.description)]])
    let unready = isReady ? nil : Self.unreadyContainers(pod)
    let gate = isReady ? missingGate(of: pod) : nil
    setConditions(
      pod, now: now,
      [
        PodCondition(type: "PodReadyToStartContainers", status: "True"),
        PodCondition(type: "Initialized", status: "True"),
        gate ?? unready?.of(type: "Ready") ?? PodCondition(type: "Ready", status: "True"),
        unready?.of(type: "ContainersReady")
          ?? PodCondition(type: "ContainersReady", status: "True"),
        PodCondition(type: "PodScheduled", status: "True"),
      ])
  }

  /// Has a node, but its containers cannot start.
  mutating func hold(_ pod: Pod, because problem: AddressProblem, now: Timestamp) {
    phase = "Pending"
    startTime = startTime ?? now.truncatedToSeconds
    setContainers(
      pod, isReady: false, isStarted: false, state: ["waiting": ["reason": "ContainerCreating"]])
    let unready = Self.unreadyContainers(pod)
    setConditions(
      pod, now: now,
      [
        PodCondition(
          type: "PodReadyToStartContainers", status: "False", reason: problem.reason,
          message: problem.description),
        PodCondition(type: "Initialized", status: "True"),
        unready.of(type: "Ready"),
        unready.of(type: "ContainersReady"),
        PodCondition(type: "PodScheduled", status: "True"),
      ])
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

  /// The containers have ended, as they do after a deletion.
  mutating func finish(_ pod: Pod, now: Timestamp) {
    phase = "Succeeded"
    let started = (startTime ?? now).description
    setContainers(
      pod, isReady: false, isStarted: false,
      state: [
        "terminated": [
          "exitCode": 0, "reason": "Completed", "startedAt": .string(started),
          "finishedAt": .string(now.description),
        ]
      ])
    let completed = PodCondition(type: "", status: "False", reason: "PodCompleted")
    setConditions(
      pod, now: now,
      [
        PodCondition(type: "PodReadyToStartContainers", status: "False"),
        PodCondition(type: "Initialized", status: "True", reason: "PodCompleted"),
        completed.of(type: "Ready"),
        completed.of(type: "ContainersReady"),
        PodCondition(type: "PodScheduled", status: "True"),
      ])
  }

  /// Replaces the kubelet's own conditions. Those of others (readiness gates) stay, behind them.
  private mutating func setConditions(_ pod: Pod, now: Timestamp, _ own: [PodCondition]) {
    rest["observedGeneration"] = .integer(pod.metadata.generation)
    let types = Set(own.map(\.type))
    let observed = Self.observed(pod)
    conditions =
      own.map { stamped($0, observed, now: now) } + conditions.filter { !types.contains($0.type) }
  }

  /// What all conditions of a status say besides; they share the one dictionary.
  private static func observed(_ pod: Pod) -> [String: Value] {
    ["observedGeneration": .integer(pod.metadata.generation)]
  }

  /// Replaces one condition where it stands.
  mutating func replaceCondition(_ condition: PodCondition, _ pod: Pod, now: Timestamp) {
    guard let place = conditions.firstIndex(where: { $0.type == condition.type }) else { return }
    rest["observedGeneration"] = .integer(pod.metadata.generation)
    conditions[place] = stamped(condition, Self.observed(pod), now: now)
  }

  /// A transition is a change of status: a new reason alone keeps the time.
  private func stamped(_ condition: PodCondition, _ observed: [String: Value], now: Timestamp)
    -> PodCondition
  {
    var condition = condition
    let old = conditions.first { $0.type == condition.type }
    condition.lastTransitionTime =
      old?.status == condition.status ? old?.lastTransitionTime : now.truncatedToSeconds
    condition.rest = observed
    return condition
  }

  /// Nothing runs, so there are neither container nor image ids; restarts are none.
  private mutating func setContainers(
    _ pod: Pod, isReady: Bool, isStarted: Bool, state: Value
  ) {
    rest["containerStatuses"] = .array(
      pod.spec.containers.map { container in
        [
          "name": .string(container.name), "state": state, "lastState": [:],
          "ready": .bool(isReady), "restartCount": 0, "image": .string(container.image),
          "imageID": "", "started": .bool(isStarted),
        ]
      })
  }

  /// Go prints a list of names with spaces between.
  private static func unreadyContainers(_ pod: Pod) -> PodCondition {
    let names = pod.spec.containers.map(\.name).joined(separator: " ")
    return PodCondition(
      type: "", status: "False", reason: notReadyReason,
      message: "containers with unready status: [\(names)]")
  }

  /// The condition Ready of a pod whose containers are ready and whose gates are not all open.
  private func missingGate(of pod: Pod) -> PodCondition? {
    let missing = pod.spec.readinessGates.compactMap { gate -> String? in
      guard let condition = conditions.first(where: { $0.type == gate }) else {
        return "corresponding condition of pod readiness gate \"\(gate)\" does not exist."
      }
      return condition.status == "True"
        ? nil
        : "the status of pod readiness gate \"\(gate)\" is not \"True\", but \(condition.status)"
    }
    guard !missing.isEmpty else { return nil }
    return PodCondition(
      type: "Ready", status: "False", reason: "ReadinessGatesNotReady",
      message: missing.count > 1 ? "[\(missing.joined(separator: ", "))]" : missing[0])
  }
}

extension PodCondition {
  fileprivate func of(type: String) -> PodCondition {
    var condition = self
    condition.type = type
    return condition
  }
}
