/// Rules of probes and lifecycle hooks.
extension Container {
  /// - Parameter gracePeriod: of the pod; what sleeps longer would be killed.
  func validateHandlers(at path: FieldPath, gracePeriod: Int64) -> [FieldError] {
    var errors: [FieldError] = []
    for hook in ["postStart", "preStop"] {
      guard let action = rest["lifecycle"]?[hook] else { continue }
      errors += Handler(
        action: action, actions: ["exec", "httpGet", "tcpSocket", "sleep"],
        gracePeriod: gracePeriod
      ).validate(at: path.field("lifecycle", hook))
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
      guard let value = rest[probe] else { continue }
      errors += Self.validate(probe: value, kind: probe, at: path.field(probe), gracePeriod)
    }
    return errors
  }

  /// Init containers end before anybody could ask whether they are well, unless they stay.
  func validateHandlersOfInitContainer(at path: FieldPath, gracePeriod: Int64) -> [FieldError] {
    if rest["restartPolicy"] == "Always" {
      return validateHandlers(at: path, gracePeriod: gracePeriod)
    }
    return ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"]
      .filter { rest[$0] != nil }
      .map {
        .forbidden(
          path.field($0), "may not be set for init containers without restartPolicy=Always")
      }
  }

  private static func validate(
    probe: Value, kind: String, at path: FieldPath, _ gracePeriod: Int64
  ) -> [FieldError] {
    var errors = Handler(
      action: probe, actions: ["exec", "httpGet", "tcpSocket", "grpc"], gracePeriod: gracePeriod
    ).validate(at: path)
    for field in [
      "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold",
      "failureThreshold",
    ] {
      errors.checkNotNegative(probe[field]?.integer ?? 0, at: path.field(field))
    }
    let period = "terminationGracePeriodSeconds"
    if let seconds = probe[period]?.integer, seconds <= 0 {
      errors.append(.invalid(path.field(period), seconds, "must be greater than 0"))
    }
    if kind == "readinessProbe" {
      if let seconds = probe[period]?.integer {
        errors.append(
          .invalid(path.field(period), seconds, "must not be set for readinessProbes"))
      }
    } else if let threshold = probe["successThreshold"]?.integer, threshold != 1 {
      errors.append(.invalid(path.field("successThreshold"), threshold, "must be 1"))
    }
    return errors
  }
}

/// What a probe or a hook does: one thing.
private struct Handler {
  let action: Value
  /// Those that are possible here, in upstream's order.
  let actions: [String]
  let gracePeriod: Int64

  func validate(at path: FieldPath) -> [FieldError] {
    let found = actions.compactMap { name in action[name].map { (name, $0) } }
    guard let (name, value) = found.first else {
      return [.required(path, "must specify a handler type")]
    }
    return validate(name, value, at: path.field(name))
      + found.dropFirst().map {
        .forbidden(path.field($0.0), "may not specify more than 1 handler type")
      }
  }

  private func validate(_ name: String, _ value: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    switch name {
    case "exec":
      if (value["command"]?.array ?? []).isEmpty { errors.append(.required(path.field("command"))) }
    case "httpGet":
      if (value["path"]?.string ?? "").isEmpty { errors.append(.required(path.field("path"))) }
      errors += Self.validate(port: value["port"], at: path.field("port"))
      let scheme = value["scheme"]?.string ?? ""
      if !["HTTP", "HTTPS"].contains(scheme) {
        errors.append(.notSupported(path.field("scheme"), scheme, ["HTTP", "HTTPS"]))
      }
      for header in value["httpHeaders"]?.array ?? [] {
        errors.check(
          header["name"]?.string ?? "", at: path.field("httpHeaders"), NameRules.httpHeader)
      }
    case "sleep":
      let seconds = value["seconds"]?.integer ?? 0
      if seconds < 0 || seconds > gracePeriod {
        errors.append(
          .invalid(
            path, seconds,
            "must be non-negative and less than terminationGracePeriodSeconds (\(gracePeriod))"))
      }
    default: errors += Self.validate(port: value["port"], at: path.field("port"))
    }
    return errors
  }

  /// A number, or the name of a port of the container.
  private static func validate(port: Value?, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if let name = port?.string {
      errors.check(name, at: path, NameRules.portName)
    } else {
      errors.checkPort(port?.integer ?? 0, at: path)
    }
    return errors
  }
}
