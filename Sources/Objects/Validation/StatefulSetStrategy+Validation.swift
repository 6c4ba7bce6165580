/// How updates reach the pods.
extension StatefulSetSpec {
  func validateStrategy(at path: FieldPath) -> [FieldError] {
    let rollingPath = path.field("rollingUpdate")
    switch updateStrategyType {
    case "": return [.required(path)]
    case "RollingUpdate":
      var errors: [FieldError] = []
      errors.checkNotNegative(rollingUpdate?.partition ?? 0, at: rollingPath.field("partition"))
      if let maxUnavailable = rollingUpdate?.maxUnavailable {
        errors += Self.validate(maxUnavailable, at: rollingPath.field("maxUnavailable"))
      }
      return errors
    case "OnDelete":
      guard let rollingUpdate else { return [] }
      return [
        .invalid(
          rollingPath, printed: rollingUpdate.printed,
          "only allowed for updateStrategy 'RollingUpdate'")
      ]
    default:
      let type = Value.string(updateStrategyType).json(escapingHTML: true)
      return [
        .invalid(
          path, printed: #"{"Type":\#(type),"RollingUpdate":\#(rollingUpdate?.printed ?? "null")}"#,
          "must be 'RollingUpdate' or 'OnDelete'")
      ]
    }
  }

  /// A number, or a share in percent.
  private static func validate(_ limit: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var number = limit.integer ?? 0
    if let text = limit.string {
      let digits = text.dropLast()
      if text.hasSuffix("%"), !digits.isEmpty,
        digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      {
        number = Int64(digits) ?? .max
        if number > 100 {
          errors.append(.invalid(path, limit, "must not be greater than 100%"))
        }
      } else {
        number = Int64(text) ?? 0
        errors.append(
          .invalid(
            path, limit,
            "a valid percent string must be a numeric string followed by an ending '%' "
              + "(e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"))
      }
    } else {
      errors.checkNotNegative(number, at: path)
    }
    if number == 0 { errors.append(.invalid(path, limit, "cannot be 0")) }
    return errors
  }
}

extension RollingUpdate {
  /// As upstream's internal struct prints, whose partition is a plain number.
  fileprivate var printed: String {
    let limit = (maxUnavailable ?? .null).json(escapingHTML: true)
    return #"{"Partition":\#(partition ?? 0),"MaxUnavailable":\#(limit)}"#
  }
}

/// Counts of parts that cannot be more than the whole.
extension StatefulSetStatus {
  func validate(at path: FieldPath, old: StatefulSetStatus) -> [FieldError] {
    var errors: [FieldError] = []
    let counts = [
      ("replicas", replicas), ("readyReplicas", readyReplicas),
      ("currentReplicas", currentReplicas), ("updatedReplicas", updatedReplicas),
      ("availableReplicas", availableReplicas),
    ]
    for (field, count) in counts { errors.checkNotNegative(count, at: path.field(field)) }
    errors.checkNotNegative(observedGeneration, at: path.field("observedGeneration"))
    errors.checkNotNegative(collisionCount ?? 0, at: path.field("collisionCount"))
    for (field, count) in counts where count > replicas {
      errors.append(.invalid(path.field(field), count, "cannot be greater than status.replicas"))
    }
    if availableReplicas > readyReplicas {
      errors.append(
        .invalid(
          path.field("availableReplicas"), availableReplicas,
          "cannot be greater than status.readyReplicas"))
    }
    if let before = old.collisionCount, collisionCount ?? 0 < before {
      errors.append(
        .invalid(path.field("collisionCount"), collisionCount ?? 0, "cannot be decremented"))
    }
    return errors
  }
}
