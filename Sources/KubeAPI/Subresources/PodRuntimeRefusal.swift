import Objects

/// Why there is nothing to run a command in, to read from, or to connect to.
enum PodRuntimeRefusal {
  /// What only a running container can answer.
  static let subresources: Set<String> = [
    "attach", "exec", "log", "portforward", "proxy",
  ]

  /// Of these, what upstream passes on to the pod's node.
  static let connections: Set<String> = ["attach", "exec", "log", "portforward"]

  /// A container that is named must be one of the pod's, and among several one must be named
  /// (upstream's `validateContainer`).
  static func check(_ container: String, of pod: Pod) throws(StatusError) {
    let lists = ["initContainers", "ephemeralContainers"].map { pod.spec.rest[$0]?.array ?? [] }
    let names = [lists[0].map(\.containerName), pod.spec.containers.map(\.name)]
    let all = names.flatMap(\.self) + lists[1].map(\.containerName)
    let name = pod.metadata.name
    if container.isEmpty {
      guard pod.spec.containers.count > 1 else { return }
      throw .badRequest(
        "a container name must be specified for pod \(name), choose one of: "
          + "[\(all.joined(separator: " "))]")
    }
    guard all.contains(container) else {
      throw .badRequest("container \(container) is not valid for pod \(name)")
    }
  }

  /// An answer for who follows a log, to whom nothing can be refused: since 1.36 kubectl takes
  /// every refusal for a container that has not started yet, and asks again for 20 seconds
  /// (kubernetes/kubernetes#136411). What the pod has written is nothing; why, is a warning.
  static func emptyLog(_ refusal: StatusError) -> APIResponse {
    var response = APIResponse.text("")
    response.warn([refusal.message])
    return response
  }

  /// 501 rather than 404: kubectl prints the text in one line, and scripts see that trying again is
  /// of no use.
  static func status(_ subresource: String, of key: ObjectKey, runtime: String) -> StatusError {
    let what =
      switch subresource {
      case "log": "logs"
      case "portforward": "port-forward"
      default: subresource
      }
    let runs =
      runtime == "simulated"
      ? "the simulated pod runtime runs no containers"
      : "pods are run by a program outside (--pod-runtime \(runtime)), "
        + "which this server cannot reach"
    return StatusError(
      501, "NotImplemented",
      "\(key.resource.plural) \(Value.string(key.name).quoted): \(runs); \(what) will be served "
        + "by a container runtime (--pod-runtime), which this version does not have yet",
      details: StatusError.details(key.resource, key.name))
  }
}

extension Value {
  fileprivate var containerName: String { self["name"]?.string ?? "" }
}
