/// Rules of containers.
extension Container {
  /// - Parameter volumes: the names that mounts may refer to.
  func validate(at path: FieldPath, volumes: Set<String>, onHostNetwork: Bool) -> [FieldError] {
    var errors: [FieldError] = []
    errors.checkRequired(name, at: path.field("name"), NameRules.label)
    if image.isEmpty { errors.append(.required(path.field("image"))) }
    errors.checkOneOf(
      ["FallbackToLogsOnError", "File"], rest["terminationMessagePolicy"]?.string ?? "",
      at: path.field("terminationMessagePolicy"))
    errors += validatePorts(at: path.field("ports"), onHostNetwork: onHostNetwork)
    errors += validateEnvironment(at: path.field("env"))
    errors += validateMounts(at: path.field("volumeMounts"), volumes: volumes)
    errors.checkOneOf(
      ["Always", "IfNotPresent", "Never"], rest["imagePullPolicy"]?.string ?? "",
      at: path.field("imagePullPolicy"))
    errors += validateResources(at: path.field("resources"))
    return errors
  }

  /// A rule of pods alone: a template with such an image is accepted.
  func validateImage(at path: FieldPath) -> [FieldError] {
    guard image.first?.isWhitespace == true || image.last?.isWhitespace == true else { return [] }
    return [.invalid(path, image, "must not have leading or trailing whitespace")]
  }

  /// Port names are IANA service names (RFC 6335 §5.1), unlike those of Services.
  private func validatePorts(at path: FieldPath, onHostNetwork: Bool) -> [FieldError] {
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
        if onHostNetwork, hostPort != Int64(port.containerPort) {
          errors.append(
            .invalid(
              path.field("containerPort"), port.containerPort,
              "must match `hostPort` when `hostNetwork` is true"))
        }
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

  /// A variable has a value or a source of one.
  private func validateEnvironment(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, variable) in (rest["env"]?.array ?? []).enumerated() {
      let path = path.index(index)
      errors.checkRequired(
        variable["name"]?.string ?? "", at: path.field("name"), NameRules.environmentVariable)
      guard let source = variable["valueFrom"]?.object else { continue }
      if let text = variable["value"]?.string, !text.isEmpty {
        errors.append(
          .invalid(
            path.field("valueFrom"), "", "may not be specified when `value` is not empty"))
      } else if source.isEmpty {
        errors.append(
          .invalid(
            path.field("valueFrom"), "",
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, "
              + "`secretKeyRef` or `fileKeyRef`"))
      }
    }
    return errors
  }

  /// Mounts refer to volumes by name.
  private func validateMounts(at path: FieldPath, volumes: Set<String>) -> [FieldError] {
    var errors: [FieldError] = []
    var places = Set<String>()
    for (index, mount) in (rest["volumeMounts"]?.array ?? []).enumerated() {
      let path = path.index(index)
      let name = mount["name"]?.string ?? ""
      let place = mount["mountPath"]?.string ?? ""
      if name.isEmpty { errors.append(.required(path.field("name"))) }
      if !volumes.contains(name) { errors.append(.notFound(path.field("name"), name)) }
      if place.isEmpty { errors.append(.required(path.field("mountPath"))) }
      if !places.insert(place).inserted {
        errors.append(.invalid(path.field("mountPath"), place, "must be unique"))
      }
      errors += VolumeRules.validateDescent(
        mount["subPath"]?.string ?? "", at: path.field("subPath"))
    }
    return errors
  }

  /// Requests stay within limits.
  private func validateResources(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let limits = amounts("limits")
    let requests = amounts("requests")
    for (field, amounts) in [("limits", limits), ("requests", requests)] {
      for (name, amount) in amounts.sorted(by: { $0.key < $1.key }) where amount.nanos < 0 {
        errors.append(
          .invalid(
            path.field(field).key(name), amount.description,
            "must be greater than or equal to 0"))
      }
    }
    for (name, amount) in requests.sorted(by: { $0.key < $1.key }) {
      if let limit = limits[name], limit < amount {
        errors.append(
          .invalid(
            path.field("requests"), amount.description,
            "must be less than or equal to \(name) limit of \(limit)"))
      }
    }
    return errors
  }

  private func amounts(_ field: String) -> [String: Quantity] {
    (rest["resources"]?[field]?.object ?? [:]).compactMapValues { $0.string.flatMap(Quantity.init) }
  }
}
