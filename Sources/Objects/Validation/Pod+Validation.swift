/// Rules of pods, in the order of upstream's validation.
extension Pod {
  package func validate() -> [FieldError] {
    let path = FieldPath("spec")
    var errors = metadata.validate(NameRules.subdomain) + spec.validate(at: path)
    for (index, container) in spec.containers.enumerated() {
      errors += container.validateImage(
        at: path.field("containers").index(index).field("image"))
    }
    return errors
  }

  package func validateUpdate(from old: Pod) -> [FieldError] {
    let path = FieldPath("spec")
    var errors = metadata.validateUpdate(from: old.metadata, times: 2)
    errors += metadata.validate(NameRules.subdomain) + spec.validate(at: path)
    errors += spec.addedSchedulingGates(old.spec, at: path.field("schedulingGates"))
    if spec.withoutMutableFields != old.spec.withoutMutableFields {
      errors.append(
        .forbidden(
          path,
          "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
            + "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
            + "(allow it to be set to 1 if it was previously negative)"))
    }
    return errors
  }
}

extension PodSpec {
  /// Whoever holds a pod back says so when it is made; later gates can only go (KEP-3521).
  fileprivate func addedSchedulingGates(_ old: PodSpec, at path: FieldPath) -> [FieldError] {
    let names = old.schedulingGates
    return schedulingGates.enumerated().filter { !names.contains($0.element) }.map {
      .forbidden(
        path.index($0.offset).field("name"),
        "only deletion is allowed, but found new scheduling gate '\($0.element)'")
    }
  }

  private var schedulingGates: [String] {
    (rest["schedulingGates"]?.array ?? []).map { $0["name"]?.string ?? "" }
  }

  /// For a comparison; binding to a node goes another way and may fill an empty name.
  fileprivate var withoutMutableFields: PodSpec {
    var spec = self
    for index in spec.containers.indices { spec.containers[index].image = "" }
    if let containers = spec.rest["initContainers"]?.array {
      spec.rest["initContainers"] = .array(
        containers.map { value in
          var container = Container(value: value)
          container.image = ""
          return container.value
        })
    }
    for key in ["activeDeadlineSeconds", "tolerations", "schedulingGates"] { spec.rest[key] = nil }
    spec.nodeName = ""
    return spec
  }

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
    for field in ["runAsUser", "runAsGroup", "fsGroup"] {
      errors.checkUser(
        rest["securityContext"]?[field], at: path.field("securityContext", field))
    }
    errors += validateDNS(policy, at: path.field("dnsConfig"))
    for (index, gate) in readinessGates.enumerated() {
      errors.check(
        gate, at: path.field("readinessGates").index(index).field("conditionType"),
        NameRules.qualifiedName)
    }
    errors += validateSchedulingGates(at: path.field("schedulingGates"))
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
    let starters = (rest["initContainers"]?.array ?? []).map(Container.init(value:))
    for (index, container) in starters.enumerated() {
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
