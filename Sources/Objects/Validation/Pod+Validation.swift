/// Rules of pods, in the order of upstream's validation.
extension Pod {
  private static let path = FieldPath("spec")

  package func validate() -> [FieldError] {
    var errors = validateContents()
    if !(spec.rest["ephemeralContainers"]?.array ?? []).isEmpty {
      errors.append(
        .forbidden(Self.path.field("ephemeralContainers"), "cannot be set on create"))
    }
    if !spec.nodeName.isEmpty, !spec.schedulingGates.isEmpty {
      errors.append(
        .forbidden(
          Self.path.field("nodeName"),
          "cannot be set until all schedulingGates have been cleared"))
    }
    return errors
  }

  package func validateUpdate(from old: Pod) -> [FieldError] {
    metadata.validateUpdateTwice(from: old.metadata) + validateContents()
      + validateAnnotationUpdate(from: old) + spec.validateUpdate(from: old.spec, at: Self.path)
  }

  /// What new pods and updates have in common; templates have no such images.
  private func validateContents() -> [FieldError] {
    var errors = metadata.validate(NameRules.subdomain) + validateAnnotations()
    errors += spec.validate(at: Self.path)
    let lists = [("containers", spec.containers), ("initContainers", spec.initContainers)]
    for (field, containers) in lists {
      for (index, container) in containers.enumerated() {
        errors += container.validateImage(
          at: Self.path.field(field).index(index).field("image"))
      }
    }
    return errors
  }
}

extension PodSpec {
  /// Of pods and of templates; defaults are applied.
  func validate(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let volumes = VolumeRules.validate(volumes, at: path.field("volumes"))
    errors += volumes.errors
    errors += validateContainers(at: path, volumes: volumes.names)
    errors.checkOneOf(
      ["Always", "OnFailure", "Never"], rest["restartPolicy"]?.string ?? "",
      at: path.field("restartPolicy"))
    let policy = rest["dnsPolicy"]?.string ?? ""
    errors.checkOneOf(
      ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], policy,
      at: path.field("dnsPolicy"))
    let nodeLabels = (rest["nodeSelector"]?.object ?? [:]).compactMapValues(\.string)
    errors += ObjectMetadata.validate(labels: nodeLabels, at: path.field("nodeSelector"))
    errors += validateSecurity(at: path.field("securityContext"))
    errors += validateAffinity(at: path.field("affinity"))
    errors += validateDNS(policy, at: path.field("dnsConfig"))
    for (index, gate) in readinessGates.enumerated() {
      errors.check(
        gate, at: path.field("readinessGates").index(index).field("conditionType"),
        NameRules.qualifiedName)
    }
    errors += validateSchedulingGates(at: path.field("schedulingGates"))
    errors += validateSpread(at: path.field("topologySpreadConstraints"))
    if let account = rest["serviceAccountName"]?.string {
      errors.check(account, at: path.field("serviceAccountName"), NameRules.subdomain)
    }
    if !nodeName.isEmpty {
      errors.check(nodeName, at: path.field("nodeName"), NameRules.subdomain)
    }
    if let deadline = rest["activeDeadlineSeconds"]?.integer,
      !(1...Int64(Int32.max)).contains(deadline)
    {
      errors.append(
        .invalid(
          path.field("activeDeadlineSeconds"), deadline,
          "must be between 1 and 2147483647, inclusive"))
    }
    for (field, name) in [("hostname", hostname), ("subdomain", subdomain)] where !name.isEmpty {
      errors.check(name, at: path.field(field), NameRules.label)
    }
    errors += validateTolerations(at: path.field("tolerations"))
    errors += validateHostAliases(at: path.field("hostAliases"))
    return errors + validatePriority(at: path)
  }

  /// Names are unique among containers and init containers together.
  private func validateContainers(at path: FieldPath, volumes: VolumeRules.Names) -> [FieldError] {
    var errors: [FieldError] = []
    if containers.isEmpty { errors.append(.required(path.field("containers"))) }
    let gracePeriod = terminationGracePeriodSeconds ?? 30
    var names = Set<String>()
    for (index, container) in containers.enumerated() {
      let path = path.field("containers").index(index)
      errors += container.validate(at: path, volumes: volumes)
      if !names.insert(container.name).inserted {
        errors.append(.duplicate(path.field("name"), container.name))
      }
      errors += container.validateHandlers(at: path, gracePeriod: gracePeriod)
    }
    var hostPorts = Set<String>()
    for (index, container) in containers.enumerated() {
      errors += container.validateHostPorts(
        at: path.field("containers").index(index), taken: &hostPorts)
    }
    for (index, container) in initContainers.enumerated() {
      let path = path.field("initContainers").index(index)
      errors += container.validate(at: path, volumes: volumes)
      if let policy = container.rest["restartPolicy"]?.string, policy != "Always" {
        errors.append(.notSupported(path.field("restartPolicy"), policy, ["Always"]))
      }
      if !container.name.isEmpty, !names.insert(container.name).inserted {
        errors.append(.duplicate(path.field("name"), container.name))
      }
      errors += container.validateHandlersOfInitContainer(at: path, gracePeriod: gracePeriod)
    }
    if rest["hostNetwork"] == true {
      for (index, container) in containers.enumerated() {
        errors += container.validateHostNetwork(at: path.field("containers").index(index))
      }
    }
    return errors
  }
}
