package import Objects

/// A kubelet's five conditions, always in the same order.
extension PodStatus {
  /// The reason of a pod whose containers run but are not ready.
  static let notReadyReason = "ContainersNotReady"

  func conditions(of pod: Pod, in stage: PodStage) -> [PodCondition] {
    if case .ended(let exitCode) = stage.activity {
      return terminalConditions(hasFailed: exitCode != 0)
    }
    let names = pod.spec.containers.filter { !stage.isReady($0) }.map(\.name)
    let unready = names.isEmpty ? nil : Self.unready(names)
    let ready = unready ?? missingGate(of: pod) ?? PodCondition(type: "", status: "True")
    return [
      PodCondition(type: "PodReadyToStartContainers", status: "True"),
      PodCondition(type: "Initialized", status: "True"), ready.of(type: "Ready"),
      (unready ?? PodCondition(type: "", status: "True")).of(type: "ContainersReady"),
      PodCondition(type: "PodScheduled", status: "True"),
    ]
  }

  /// Of a pod that will never run again.
  func terminalConditions(hasFailed: Bool) -> [PodCondition] {
    let ended = PodCondition(
      type: "", status: "False", reason: hasFailed ? "PodFailed" : "PodCompleted")
    return [
      PodCondition(type: "PodReadyToStartContainers", status: "False"),
      PodCondition(
        type: "Initialized", status: "True", reason: hasFailed ? "" : "PodCompleted"),
      ended.of(type: "Ready"), ended.of(type: "ContainersReady"),
      PodCondition(type: "PodScheduled", status: "True"),
    ]
  }

  /// Replaces the kubelet's own conditions. Those of others (readiness gates) stay, behind them.
  mutating func setConditions(_ pod: Pod, _ own: [PodCondition], now: Timestamp) {
    rest["observedGeneration"] = .integer(pod.metadata.generation)
    let types = Set(own.map(\.type))
    let observed = Self.observed(pod)
    conditions =
      own.map { stamped($0, observed, now: now) } + conditions.filter { !types.contains($0.type) }
  }

  /// Replaces one condition where it stands.
  mutating func replaceCondition(_ condition: PodCondition, _ pod: Pod, now: Timestamp) {
    guard let place = conditions.firstIndex(where: { $0.type == condition.type }) else { return }
    conditions[place] = stamped(condition, Self.observed(pod), now: now)
  }

  /// The report is of the newest generation, whatever else there is to tell of it (KEP-5067).
  mutating func observe(_ pod: Pod) {
    let generation = Value.integer(pod.metadata.generation)
    guard rest["observedGeneration"] != generation else { return }
    rest["observedGeneration"] = generation
    for place in conditions.indices where Self.kubeletTypes.contains(conditions[place].type) {
      conditions[place].rest["observedGeneration"] = generation
    }
  }

  private static let kubeletTypes: Set<String> = [
    "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled",
  ]

  /// What a scheduler says of a pod that gets no node.
  package mutating func setUnscheduled(
    _ pod: Pod, _ reason: String, _ message: String, now: Timestamp
  ) {
    let condition = PodCondition(
      type: "PodScheduled", status: "False", reason: reason, message: message)
    let stamped = stamped(condition, Self.observed(pod), now: now)
    conditions = conditions.filter { $0.type != condition.type } + [stamped]
  }

  /// What all conditions of a status say besides; they share the one dictionary.
  private static func observed(_ pod: Pod) -> [String: Value] {
    ["observedGeneration": .integer(pod.metadata.generation)]
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

  /// Go prints a list of names with spaces between.
  static func unready(_ containers: [String]) -> PodCondition {
    PodCondition(
      type: "", status: "False", reason: notReadyReason,
      message: "containers with unready status: [\(containers.joined(separator: " "))]")
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
      type: "", status: "False", reason: "ReadinessGatesNotReady",
      message: missing.count > 1 ? "[\(missing.joined(separator: ", "))]" : missing[0])
  }
}

extension PodCondition {
  func of(type: String) -> PodCondition {
    var condition = self
    condition.type = type
    return condition
  }
}
