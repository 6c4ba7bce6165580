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
  private func validateOwners() -> [FieldError] {
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

  /// What no update may change.
  ///
  /// - Parameter times: upstream looks at the metadata of each update before the kind's own rules
  ///   do it again, and tells what it finds as often.
  func validateUpdate(from old: ObjectMetadata, times: Int = 1) -> [FieldError] {
    let errors = validateOneUpdate(from: old)
    return errors.isEmpty ? [] : Array(repeating: errors, count: times).flatMap { $0 }
  }

  private func validateOneUpdate(from old: ObjectMetadata) -> [FieldError] {
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

extension OwnerReference {
  /// Upstream's path is that of the whole list.
  fileprivate func validate(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if apiVersion.isEmpty || apiVersion.hasSuffix("/") {
      errors.append(.invalid(path.field("apiVersion"), apiVersion, "version must not be empty"))
    }
    for (field, text) in [("kind", kind), ("name", name), ("uid", uid)] where text.isEmpty {
      errors.append(.invalid(path.field(field), text, "must not be empty"))
    }
    if apiVersion == "v1", kind == "Event" {
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
