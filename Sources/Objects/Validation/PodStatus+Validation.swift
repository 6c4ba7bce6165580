/// What whoever reports of a pod may say (upstream's `ValidatePodStatusUpdate`).
extension Pod {
  package func validateStatusUpdate(from old: Pod) -> [FieldError] {
    let path = FieldPath("status")
    var errors = metadata.validateUpdateTwice(from: old.metadata)
    errors += validateAnnotationUpdate(from: old)
    for (index, condition) in status.conditions.enumerated() {
      let path = path.field("conditions").index(index)
      errors += Self.validate(generation: condition.rest["observedGeneration"], at: path)
      if Self.ownConditions.contains(condition.type) { continue }
      errors.check(condition.type, at: path.field("Type"), NameRules.qualifiedName)
    }
    let (new, former) = (status.rest, old.status.rest)
    if let node = new["nominatedNodeName"]?.string, !node.isEmpty,
      node != former["nominatedNodeName"]?.string
    {
      errors.check(node, at: path.field("nominatedNodeName"), NameRules.subdomain)
      if !old.spec.nodeName.isEmpty {
        errors.append(
          .forbidden(
            path.field("nominatedNodeName"),
            "may not be set on pods that are already bound to a node"))
      }
    }
    errors += Self.validate(generation: new["observedGeneration"], at: path)
    errors += FieldError.changed(
      path.field("qosClass"), from: former["qosClass"], to: new["qosClass"])
    errors += validateRestarts(from: old, at: path)
    errors += validateClaimStatuses(at: path.field("resourceClaimStatuses"))
    errors += validateExtendedClaim(at: path.field("extendedResourceClaimStatus"))
    errors += Self.validate(
      addresses: status.podIPs, replacing: old.status.podIPs, at: path.field("podIPs"))
    errors += validateHosts(replacing: old, at: path.field("hostIPs"))
    return errors + validateUsers(at: path) + validateDevices(at: path)
  }

  private static let ownConditions = ["PodScheduled", "Ready", "Initialized"]

  private static func validate(generation: Value?, at path: FieldPath) -> [FieldError] {
    guard let number = generation?.integer, number < 0 else { return [] }
    return [
      .invalid(path.field("observedGeneration"), number, "must be a non-negative integer")
    ]
  }

  /// What has ended for good runs no more.
  private func validateRestarts(from old: Pod, at path: FieldPath) -> [FieldError] {
    let (containers, first) = (old.spec.containers, old.spec.initContainers)
    let isFree = (containers + first).contains { $0.canRestartAll }
    var errors: [FieldError] = []
    // Those to look around are started once, whatever the pod's policy is.
    for (field, containers) in [
      ("containerStatuses", containers), ("initContainerStatuses", first),
      ("ephemeralContainerStatuses", nil),
    ] as [(String, [Container]?)] where containers == nil || !isFree {
      let new = status.rest[field]?.array ?? []
      for (index, former) in (old.status.rest[field]?.array ?? []).enumerated() {
        guard let end = former["state"]?["terminated"], let name = former["name"]?.string,
          new.contains(where: {
            $0["name"]?.string == name && $0["state"]?["terminated"] == nil
          }),
          containers?.first(where: { $0.name == name })?
            .isRestarted(after: end["exitCode"]?.integer ?? 0, in: old.spec) != true
        else { continue }
        errors.append(
          .forbidden(
            path.field(field).index(index).field("state"),
            "may not be transitioned to non-terminated state"))
      }
    }
    return errors
  }

  /// One of a family. What was accepted once may stay.
  private static func validate(addresses: [String], replacing old: [String], at path: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    for (index, address) in addresses.enumerated() where !old.contains(address) {
      errors.check(address, at: path.index(index), AddressRules.address)
    }
    guard addresses.count > 1 else { return errors }
    let families = addresses.map(AddressRules.family)
    if let place = families.firstIndex(of: nil) {
      errors.append(
        FieldError(
          path, .internal,
          detail: "failed to check for dual stack with error:"
            + "invalid IP[\(place)]: \(addresses[place])"))
    }
    func printed(_ address: String) -> String {
      "{\"IP\":\(Value.string(address).json(escapingHTML: true))}"
    }
    if addresses.count > 2 || families.contains(nil) || Set(families).count < 2 {
      errors.append(
        .invalid(
          path, printed: "[\(addresses.map(printed).joined(separator: ","))]",
          "may specify no more than one IP for each IP family"))
    }
    return errors
  }

  /// The node's first address stands alone as well.
  private func validateHosts(replacing old: Pod, at path: FieldPath) -> [FieldError] {
    let addresses = status.hosts
    guard let first = addresses.first else { return [] }
    var errors: [FieldError] = []
    if first != status.rest["hostIP"]?.string ?? "" {
      errors.append(
        .invalid(path.index(0).field("ip"), first, "must be equal to `hostIP`"))
    }
    return errors
      + Self.validate(addresses: addresses, replacing: old.status.hosts, at: path)
  }
}

extension PodStatus {
  fileprivate var hosts: [String] {
    (rest["hostIPs"]?.array ?? []).map { $0["ip"]?.string ?? "" }
  }
}

extension Container {
  /// One of its rules begins all others again as well, so that none has ended for good.
  fileprivate var canRestartAll: Bool {
    (rest["restartPolicyRules"]?.array ?? []).contains { $0["action"] == "RestartAllContainers" }
  }

  /// By its own rules, else by its own policy, else by the pod's (upstream's
  /// `ContainerShouldRestart`).
  fileprivate func isRestarted(after code: Int64, in spec: PodSpec) -> Bool {
    let own = rest["restartPolicy"]?.string
    if own != nil {
      for rule in rest["restartPolicyRules"]?.array ?? [] {
        let isListed = rule["exitCodes"]?["values"]?.array?.contains(.integer(code)) ?? false
        if isListed == (rule["exitCodes"]?["operator"] == "In") { return true }
      }
    }
    switch own ?? spec.rest["restartPolicy"]?.string ?? "" {
    case "Never": return false
    case "OnFailure": return code != 0
    default: return true
    }
  }
}
