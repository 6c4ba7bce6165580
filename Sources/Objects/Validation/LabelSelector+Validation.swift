extension LabelSelector {
  /// Syntax only. What a selector must be beyond that is the kind's matter.
  func validate(at path: FieldPath) -> [FieldError] {
    var errors = ObjectMetadata.validate(labels: matchLabels, at: path.field("matchLabels"))
    for (index, requirement) in matchExpressions.enumerated() {
      errors += requirement.validate(at: path.field("matchExpressions").index(index))
    }
    return errors
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
