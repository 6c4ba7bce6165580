/// Rules of Services, in the order of upstream's validation.
extension Service {
  package func validate() -> [FieldError] {
    let early = validateForAllocation()
    if !early.isEmpty { return early }
    // RelaxedServiceNameValidation is on in 1.36: a name may begin with a digit.
    return metadata.validate(NameRules.label) + validateBody(at: FieldPath("spec"), replacing: nil)
  }

  /// What must be right before a new Service can be given addresses and ports.
  package func validateForAllocation() -> [FieldError] {
    spec.validateFamilies(at: FieldPath("spec"))
  }

  package func validateUpdate(from old: Service) -> [FieldError] {
    let path = FieldPath("spec")
    let early = spec.validateFamilies(at: path)
    if !early.isEmpty { return early }
    var errors = metadata.validateUpdateTwice(from: old.metadata)
    if spec.type != "ExternalName", old.spec.type != "ExternalName" {
      errors += spec.validateAllocation(from: old.spec, at: path)
    }
    if spec.type == "LoadBalancer", old.spec.type == "LoadBalancer",
      spec.rest["loadBalancerClass"] != old.spec.rest["loadBalancerClass"]
    {
      errors.append(
        .invalid(
          path.field("loadBalancerClass"), spec.rest["loadBalancerClass"] ?? .null,
          "may not change once set"))
    }
    errors += spec.validateLoadBalancerClass(at: path)
    if spec.needsHealthCheck, old.spec.needsHealthCheck,
      spec.rest["healthCheckNodePort"] != old.spec.rest["healthCheckNodePort"]
    {
      errors.append(.forbidden(path.field("healthCheckNodePort"), "field is immutable"))
    }
    return errors + validateBody(at: path, replacing: old)
  }

  /// What new Services and updates have in common: all but the metadata.
  private func validateBody(at path: FieldPath, replacing old: Service?) -> [FieldError] {
    validateTopology() + spec.validate(at: path)
      + spec.validateTraffic(at: path, annotations: metadata.annotations, replacing: old)
  }

  /// Two names of one annotation, which is deprecated under both.
  private func validateTopology() -> [FieldError] {
    let (mode, hints) = (
      "service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints"
    )
    guard let new = metadata.annotations[mode], let old = metadata.annotations[hints], new != old
    else { return [] }
    return [
      .invalid(
        FieldPath("metadata", "annotations").key(mode), new,
        "must match annotations[\(hints)] when both are specified")
    ]
  }
}

/// The part that new Services and updates have in common.
extension ServiceSpec {
  static let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]

  private var isHeadless: Bool { clusterIP == "None" }

  /// Families and addresses are checked before, in ``validateFamilies(at:)``.
  func validate(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if ports.isEmpty, !isHeadless, type != "ExternalName" {
      errors.append(.required(path.field("ports")))
    }
    errors += validateType(at: path)
    errors += validatePorts(at: path.field("ports"))
    errors += ObjectMetadata.validate(labels: selector, at: path.field("selector"))
    errors += validateAffinity(at: path)
    for (index, address) in (rest["externalIPs"]?.array ?? []).enumerated() {
      errors.check(address.string ?? "", at: path.field("externalIPs").index(index)) {
        let problems = AddressRules.address($0)
        return problems.isEmpty ? AddressRules.endpoint($0) : problems
      }
    }
    errors.checkOneOf(Self.types, type, at: path.field("type"))
    errors += validateNodePorts(at: path.field("ports"))
    return errors + findDuplicatePorts(at: path.field("ports"))
  }

  /// What a Service of its type cannot be.
  private func validateType(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if isHeadless, type == "NodePort" || type == "LoadBalancer" {
      errors.append(
        .invalid(
          path.field("clusterIPs").index(0), clusterIP,
          "may not be set to 'None' for \(type) services"))
    }
    if type == "ExternalName" { errors += validateExternalName(at: path) }
    return errors
  }

  /// An external name has no addresses.
  private func validateExternalName(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let given = [
      ("clusterIPs", !clusterIPs.isEmpty || !clusterIP.isEmpty),
      ("ipFamilies", !ipFamilies.isEmpty),
      ("ipFamilyPolicy", statedFamilyPolicy != nil),
    ]
    for (field, isSet) in given where isSet {
      errors.append(.forbidden(path.field(field), "may not be set for ExternalName services"))
    }
    let name = externalName.hasSuffix(".") ? String(externalName.dropLast()) : externalName
    errors.checkRequired(name, at: path.field("externalName"), NameRules.subdomain)
    return errors
  }

  /// How long clients stay with one pod.
  private func validateAffinity(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let affinity = rest["sessionAffinity"]?.string ?? ""
    errors.checkOneOf(["ClientIP", "None"], affinity, at: path.field("sessionAffinity"))
    let configPath = path.field("sessionAffinityConfig")
    let config = rest["sessionAffinityConfig"]
    if affinity == "None", config != nil {
      errors.append(.forbidden(configPath, "must not be set when session affinity is None"))
    }
    if affinity == "ClientIP", let seconds = config?["clientIP"]?["timeoutSeconds"]?.integer,
      !(1...86400).contains(seconds)
    {
      errors.append(
        .invalid(
          configPath.field("clientIP", "timeoutSeconds"), seconds,
          "must be greater than 0 and less than 86400"))
    }
    return errors
  }
}
