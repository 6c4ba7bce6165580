/// What whoever reports of a pod may say (upstream's `ValidatePodStatusUpdate`).
extension Pod {
  package func validateStatusUpdate(from old: Pod) -> [FieldError] {
    let path = FieldPath("status")
    var errors = metadata.validateUpdateTwice(from: old.metadata)
    errors += validateAnnotationUpdate(from: old)
    // Upstream's path is that of the metadata.
    for (index, condition) in status.conditions.enumerated()
    where !Self.ownConditions.contains(condition.type) {
      errors.check(
        condition.type, at: FieldPath("metadata", "conditions").index(index).field("Type"),
        NameRules.qualifiedName)
    }
    let (new, former) = (status.rest, old.status.rest)
    if let node = new["nominatedNodeName"]?.string, !node.isEmpty,
      node != former["nominatedNodeName"]?.string
    {
      errors.check(node, at: path.field("nominatedNodeName"), NameRules.subdomain)
    }
    errors += FieldError.changed(
      path.field("qosClass"), from: former["qosClass"], to: new["qosClass"])
    errors += validateRestarts(from: old, at: path)
    errors += Self.validate(addresses: status.podIPs, at: path.field("podIPs"))
    return errors + validateHosts(at: path.field("hostIPs"))
  }

  private static let ownConditions = ["PodScheduled", "Ready", "Initialized"]

  /// What has ended for good runs no more.
  private func validateRestarts(from old: Pod, at path: FieldPath) -> [FieldError] {
    let policy = old.spec.rest["restartPolicy"]?.string ?? ""
    let staying = Set(
      old.spec.initContainers.filter { $0.rest["restartPolicy"] == "Always" }.map(\.name))
    var errors: [FieldError] = []
    // Ephemeral containers are started once, whatever the pod's policy is.
    for (field, policy, exempt) in [
      ("containerStatuses", policy, []), ("initContainerStatuses", policy, staying),
      ("ephemeralContainerStatuses", "Never", []),
    ] as [(String, String, Set<String>)] where policy != "Always" {
      let new = status.rest[field]?.array ?? []
      for (index, former) in (old.status.rest[field]?.array ?? []).enumerated() {
        guard let end = former["state"]?["terminated"], let name = former["name"]?.string,
          !exempt.contains(name), policy != "OnFailure" || (end["exitCode"]?.integer ?? 0) == 0
        else { continue }
        for container in new where container["name"]?.string == name {
          guard container["state"]?["terminated"] == nil else { continue }
          errors.append(
            .forbidden(
              path.field(field).index(index).field("state"),
              "may not be transitioned to non-terminated state"))
        }
      }
    }
    return errors
  }

  /// One of a family.
  private static func validate(addresses: [String], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, address) in addresses.enumerated() {
      errors.check(address, at: path.index(index), AddressRules.address)
    }
    guard addresses.count > 1 else { return errors }
    func printed(_ address: String) -> String {
      "{\"IP\":\(Value.string(address).json(escapingHTML: true))}"
    }
    if addresses.count > 2 || Set(addresses.map(AddressRules.family)).count < 2 {
      errors.append(
        .invalid(
          path, printed: "[\(addresses.map(printed).joined(separator: ","))]",
          "may specify no more than one IP for each IP family"))
    }
    for (index, address) in addresses.enumerated()
    where addresses.firstIndex(of: address) != index {
      errors.append(.duplicate(path.index(index), printed: printed(address)))
    }
    return errors
  }

  /// The node's first address stands alone as well.
  private func validateHosts(at path: FieldPath) -> [FieldError] {
    let addresses = (status.rest["hostIPs"]?.array ?? []).map { $0["ip"]?.string ?? "" }
    guard let first = addresses.first else { return [] }
    var errors: [FieldError] = []
    if first != status.rest["hostIP"]?.string ?? "" {
      errors.append(
        .invalid(path.index(0).field("ip"), first, "must be equal to `hostIP`"))
    }
    return errors + Self.validate(addresses: addresses, at: path)
  }
}
