/// Rules of what a container asks for and may have.
extension Container {
  /// Names are known ones or somebody's own, and requests stay within limits.
  func validateResources(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let limits = amounts("limits")
    for (name, amount) in limits.sorted(by: { $0.key < $1.key }) {
      errors += Self.validate(name, amount, at: path.field("limits").key(name))
    }
    for (name, amount) in amounts("requests").sorted(by: { $0.key < $1.key }) {
      errors += Self.validate(name, amount, at: path.field("requests").key(name))
      let isDivisible = !name.contains("/") && !name.hasPrefix("hugepages-")
      let text = "\(name) limit of \(limits[name]?.description ?? "")"
      if let limit = limits[name], limit != amount || limit < amount {
        if !isDivisible {
          errors.append(
            .invalid(path.field("requests"), amount.description, "must be equal to \(text)"))
        } else if limit < amount {
          errors.append(
            .invalid(
              path.field("requests"), amount.description, "must be less than or equal to \(text)"))
        }
      } else if limits[name] == nil, !isDivisible {
        errors.append(
          .required(path.field("limits"), "Limit must be set for non overcommitable resources"))
      }
    }
    return errors
  }

  private static func validate(_ name: String, _ amount: Quantity, at path: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    errors.check(name, at: path, NameRules.qualifiedName)
    if !name.contains("/") {
      let isOfContainers =
        ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-")
      if !isOfContainers, !otherResources.contains(name) {
        errors.append(.invalid(path, name, "must be a standard resource type or fully qualified"))
      }
      if !isOfContainers {
        errors.append(.invalid(path, name, "must be a standard resource for containers"))
      }
    }
    if amount.nanos < 0 {
      errors.append(
        .invalid(path, amount.description, "must be greater than or equal to 0"))
    }
    return errors
  }

  /// What there is beside, for quotas and nodes.
  private static let otherResources: Set<String> = [
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory",
    "requests.ephemeral-storage", "requests.storage", "storage", "pods", "resourcequotas",
    "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps",
    "services.nodeports", "services.loadbalancers",
  ]

  private func amounts(_ field: String) -> [String: Quantity] {
    (rest["resources"]?[field]?.object ?? [:]).compactMapValues { $0.string.flatMap(Quantity.init) }
  }
}
