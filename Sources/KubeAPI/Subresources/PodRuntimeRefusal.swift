import Objects

/// Why there is nothing to run a command in, to read from, or to connect to.
enum PodRuntimeRefusal {
  /// What only a running container can answer.
  static let subresources: Set<String> = [
    "attach", "exec", "log", "portforward", "proxy", "ephemeralcontainers", "resize",
  ]

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
