import Objects

/// Why the containers of a pod that has a node do not start.
enum StartProblem: Hashable, Sendable {
  case address(AddressProblem)
  case script(PodScriptError)

  /// The condition PodReadyToStartContainers: an address is all that it is about.
  var networkCondition: PodCondition {
    switch self {
    case .address(let problem):
      PodCondition(
        type: "PodReadyToStartContainers", status: "False", reason: problem.reason,
        message: problem.description)
    case .script: PodCondition(type: "PodReadyToStartContainers", status: "True")
    }
  }

  /// What `kubectl get pods` shows as the pod's STATUS.
  var containerReason: String {
    switch self {
    case .address: "ContainerCreating"
    case .script: "CreateContainerConfigError"
    }
  }

  var containerMessage: String {
    switch self {
    case .address: ""
    case .script(let error): error.description
    }
  }

  /// As a kubelet tells of the two.
  var event: PodEvent {
    switch self {
    case .address(let problem):
      PodEvent(
        isWarning: true, reason: "FailedCreatePodSandBox",
        message: "Failed to create pod sandbox: \(problem)")
    case .script(let error): PodEvent(isWarning: true, reason: "Failed", message: "Error: \(error)")
    }
  }
}
