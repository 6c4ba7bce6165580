/// Rules of a PersistentVolumeClaim's spec, which are also those of claim templates.
enum ClaimRules {
  private static let accessModes = [
    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod",
  ]
  private static let sources = ["dataSource", "dataSourceRef"]

  /// Of the spec alone: a template's name is checked as that of the volume it becomes.
  ///
  /// - Parameter old: a claim that had a group among its sources, right or wrong, may name any.
  static func validate(_ spec: Value?, at path: FieldPath, replacing old: Value? = nil)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    if (spec?["accessModes"]?.array ?? []).isEmpty {
      errors.append(
        .required(path.field("accessModes"), "at least 1 access mode is required"))
    }
    if let selector = spec?["selector"] {
      errors += LabelSelector(value: selector).validate(at: path.field("selector"))
    }
    errors += validateModes(spec, at: path.field("accessModes"))
    errors += validateStorage(spec, at: path.field("resources").key("storage"))
    errors += validateClassAndMode(spec, at: path)
    let isGroupKnown = sources.contains { old?[$0]?["apiGroup"]?.string != nil }
    errors += validateSources(spec, at: path, allowingAnyGroup: isGroupKnown)
    if let name = spec?["volumeAttributesClassName"]?.string, !name.isEmpty {
      errors.check(name, at: path.field("volumeAttributesClassName"), NameRules.subdomain)
    }
    return errors
  }

  /// Of claims and of volumes.
  static func validateModes(_ spec: Value?, at path: FieldPath) -> [FieldError] {
    let modes = (spec?["accessModes"]?.array ?? []).compactMap(\.string)
    var errors: [FieldError] = []
    for mode in modes where !accessModes.contains(mode) {
      errors.append(.notSupported(path, mode, accessModes))
    }
    if modes.contains("ReadWriteOncePod"),
      modes.contains(where: { $0 != "ReadWriteOncePod" && accessModes.contains($0) })
    {
      errors.append(.forbidden(path, "may not use ReadWriteOncePod with other access modes"))
    }
    return errors
  }

  /// Of claims and of volumes.
  static func validateClassAndMode(_ spec: Value?, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if let name = spec?["storageClassName"]?.string, !name.isEmpty {
      errors.check(name, at: path.field("storageClassName"), NameRules.subdomain)
    }
    if let mode = spec?["volumeMode"]?.string, mode != "Block", mode != "Filesystem" {
      errors.append(.notSupported(path.field("volumeMode"), mode, ["Block", "Filesystem"]))
    }
    return errors
  }

  /// What a claim's volume is to be filled with.
  private static func validateSources(
    _ spec: Value?, at path: FieldPath, allowingAnyGroup: Bool
  ) -> [FieldError] {
    var errors: [FieldError] = []
    for field in sources {
      guard let source = spec?[field] else { continue }
      let path = path.field(field)
      let kind = source["kind"]?.string ?? ""
      if (source["name"]?.string ?? "").isEmpty { errors.append(.required(path.field("name"))) }
      if kind.isEmpty { errors.append(.required(path.field("kind"))) }
      let group = source["apiGroup"]?.string ?? ""
      if !group.isEmpty {
        if allowingAnyGroup { continue }
        errors.check(group, at: path.field("apiGroup"), NameRules.subdomain)
      } else if kind != "PersistentVolumeClaim" {
        errors.append(
          .invalid(
            path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"))
      }
    }
    let namespace = spec?["dataSourceRef"]?["namespace"]?.string ?? ""
    if !namespace.isEmpty {
      errors.check(namespace, at: path.field("dataSourceRef", "namespace"), NameRules.label)
      if spec?["dataSource"] != nil {
        errors.append(
          .invalid(
            path, printed: "{}", "may not be specified when dataSourceRef.namespace is specified"))
      }
      return errors
    }
    if let source = spec?["dataSource"], let reference = spec?["dataSourceRef"],
      ["apiGroup", "kind", "name"].contains(where: { source[$0] != reference[$0] })
    {
      // Upstream prints a path, which has no fields that Go shows.
      errors.append(.invalid(path, printed: "{}", "must match dataSourceRef"))
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
