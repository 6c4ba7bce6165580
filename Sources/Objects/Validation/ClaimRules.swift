/// Rules of a PersistentVolumeClaim's spec, which are also those of claim templates.
enum ClaimRules {
  private static let accessModes = [
    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod",
  ]

  /// Of the spec alone: a template's name is checked as that of the volume it becomes.
  static func validate(_ spec: Value?, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let modes = (spec?["accessModes"]?.array ?? []).compactMap(\.string)
    if modes.isEmpty {
      errors.append(
        .required(path.field("accessModes"), "at least 1 access mode is required"))
    }
    for mode in modes where !accessModes.contains(mode) {
      errors.append(.notSupported(path.field("accessModes"), mode, accessModes))
    }
    if modes.count > 1, modes.contains("ReadWriteOncePod") {
      errors.append(
        .forbidden(
          path.field("accessModes"), "may not use ReadWriteOncePod with other access modes"))
    }
    errors += validateStorage(spec, at: path.field("resources").key("storage"))
    if let name = spec?["storageClassName"]?.string, !name.isEmpty {
      errors.check(name, at: path.field("storageClassName"), NameRules.subdomain)
    }
    if let mode = spec?["volumeMode"]?.string, mode != "Block", mode != "Filesystem" {
      errors.append(.notSupported(path.field("volumeMode"), mode, ["Block", "Filesystem"]))
    }
    return errors
  }

  /// A claim asks for some storage, and for more than none.
  private static func validateStorage(_ spec: Value?, at path: FieldPath) -> [FieldError] {
    guard let text = spec?["resources"]?["requests"]?["storage"]?.quantityText,
      let quantity = Quantity(text)
    else { return [.required(path)] }
    return quantity.isPositive
      ? [] : [.invalid(path, quantity.description, "must be greater than zero")]
  }
}
