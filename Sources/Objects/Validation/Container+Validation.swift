/// Rules of containers of all three kinds: usual, init and ephemeral.
extension Container {
  func validate(at path: FieldPath, _ terms: ContainerTerms) -> [FieldError] {
    let volumes = terms.volumes
    var errors: [FieldError] = []
    errors.checkRequired(name, at: path.field("name"), NameRules.label)
    if image.isEmpty { errors.append(.required(path.field("image"))) }
    errors.checkOneOf(
      ["File", "FallbackToLogsOnError"], rest["terminationMessagePolicy"]?.string ?? "",
      at: path.field("terminationMessagePolicy"))
    errors += validatePorts(at: path.field("ports"))
    errors += validateEnvironment(at: path.field("env"))
    errors += validateEnvironmentSources(at: path.field("envFrom"))
    errors += validateMounts(at: path.field("volumeMounts"), volumes: volumes)
    errors += validateDevices(at: path.field("volumeDevices"), volumes: volumes)
    errors.checkOneOf(
      ["Always", "IfNotPresent", "Never"], rest["imagePullPolicy"]?.string ?? "",
      at: path.field("imagePullPolicy"))
    errors += ResourceAmounts(rest["resources"])
      .validate(at: path.field("resources"), claims: terms.claims)
    errors += validateResize(at: path.field("resizePolicy"), podPolicy: terms.restartPolicy)
    return errors
      + validateSecurity(at: path.field("securityContext"), sharesUsers: terms.sharesUsers)
  }

  /// A rule of pods alone: a template with such an image is accepted.
  func validateImage(at path: FieldPath) -> [FieldError] {
    guard image.first?.isWhitespace == true || image.last?.isWhitespace == true else { return [] }
    return [.invalid(path, image, "must not have leading or trailing whitespace")]
  }

  /// Port names are IANA service names (RFC 6335 §5.1), unlike those of Services.
  private func validatePorts(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, port) in ports.enumerated() {
      let path = path.index(index)
      if !port.name.isEmpty {
        let problems = NameRules.portName(port.name)
        errors += problems.map { .invalid(path.field("name"), port.name, $0) }
        if problems.isEmpty, !names.insert(port.name).inserted {
          errors.append(.duplicate(path.field("name"), port.name))
        }
      }
      if port.containerPort == 0 {
        errors.append(.required(path.field("containerPort")))
      } else {
        errors.checkPort(port.containerPort, at: path.field("containerPort"))
      }
      if let hostPort = port.rest["hostPort"]?.integer, hostPort != 0 {
        errors.checkPort(hostPort, at: path.field("hostPort"))
      }
      errors.checkOneOf(
        ["SCTP", "TCP", "UDP"], port.transport, at: path.field("protocol"))
    }
    return errors
  }

  /// Two containers of a pod cannot have the same port of the node.
  func validateHostPorts(at path: FieldPath, taken: inout Set<String>) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, port) in ports.enumerated() {
      guard let number = port.rest["hostPort"]?.integer, number != 0 else { continue }
      let key = "\(port.transport)/\(port.rest["hostIP"]?.string ?? "")/\(number)"
      if !taken.insert(key).inserted {
        errors.append(.duplicate(path.field("ports").index(index).field("hostPort"), key))
      }
    }
    return errors
  }

  func validateHostNetwork(at path: FieldPath) -> [FieldError] {
    ports.enumerated().compactMap { index, port in
      guard let number = port.rest["hostPort"]?.integer, number != 0,
        number != Int64(port.containerPort)
      else { return nil }
      return .invalid(
        path.field("ports").index(index).field("hostPort"), number,
        "must match `containerPort` when `hostNetwork` is true")
    }
  }
}
