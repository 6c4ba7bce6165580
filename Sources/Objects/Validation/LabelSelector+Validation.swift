extension LabelSelector {
  /// In the order of the Go struct's fields.
  var printed: String {
    guard isPresent else { return "null" }
    let fields = ["matchLabels", "matchExpressions"].compactMap { name in
      value[name].map { "\"\(name)\":\($0.json(escapingHTML: true))" }
    }
    return "{\(fields.joined(separator: ","))}"
  }

  /// Syntax only. What a selector must be beyond that is the kind's matter.
  func validate(at path: FieldPath) -> [FieldError] {
    var errors = ObjectMetadata.validate(labels: matchLabels, at: path.field("matchLabels"))
    for (index, requirement) in matchExpressions.enumerated() {
      errors += requirement.validate(at: path.field("matchExpressions").index(index))
    }
    return errors
  }
}

/// As queries of the API have them, where upstream's `labels.NewRequirement` has other words than
/// the validation of objects.
extension LabelRequirement {
  /// nil: a key in order.
  package static func problem(withKey key: String) -> FieldError? {
    combined(NameRules.qualifiedName(key), key, at: FieldPath())
  }

  /// What is wrong with the values; the key is checked before there are any.
  package var valueProblems: [FieldError] {
    let path = FieldPath("values")
    var errors: [FieldError] = []
    if operation == "Gt" || operation == "Lt" {
      for (index, value) in values.enumerated() where Int64(value) == nil {
        errors.append(
          .invalid(
            path.index(index), value, "for 'Gt', 'Lt' operators, the value must be an integer"))
      }
    }
    for (index, value) in values.enumerated() {
      let problems = NameRules.labelValue(value)
      if let error = Self.combined(problems, value, at: path.index(index).key(key)) {
        errors.append(error)
      }
    }
    return errors
  }

  private static func combined(_ problems: [String], _ text: String, at path: FieldPath)
    -> FieldError?
  {
    problems.isEmpty ? nil : .invalid(path, text, problems.joined(separator: "; "))
  }
}

/// The operator decides whether values must or must not be there.
extension LabelRequirement {
  fileprivate func validate(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    switch operation {
    case "In", "NotIn":
      if values.isEmpty {
        errors.append(
          .required(
            path.field("values"), "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        errors.append(
          .forbidden(
            path.field("values"),
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    default:
      errors.append(
        .invalid(path.field("operator"), operation, "not a valid selector operator"))
    }
    errors.check(key, at: path.field("key"), NameRules.qualifiedName)
    for (index, value) in values.enumerated() {
      errors.check(value, at: path.field("values").index(index), NameRules.labelValue)
    }
    return errors
  }
}
