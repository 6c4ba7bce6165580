/// Rules of a pod's lists of containers. Names are unique among all of them together.
extension PodSpec {
  func validateContainers(at path: FieldPath, _ terms: ContainerTerms) -> [FieldError] {
    if containers.isEmpty { return [.required(path)] }
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, container) in containers.enumerated() {
      let path = path.index(index)
      errors += container.validate(at: path, terms)
      if !names.insert(container.name).inserted {
        errors.append(.duplicate(path.field("name"), container.name))
      }
      errors += container.validateHandlers(at: path, gracePeriod: terms.gracePeriod)
      errors += container.validateRestart(at: path)
    }
    var hostPorts = Set<String>()
    for (index, container) in containers.enumerated() {
      errors += container.validateHostPorts(at: path.index(index), taken: &hostPorts)
    }
    return errors
  }

  func validateInitContainers(at path: FieldPath, _ terms: ContainerTerms) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set(containers.map(\.name))
    for (index, container) in initContainers.enumerated() {
      let itemPath = path.index(index)
      errors += container.validate(at: itemPath, terms)
      errors += container.validateRestart(at: itemPath, isFirst: true)
      if names.contains(container.name) {
        errors.append(.duplicate(itemPath.field("name"), container.name))
      } else if !container.name.isEmpty {
        names.insert(container.name)
      }
      // They run one after another, so that each has the ports to itself; upstream's path is always
      // that of the first.
      var hostPorts = Set<String>()
      errors += container.validateHostPorts(at: path.index(0), taken: &hostPorts)
      errors += container.validateHandlersOfInitContainer(
        at: itemPath, gracePeriod: terms.gracePeriod)
      errors += container.validateResizeOfInitContainer(at: itemPath.field("resizePolicy"))
    }
    return errors
  }

  /// On the node's own network a container's port is the node's; a template may leave that to the
  /// pods' defaults.
  func validateHostNetwork(at path: FieldPath) -> [FieldError] {
    guard rest["hostNetwork"] == true else { return [] }
    return containers.enumerated().flatMap { index, container in
      container.validateHostNetwork(at: path.field("containers").index(index))
    }
  }
}

/// Containers that are put into a running pod cannot be what it depends on.
extension PodSpec {
  private static let notEphemeral = "cannot be set for an Ephemeral Container"
  /// In the order of upstream's struct.
  private static let fields = [
    "ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "livenessProbe",
    "readinessProbe", "startupProbe", "lifecycle",
  ]

  /// Neither new pods nor templates have any, but what is wrong with them is told first.
  func validateEphemeralContainers(at path: FieldPath, _ terms: ContainerTerms) -> [FieldError] {
    var errors: [FieldError] = []
    let others = Set((containers + initContainers).map(\.name))
    var names = others
    for (index, container) in ephemeralContainers.enumerated() {
      let path = path.index(index)
      errors += container.validate(at: path, terms)
      errors += container.validateImage(at: path.field("image"))
      if !names.insert(container.name).inserted {
        errors.append(.duplicate(path.field("name"), container.name))
      }
      if let target = container.rest["targetContainerName"]?.string, !target.isEmpty,
        !others.contains(target)
      {
        errors.append(.notFound(path.field("targetContainerName"), target))
      }
      let value = container.value
      for field in Self.fields where !Self.isUnset(value[field]) {
        errors.append(.forbidden(path.field(field), Self.notEphemeral))
      }
      for (index, mount) in (container.rest["volumeMounts"]?.array ?? []).enumerated() {
        for field in ["subPath", "subPathExpr"] where mount[field]?.string?.isEmpty == false {
          errors.append(
            .forbidden(path.field("volumeMounts").index(index).field(field), Self.notEphemeral))
        }
      }
    }
    return errors
  }

  private static func isUnset(_ value: Value?) -> Bool {
    value == nil || value == .null || value == [:] || value == []
  }
}
