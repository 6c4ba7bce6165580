/// Which nodes a pod is drawn to, and which other pods it seeks or shuns.
extension PodSpec {
  private static let (required, preferred) = (
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution"
  )

  func validateAffinity(at path: FieldPath) -> [FieldError] {
    guard let affinity = rest["affinity"] else { return [] }
    var errors: [FieldError] = []
    if let nodes = affinity["nodeAffinity"] {
      errors += Self.validate(nodeAffinity: nodes, at: path.field("nodeAffinity"))
    }
    for field in ["podAffinity", "podAntiAffinity"] {
      guard let pods = affinity[field] else { continue }
      errors += Self.validate(podAffinity: pods, at: path.field(field))
    }
    return errors
  }

  private static func validate(nodeAffinity: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if let selector = nodeAffinity[required] {
      errors += NodeSelector.validate(selector, at: path.field(required))
    }
    for (index, term) in (nodeAffinity[preferred]?.array ?? []).enumerated() {
      let path = path.field(preferred).index(index)
      errors += validate(weight: term["weight"], at: path.field("weight"))
      errors += NodeSelector.validate(
        term: term["preference"], allowingAnyValue: true, at: path.field("preference"))
    }
    return errors
  }

  private static func validate(podAffinity: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, term) in (podAffinity[required]?.array ?? []).enumerated() {
      errors += validate(term: term, at: path.field(required).index(index))
    }
    for (index, term) in (podAffinity[preferred]?.array ?? []).enumerated() {
      let path = path.field(preferred).index(index)
      errors += validate(weight: term["weight"], at: path.field("weight"))
      errors += validate(term: term["podAffinityTerm"] ?? [:], at: path.field("podAffinityTerm"))
    }
    return errors
  }

  private static func validate(weight: Value?, at path: FieldPath) -> [FieldError] {
    let weight = weight?.integer ?? 0
    return (1...100).contains(weight)
      ? [] : [.invalid(path, weight, "must be in the range 1-100")]
  }

  /// The pods that count, and the label by which nodes are one place.
  private static func validate(term: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["labelSelector", "namespaceSelector"] {
      errors += LabelSelector(value: term[field]).validate(at: path.field(field))
    }
    for name in term["namespaces"]?.array ?? [] {
      // Upstream's path has the singular, and no index.
      errors.check(name.string ?? "", at: path.field("namespace"), NameRules.label)
    }
    errors += LabelKeys(term).validate(at: path)
    let key = term["topologyKey"]?.string ?? ""
    if key.isEmpty { errors.append(.required(path.field("topologyKey"), "can not be empty")) }
    errors.check(key, at: path.field("topologyKey"), NameRules.qualifiedName)
    return errors
  }
}

/// Labels whose values a pod takes from itself (KEP-3633): the API server puts them into the
/// selector of a new pod.
struct LabelKeys {
  let matching: [String]
  let mismatching: [String]
  let selector: LabelSelector

  init(_ term: Value) {
    func keys(_ field: String) -> [String] {
      (term[field]?.array ?? []).map { $0.string ?? "" }
    }
    (matching, mismatching) = (keys("matchLabelKeys"), keys("mismatchLabelKeys"))
    selector = LabelSelector(value: term["labelSelector"])
  }

  func validate(at path: FieldPath) -> [FieldError] {
    var errors = validate(matching, at: path.field("matchLabelKeys"))
    errors += validate(mismatching, at: path.field("mismatchLabelKeys"))
    errors += validateSelector(at: path)
    for (index, key) in matching.enumerated() where mismatching.contains(key) {
      errors.append(
        .invalid(
          path.field("matchLabelKeys").index(index), key,
          "exists in both matchLabelKeys and mismatchLabelKeys"))
    }
    return errors
  }

  private func validate(_ keys: [String], at path: FieldPath) -> [FieldError] {
    if keys.isEmpty { return [] }
    guard selector.isPresent else {
      return [.forbidden(path, "must not be specified when labelSelector is not set")]
    }
    var errors: [FieldError] = []
    for (index, key) in keys.enumerated() {
      errors.check(key, at: path.index(index), NameRules.qualifiedName)
    }
    return errors
  }

  /// One requirement of the key is the one made from it; a second is the user's.
  private func validateSelector(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var seen = Set(selector.matchLabels.keys)
    for requirement in selector.matchExpressions {
      if !seen.insert(requirement.key).inserted,
        let index = matching.lastIndex(of: requirement.key)
      {
        // Upstream's path lacks the field.
        errors.append(
          .invalid(
            path.index(index), requirement.key,
            "exists in both matchLabelKeys and labelSelector"))
      }
    }
    return errors
  }
}
