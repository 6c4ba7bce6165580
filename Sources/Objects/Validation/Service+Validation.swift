/// Rules of Services, in the order of upstream's validation.
extension Service {
  package func validate() -> [FieldError] {
    let path = FieldPath("spec")
    let early = spec.validateFamilies(at: path)
    if !early.isEmpty { return early }
    // RelaxedServiceNameValidation is on in 1.36: a name may begin with a digit.
    return metadata.validate(NameRules.label) + spec.validate(at: path)
  }

  package func validateUpdate(from old: Service) -> [FieldError] {
    let path = FieldPath("spec")
    let early = spec.validateFamilies(at: path)
    if !early.isEmpty { return early }
    var errors = metadata.validateUpdate(from: old.metadata)
    if spec.type != "ExternalName", old.spec.type != "ExternalName" {
      errors += spec.validateAllocation(from: old.spec, at: path)
    }
    return errors + spec.validate(at: path)
  }

  package var warnings: [String] {
    guard spec.rest["externalIPs"]?.array?.isEmpty == false else { return [] }
    return [
      "spec.externalIPs is deprecated and may no longer be implemented in some clusters"
    ]
  }

  /// The update of a Service carries on with what was allocated, unless it says otherwise.
  package func keepingAllocation(of old: Service) -> Service {
    guard spec.type != "ExternalName", old.spec.type != "ExternalName" else { return self }
    var service = self
    if spec.clusterIP.isEmpty, spec.clusterIPs.isEmpty {
      service.spec.clusterIP = old.spec.clusterIP
      service.spec.clusterIPs = old.spec.clusterIPs
    }
    if spec.ipFamilies.isEmpty, spec.ipFamilyPolicy.isEmpty {
      service.spec.ipFamilies = old.spec.ipFamilies
      service.spec.ipFamilyPolicy = old.spec.ipFamilyPolicy
    }
    return service
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
    if isHeadless, type == "NodePort" || type == "LoadBalancer" {
      errors.append(
        .invalid(
          path.field("clusterIPs").index(0), clusterIP,
          "may not be set to 'None' for \(type) services"))
    }
    if type == "ExternalName" { errors += validateExternalName(at: path) }
    errors += validatePorts(at: path.field("ports"))
    errors += ObjectMetadata.validate(labels: selector, at: path.field("selector"))
    errors.checkOneOf(
      ["ClientIP", "None"], rest["sessionAffinity"]?.string ?? "",
      at: path.field("sessionAffinity"))
    if rest["sessionAffinity"] == "None", rest["sessionAffinityConfig"] != nil {
      errors.append(
        .forbidden(
          path.field("sessionAffinityConfig"), "must not be set when session affinity is None"))
    }
    for (index, address) in (rest["externalIPs"]?.array ?? []).enumerated() {
      errors.check(
        address.string ?? "", at: path.field("externalIPs").index(index), AddressRules.endpoint)
    }
    errors.checkOneOf(Self.types, type, at: path.field("type"))
    return errors + findDuplicatePorts(at: path.field("ports"))
  }

  /// An external name has no addresses.
  private func validateExternalName(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let given = [
      ("clusterIPs", !clusterIPs.isEmpty || !clusterIP.isEmpty),
      ("ipFamilies", !ipFamilies.isEmpty),
      ("ipFamilyPolicy", !ipFamilyPolicy.isEmpty),
    ]
    for (field, isSet) in given where isSet {
      errors.append(.forbidden(path.field(field), "may not be set for ExternalName services"))
    }
    let name = externalName.hasSuffix(".") ? String(externalName.dropLast()) : externalName
    errors.checkRequired(name, at: path.field("externalName"), NameRules.subdomain)
    return errors
  }

  /// Several ports need names to tell them apart (and for SRV records).
  private func validatePorts(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, port) in ports.enumerated() {
      let path = path.index(index)
      if port.name.isEmpty {
        if ports.count > 1 { errors.append(.required(path.field("name"))) }
      } else {
        errors.check(port.name, at: path.field("name"), NameRules.label)
        if !names.insert(port.name).inserted {
          errors.append(.duplicate(path.field("name"), port.name))
        }
      }
      errors.checkPort(port.port, at: path.field("port"))
      errors.checkOneOf(["SCTP", "TCP", "UDP"], port.transport, at: path.field("protocol"))
      switch port.targetPort {
      case .name(let name): errors.check(name, at: path.field("targetPort"), NameRules.portName)
      case .number(let number): errors.checkPort(number, at: path.field("targetPort"))
      case nil: errors.checkPort(0, at: path.field("targetPort"))
      }
      if let name = port.rest["appProtocol"]?.string {
        errors.check(name, at: path.field("appProtocol"), NameRules.qualifiedName)
      }
    }
    return errors
  }

  /// Names may differ: a protocol and a number make a port.
  private func findDuplicatePorts(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var taken = Set<String>()
    for (index, port) in ports.enumerated()
    where !taken.insert("\(port.transport)/\(port.port)").inserted {
      let transport = Value.string(port.transport).json(escapingHTML: true)
      errors.append(
        .duplicate(
          path.index(index),
          printed: #"{"Name":"","Protocol":\#(transport),"AppProtocol":null,"Port":\#(port.port),"#
            + #""TargetPort":0,"NodePort":0}"#))
    }
    return errors
  }
}
