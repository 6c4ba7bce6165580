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
    var errors = metadata.validateUpdate(from: old.metadata)
    errors += spec.validate(at: path)
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
      ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"], policy,
      at: path.field("dnsPolicy"))
    errors += validateDNS(policy, at: path.field("dnsConfig"))
    for (index, gate) in readinessGates.enumerated() {
      errors.check(
        gate, at: path.field("readinessGates").index(index).field("conditionType"),
        NameRules.qualifiedName)
    }
    for (field, name) in [("hostname", hostname), ("subdomain", subdomain)] where !name.isEmpty {
      errors.check(name, at: path.field(field), NameRules.label)
    }
    if !nodeName.isEmpty {
      errors.check(nodeName, at: path.field("nodeName"), NameRules.subdomain)
    }
    if let account = rest["serviceAccountName"]?.string {
      errors.check(account, at: path.field("serviceAccountName"), NameRules.subdomain)
    }
    if let deadline = rest["activeDeadlineSeconds"]?.integer,
      !(1...Int64(Int32.max)).contains(deadline)
    {
      errors.append(
        .invalid(
          path.field("activeDeadlineSeconds"), deadline,
          "must be between 1 and 2147483647, inclusive"))
    }
    return errors
  }

  /// Names are unique among containers and init containers together.
  private func validateContainers(at path: FieldPath, volumes: Set<String>) -> [FieldError] {
    var errors: [FieldError] = []
    if containers.isEmpty { errors.append(.required(path.field("containers"))) }
    let isOnHostNetwork = rest["hostNetwork"] == true
    var names = Set<String>()
    var hostPorts = Set<String>()
    let starters = (rest["initContainers"]?.array ?? []).map(Container.init(value:))
    for (field, containers) in [("containers", containers), ("initContainers", starters)] {
      for (index, container) in containers.enumerated() {
        let path = path.field(field).index(index)
        errors += container.validate(
          at: path, volumes: volumes, onHostNetwork: isOnHostNetwork)
        if !container.name.isEmpty, !names.insert(container.name).inserted {
          errors.append(.duplicate(path.field("name"), container.name))
        }
        if field == "containers" {
          errors += container.validateHostPorts(at: path, taken: &hostPorts)
        }
      }
    }
    return errors
  }

  /// The pod's own resolver settings (K8s `dnsPolicy`, `dnsConfig`).
  private func validateDNS(_ policy: String, at path: FieldPath) -> [FieldError] {
    let servers = rest["dnsConfig"]?["nameservers"]?.array ?? []
    var errors: [FieldError] = []
    if policy == "None" {
      if rest["dnsConfig"] == nil {
        return [.required(path, "must provide `dnsConfig` when `dnsPolicy` is None")]
      }
      if servers.isEmpty {
        errors.append(
          .required(
            path.field("nameservers"),
            "must provide at least one DNS nameserver when `dnsPolicy` is None"))
      }
    }
    // What a resolver library reads of resolv.conf.
    if servers.count > 3 {
      errors.append(
        .invalid(
          path.field("nameservers"), .array(servers), "must not have more than 3 nameservers"))
    }
    for (index, server) in servers.enumerated() {
      errors.check(
        server.string ?? "", at: path.field("nameservers").index(index), AddressRules.address)
    }
    return errors
  }
}
