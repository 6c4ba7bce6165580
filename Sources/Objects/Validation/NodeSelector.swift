/// Rules of selectors of nodes, by labels and by name: those of pods and of volumes.
enum NodeSelector {
  static func validate(_ selector: Value, at path: FieldPath) -> [FieldError] {
    let path = path.field("nodeSelectorTerms")
    let terms = selector["nodeSelectorTerms"]?.array ?? []
    if terms.isEmpty {
      return [.required(path, "must have at least one node selector term")]
    }
    return terms.enumerated().flatMap { index, term in
      validate(term: term, allowingAnyValue: false, at: path.index(index))
    }
  }

  /// - Parameter allowingAnyValue: what is only preferred may name labels that no node can have.
  static func validate(term: Value?, allowingAnyValue: Bool, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, requirement) in (term?["matchExpressions"]?.array ?? []).enumerated() {
      errors += validate(
        requirement, allowingAnyValue: allowingAnyValue,
        at: path.field("matchExpressions").index(index))
    }
    for (index, requirement) in (term?["matchFields"]?.array ?? []).enumerated() {
      errors += validate(field: requirement, at: path.field("matchFields").index(index))
    }
    return errors
  }

  private static func validate(
    _ requirement: Value, allowingAnyValue: Bool, at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    let values = (requirement["values"]?.array ?? []).map { $0.string ?? "" }
    let valuesPath = path.field("values")
    let word = requirement["operator"]?.string ?? ""
    switch word {
    case "In", "NotIn":
      if values.isEmpty {
        errors.append(
          .required(valuesPath, "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        errors.append(
          .forbidden(
            valuesPath, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    case "Gt", "Lt":
      if values.count != 1 {
        errors.append(
          .required(valuesPath, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
      }
    default: errors.append(.invalid(path.field("operator"), word, "not a valid selector operator"))
    }
    errors.check(
      requirement["key"]?.string ?? "", at: path.field("key"), NameRules.qualifiedName)
    if !allowingAnyValue {
      for (index, value) in values.enumerated() {
        errors.check(value, at: valuesPath.index(index), NameRules.labelValue)
      }
    }
    return errors
  }

  /// The name is the only field that there is, and one node has it.
  private static func validate(field requirement: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let values = (requirement["values"]?.array ?? []).map { $0.string ?? "" }
    let word = requirement["operator"]?.string ?? ""
    if word != "In", word != "NotIn" {
      errors.append(.invalid(path.field("operator"), word, "not a valid selector operator"))
    } else if values.count != 1 {
      errors.append(
        .required(
          path.field("values"),
          "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"))
    }
    let key = requirement["key"]?.string ?? ""
    guard key == "metadata.name" else {
      return errors + [.invalid(path.field("key"), key, "not a valid field selector key")]
    }
    for (index, value) in values.enumerated() {
      errors.check(value, at: path.field("values").index(index), NameRules.subdomain)
    }
    return errors
  }
}
