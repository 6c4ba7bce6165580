/// How evenly the pods of a selector are spread over places (KEP-895).
extension PodSpec {
  private static let (actions, policies) = (
    ["DoNotSchedule", "ScheduleAnyway"], ["Honor", "Ignore"]
  )
  private static let notPositive = "must be greater than zero"

  func validateSpread(at path: FieldPath) -> [FieldError] {
    let constraints = rest["topologySpreadConstraints"]?.array ?? []
    return constraints.enumerated().flatMap { index, constraint in
      Self.validate(constraint, before: constraints[(index + 1)...], at: path.index(index))
    }
  }

  private static func validate(
    _ constraint: Value, before others: ArraySlice<Value>, at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    let skew = constraint["maxSkew"]?.integer ?? 0
    if skew <= 0 { errors.append(.invalid(path.field("maxSkew"), skew, notPositive)) }
    let key = constraint["topologyKey"]?.string ?? ""
    if key.isEmpty { errors.append(.required(path.field("topologyKey"), "can not be empty")) }
    let action = constraint["whenUnsatisfiable"]?.string ?? ""
    if !actions.contains(action) {
      errors.append(.notSupported(path.field("whenUnsatisfiable"), action, actions))
    }
    let isRepeated = others.contains {
      ($0["topologyKey"]?.string ?? "") == key
        && ($0["whenUnsatisfiable"]?.string ?? "") == action
    }
    if isRepeated {
      errors.append(
        .duplicate(path.field("{topologyKey, whenUnsatisfiable}"), "{\(key), \(action)}"))
    }
    if let domains = constraint["minDomains"]?.integer {
      errors += validate(domains: domains, action, at: path.field("minDomains"))
    }
    for field in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
      guard let policy = constraint[field]?.string, !policies.contains(policy) else { continue }
      errors.append(.notSupported(path.field(field), policy, policies))
    }
    errors += LabelKeys(constraint).validate(at: path)
    return errors
      + LabelSelector(value: constraint["labelSelector"]).validate(at: path.field("labelSelector"))
  }

  private static func validate(domains: Int64, _ action: String, at path: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    if domains <= 0 { errors.append(.invalid(path, domains, notPositive)) }
    if action != "DoNotSchedule" {
      errors.append(
        .invalid(
          path, domains,
          "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not \(action)"))
    }
    return errors
  }
}
