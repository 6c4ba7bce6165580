/// Rules of `metadata` that all kinds share.
extension ObjectMetadata {
  static let path = FieldPath("metadata")
  /// Of all keys and values together, in octets.
  private static let annotationLimit = 256 * 1024

  /// - Parameter nameRule: what the kind demands of a name.
  func validate(_ nameRule: (String) -> [String], isNamespaced: Bool = true) -> [FieldError] {
    var errors: [FieldError] = []
    let path = Self.path
    if !generateName.isEmpty {
      errors += nameRule(NameRules.masked(generateName)).map {
        .invalid(path.field("generateName"), generateName, $0)
      }
    }
    if name.isEmpty, generateName.isEmpty {
      errors.append(.required(path.field("name"), "name or generateName is required"))
    } else if !name.isEmpty {
      errors.check(name, at: path.field("name"), nameRule)
    }
    if !isNamespaced, !namespace.isEmpty {
      errors.append(.forbidden(path.field("namespace"), "not allowed on this type"))
    } else if !namespace.isEmpty {
      errors.check(namespace, at: path.field("namespace"), NameRules.label)
    }
    return errors + validateCommon() + validateFinalizerNames()
  }

  /// What the generic layer checks in all kinds, even those whose own rules say less.
  func validateCommon() -> [FieldError] {
    var errors: [FieldError] = []
    let path = Self.path
    errors.checkNotNegative(generation, at: path.field("generation"))
    errors += Self.validate(labels: labels, at: path.field("labels"))
    errors += Self.validate(annotations: annotations, at: path.field("annotations"))
    return errors + validateOwners() + validateFinalizers()
  }

  /// Upstream's path is that of the whole map, without the key.
  static func validate(labels: [String: String], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
      errors.check(key, at: path, NameRules.qualifiedName)
      errors.check(value, at: path, NameRules.labelValue)
    }
    return errors
  }

  /// Keys only: a value may be anything.
  static func validate(annotations: [String: String], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for key in annotations.keys.sorted() {
      errors += NameRules.qualifiedName(key.lowercased()).map { .invalid(path, key, $0) }
    }
    let size = annotations.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    if size > annotationLimit { errors.append(.tooLong(path, octets: annotationLimit)) }
    return errors
  }

  /// An object has one controller at most.
  func validateOwners() -> [FieldError] {
    let path = Self.path.field("ownerReferences")
    var errors: [FieldError] = []
    var controller: String?
    for owner in ownerReferences {
      errors += owner.validate(at: path)
      guard owner.isController else { continue }
      let name = "\(owner.kind)/\(owner.name)"
      if let controller {
        let all = ownerReferences.map(\.printed).joined(separator: ",")
        errors.append(
          .invalid(
            path, printed: "[\(all)]",
            "Only one reference can have Controller set to true. Found \"true\" in references for "
              + "\(controller) and \(name)"))
      } else {
        controller = name
      }
    }
    return errors
  }

  private func validateFinalizers() -> [FieldError] {
    let path = Self.path.field("finalizers")
    var errors: [FieldError] = []
    for finalizer in finalizers { errors.check(finalizer, at: path, NameRules.qualifiedName) }
    if finalizers.contains("orphan"), finalizers.contains("foregroundDeletion") {
      errors.append(
        .invalid(
          path, .array(finalizers.map(Value.string)),
          "finalizer orphan and foregroundDeletion cannot be both set"))
    }
    return errors
  }

  /// Without a domain it is one of upstream's own, so that no two parties take the same name.
  func validateFinalizerNames() -> [FieldError] {
    let path = Self.path.field("finalizers")
    return finalizers.enumerated().flatMap { index, finalizer in
      Self.validate(standardFinalizer: finalizer, at: path.index(index))
    }
  }

  /// Of `metadata` and of a namespace's `spec`.
  static func validate(standardFinalizer name: String, at path: FieldPath) -> [FieldError] {
    let isKnown =
      name.contains("/") || ["kubernetes", "orphan", "foregroundDeletion"].contains(name)
    return isKnown
      ? []
      : [
        .invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified")
      ]
  }
}

extension OwnerReference {
  /// Upstream's path is that of the whole list.
  fileprivate func validate(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    // A group and a version at most: upstream finds no version at all in anything longer.
    let slashes = apiVersion.utf8.count { $0 == UInt8(ascii: "/") }
    if apiVersion.isEmpty || apiVersion.hasSuffix("/") || slashes > 1 {
      errors.append(.invalid(path.field("apiVersion"), apiVersion, "version must not be empty"))
    }
    for (field, text) in [("kind", kind), ("name", name), ("uid", uid)] where text.isEmpty {
      errors.append(.invalid(path.field(field), text, "must not be empty"))
    }
    if ["v1", "/v1"].contains(apiVersion), kind == "Event" {
      errors.append(
        .invalid(path, printed: printed, "/v1, Kind=Event is disallowed from being an owner"))
    }
    return errors
  }

  /// In the order of the struct's fields.
  fileprivate var printed: String {
    let fields: [(String, String?)] = [
      ("apiVersion", Value.string(apiVersion).json(escapingHTML: true)),
      ("kind", Value.string(kind).json(escapingHTML: true)),
      ("name", Value.string(name).json(escapingHTML: true)),
      ("uid", Value.string(uid).json(escapingHTML: true)),
      ("controller", isController ? "true" : nil),
      ("blockOwnerDeletion", blocksOwnerDeletion ? "true" : nil),
    ]
    return "{"
      + fields.compactMap { field, text in text.map { "\"\(field)\":\($0)" } }
      .joined(separator: ",") + "}"
  }
}
