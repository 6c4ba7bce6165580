/// Amounts of octets that are no whole numbers.
enum ClaimWarnings {
  /// What containers and pods count in octets.
  static let bytes = ["memory", "ephemeral-storage"]

  /// Of a claim's spec.
  ///
  /// - Parameter place: where the spec is, if upstream's path is another one.
  static func warnings(
    of spec: Value?, at path: FieldPath, in place: FieldPath? = nil
  ) -> [FieldWarning] {
    ["requests", "limits"].flatMap { field in
      fractions(
        in: spec?["resources"]?[field], ["storage"], at: path.field("resources", field),
        in: place?.field("resources", field))
    }
  }

  static func fractions(
    in amounts: Value?, _ names: [String], at path: FieldPath, in place: FieldPath? = nil
  ) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    for name in names {
      guard let text = amounts?[name]?.quantityText, let amount = Quantity(text),
        amount.hasFraction
      else { continue }
      warnings.warn(
        path.key(name),
        "fractional byte value \(Value.string("\(amount)").quoted) is invalid, must be an integer",
        in: place?.key(name))
    }
    return warnings
  }
}

extension Quantity {
  /// Upstream counts in thousandths, and rounds up what is less.
  fileprivate var hasFraction: Bool {
    let part: Int128 = 1_000_000
    let thousandths = nanos / part + (nanos % part > 0 ? 1 : 0)
    return thousandths % 1000 != 0
  }
}
