/// Rules of `metadata` that all kinds share.
extension ObjectMetadata {
  private static let path = FieldPath("metadata")
  /// Of all keys and values together, in octets.
  private static let annotationLimit = 256 * 1024

  /// - Parameter nameRule: what the kind demands of a name.
  func validate(_ nameRule: (String) -> [String], isNamespaced: Bool = true) -> [FieldError] {
    var errors: [FieldError] = []
    let path = Self.path
    if !generateName.isEmpty {
      // A final hyphen is fine: letters follow it.
      let stem = generateName.hasSuffix("-") ? generateName.dropLast() + "a" : generateName[...]
      errors += nameRule(String(stem)).map {
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
    errors.checkNotNegative(generation, at: path.field("generation"))
    errors += Self.validate(labels: labels, at: path.field("labels"))
    errors += Self.validate(annotations: annotations, at: path.field("annotations"))
    errors += validateOwners()
    for finalizer in finalizers {
      errors.check(finalizer, at: path.field("finalizers"), NameRules.qualifiedName)
    }
    return errors
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
  private func validateOwners() -> [FieldError] {
    let path = Self.path.field("ownerReferences")
    var errors: [FieldError] = []
    for owner in ownerReferences {
      if owner.apiVersion.isEmpty || owner.apiVersion.hasSuffix("/") {
        errors.append(
          .invalid(path.field("apiVersion"), owner.apiVersion, "version must not be empty"))
      }
      for (field, text) in [("kind", owner.kind), ("name", owner.name), ("uid", owner.uid)]
      where text.isEmpty {
        errors.append(.invalid(path.field(field), text, "must not be empty"))
      }
    }
    let controllers = ownerReferences.filter(\.isController)
    if controllers.count > 1 {
      errors.append(
        .invalid(
          path, .array(ownerReferences.map(\.value)),
          "Only one reference can have Controller set to true. Found \"true\" in references for "
            + "\(controllers[0].name) and \(controllers[1].name)"))
    }
    return errors
  }

  /// What no update may change.
  func validateUpdate(from old: ObjectMetadata) -> [FieldError] {
    let path = Self.path
    var errors: [FieldError] = []
    let texts = [
      ("name", name, old.name), ("namespace", namespace, old.namespace), ("uid", uid, old.uid),
    ]
    for (field, new, old) in texts where new != old && !(field == "uid" && new.isEmpty) {
      errors.append(.invalid(path.field(field), new, "field is immutable"))
    }
    if let creationTimestamp, let earlier = old.creationTimestamp,
      creationTimestamp.seconds != earlier.seconds
    {
      errors.append(
        .invalid(
          path.field("creationTimestamp"), creationTimestamp.description, "field is immutable"))
    }
    errors += Self.validate(labels: labels, at: path.field("labels"))
    errors += Self.validate(annotations: annotations, at: path.field("annotations"))
    return errors + validateOwners()
  }
}
