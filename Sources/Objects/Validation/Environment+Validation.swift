/// Rules of the variables that a container's program finds.
extension Container {
  /// A variable has a value or a source of one.
  func validateEnvironment(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, variable) in (rest["env"]?.array ?? []).enumerated() {
      let path = path.index(index)
      errors.checkRequired(
        variable["name"]?.string ?? "", at: path.field("name"), NameRules.environmentVariable)
      guard let source = variable["valueFrom"] else { continue }
      let hasValue = variable["value"]?.string?.isEmpty == false
      errors += Self.validate(source: source, hasValue: hasValue, at: path.field("valueFrom"))
    }
    return errors
  }

  private static let sources = [
    "fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef",
  ]

  private static func validate(source: Value, hasValue: Bool, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let found = sources.filter { source[$0] != nil }
    for name in found {
      guard let reference = source[name] else { continue }
      switch name {
      case "fieldRef": errors += FieldReference.validate(reference, at: path.field(name))
      case "resourceFieldRef":
        errors += FieldReference.validate(amount: reference, at: path.field(name))
      case "configMapKeyRef", "secretKeyRef":
        errors.check(
          reference["name"]?.string ?? "", at: path.field(name, "name"), NameRules.subdomain)
        errors.checkRequired(
          reference["key"]?.string ?? "", at: path.field(name, "key"), NameRules.dataKey)
      case "fileKeyRef": errors += validate(file: reference, at: path.field(name))
      default: break
      }
    }
    if found.isEmpty {
      errors.append(
        .invalid(
          path, "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` "
            + "or `fileKeyRef`"))
    } else if hasValue {
      errors.append(.invalid(path, "", "may not be specified when `value` is not empty"))
    } else if found.count > 1 {
      errors.append(.invalid(path, "", "may not have more than one field specified at a time"))
    }
    return errors
  }

  /// A line of a file in one of the pod's volumes.
  private static func validate(file: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let place = file["path"]?.string ?? ""
    errors.checkRequired(
      file["key"]?.string ?? "", at: path.field("key"), NameRules.environmentVariable)
    errors.checkRequired(
      file["volumeName"]?.string ?? "", at: path.field("volumeName"), NameRules.label)
    if place.isEmpty { errors.append(.required(path.field("path"))) }
    return errors + VolumeRules.validateNoBacksteps(place, at: path.field("path"))
  }

  /// All of a ConfigMap or a Secret at once.
  func validateEnvironmentSources(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, source) in (rest["envFrom"]?.array ?? []).enumerated() {
      let found = ["configMapRef", "secretRef"].filter { source[$0] != nil }
      if let prefix = source["prefix"]?.string, !prefix.isEmpty {
        errors.check(
          prefix, at: path.index(index).field("prefix"), NameRules.environmentVariable)
      }
      for name in found {
        errors.checkRequired(
          source[name]?["name"]?.string ?? "", at: path.index(index).field(name, "name"),
          NameRules.subdomainStem)
      }
      // Upstream's path is that of the list.
      if found.isEmpty {
        errors.append(.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`"))
      } else if found.count > 1 {
        errors.append(.invalid(path, "", "may not have more than one field specified at a time"))
      }
    }
    return errors
  }
}

/// References to fields of the pod itself (the downward API).
enum FieldReference {
  /// What variables can be of.
  static let variables = [
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName",
    "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
  ]
  /// Fields that have a text, but not for variables.
  private static let others = [
    "metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName",
    "status.phase",
  ]
  /// Maps, of which one value can be had.
  private static let keyed = ["metadata.annotations", "metadata.labels"]
  /// What files of a volume can be of.
  static let files = [
    "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace",
    "metadata.uid",
  ]
  private static let amounts = [
    "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu",
    "requests.ephemeral-storage", "requests.memory",
  ]

  static func validate(
    _ reference: Value, at path: FieldPath, allowing fields: [String] = variables
  ) -> [FieldError] {
    let version = reference["apiVersion"]?.string ?? ""
    let field = reference["fieldPath"]?.string ?? ""
    if version.isEmpty { return [.required(path.field("apiVersion"))] }
    if field.isEmpty { return [.required(path.field("fieldPath"))] }
    let (name, key) = split(field)
    // An old name of the same field.
    let internalName = key == nil && name == "spec.host" ? "spec.nodeName" : name
    let problem: String? =
      if version != "v1" {
        "unsupported pod version: \(version)"
      } else if key != nil {
        keyed.contains(name) ? nil : "field label does not support subscript: \(field)"
      } else {
        (variables + others).contains(internalName) ? nil : "field label not supported: \(field)"
      }
    if let problem {
      return [
        .invalid(path.field("fieldPath"), field, "error converting fieldPath: \(problem)")
      ]
    }
    var errors: [FieldError] = []
    if let key {
      errors.check(
        name == "metadata.annotations" ? key.lowercased() : key, at: path, NameRules.qualifiedName)
    } else if !fields.contains(internalName) {
      errors.append(.notSupported(path.field("fieldPath"), internalName, fields))
    }
    return errors
  }

  /// `metadata.labels['app']` has a key.
  private static func split(_ text: String) -> (name: String, key: String?) {
    let rest = text.dropLast(2)
    guard text.hasSuffix("']"), let start = rest.firstRange(of: "['"),
      case let name = rest[..<start.lowerBound], !name.isEmpty
    else { return (text, nil) }
    return (String(name), String(rest[start.upperBound...]))
  }

  /// What a container may have of a resource.
  ///
  /// - Parameter isFile: it belongs to no container, and has to name one.
  static func validate(amount reference: Value, at path: FieldPath, isFile: Bool = false)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    let name = reference["resource"]?.string ?? ""
    let isPages = ["limits.hugepages-", "requests.hugepages-"].contains(where: name.hasPrefix)
    if isFile, (reference["containerName"]?.string ?? "").isEmpty {
      errors.append(.required(path.field("containerName")))
    } else if name.isEmpty {
      errors.append(.required(path.field("resource")))
    } else if !isPages, !amounts.contains(name) {
      errors.append(.notSupported(path.field("resource"), name, amounts))
    }
    guard
      let divisor = reference["divisor"]?.quantityText.flatMap(Quantity.init), divisor.nanos != 0
    else { return errors }
    let units = ["", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
      .map { "1\($0)" }
    let allowed: (values: [String], text: String, resource: String)
    switch amounts.contains(name) ? name.split(separator: ".").last : nil {
    case "cpu": allowed = (["1m", "1"], "1m and 1", "cpu")
    case "memory": allowed = (units, units.joined(separator: ", "), "memory")
    case "ephemeral-storage":
      allowed = (units, units.joined(separator: ", "), "local ephemeral storage")
    case _ where isPages: allowed = (units, units.joined(separator: ", "), "hugepages")
    default: return errors
    }
    if !allowed.values.contains(divisor.description) {
      errors.append(
        .invalid(
          path.field("divisor"), name,
          "only divisor's values \(allowed.text) are supported with the \(allowed.resource) "
            + "resource"))
    }
    return errors
  }
}
