/// Rules of StorageClasses: who makes volumes, and how.
extension GenericObject {
  private static let parameterLimit = 512
  /// Of all keys and values together, in octets.
  private static let parameterSizeLimit = 256 * 1024

  func validateStorageClass() -> [FieldError] {
    var errors: [FieldError] = []
    let provisioner = body["provisioner"]?.string ?? ""
    let path = FieldPath("provisioner")
    if provisioner.isEmpty {
      errors.append(.required(path))
    } else {
      errors += NameRules.qualifiedName(provisioner.lowercased()).map {
        .invalid(path, provisioner, $0)
      }
    }
    errors += validateParameters(at: FieldPath("parameters"))
    // The empty text is taken, and means whatever the provisioner does.
    if let policy = body["reclaimPolicy"]?.string, !["", "Delete", "Retain"].contains(policy) {
      errors.append(.notSupported(FieldPath("reclaimPolicy"), policy, ["Delete", "Retain"]))
    }
    let (modePath, modes) = (
      FieldPath("volumeBindingMode"), ["Immediate", "WaitForFirstConsumer"]
    )
    if let mode = body["volumeBindingMode"]?.string {
      if !modes.contains(mode) { errors.append(.notSupported(modePath, mode, modes)) }
    } else {
      errors.append(.required(modePath))
    }
    return errors + validateTopologies(at: FieldPath("allowedTopologies"))
  }

  private func validateParameters(at path: FieldPath) -> [FieldError] {
    let parameters = body["parameters"]?.object ?? [:]
    if parameters.count > Self.parameterLimit {
      return [.tooLong(path, octets: Self.parameterLimit)]
    }
    var errors: [FieldError] = []
    if parameters[""] != nil { errors.append(.invalid(path, "", "field can not be empty.")) }
    let size = parameters.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0) }
    if size > Self.parameterSizeLimit {
      errors.append(.tooLong(path, octets: Self.parameterSizeLimit))
    }
    return errors
  }

  /// Where volumes may be made: each term is another, and so is each key in a term.
  private func validateTopologies(at path: FieldPath) -> [FieldError] {
    let terms = body["allowedTopologies"]?.array ?? []
    var errors: [FieldError] = []
    // Upstream compares with as many empty terms as there are as well.
    var known = Array(repeating: [String: Set<String>](), count: terms.count)
    for (index, term) in terms.enumerated() {
      let path = path.index(index).field("matchLabelExpressions")
      var places: [String: Set<String>] = [:]
      for (index, expression) in (term["matchLabelExpressions"]?.array ?? []).enumerated() {
        let path = path.index(index)
        let key = expression["key"]?.string ?? ""
        let values = (expression["values"]?.array ?? []).map { $0.string ?? "" }
        if values.isEmpty { errors.append(.required(path.field("values"))) }
        var seen: Set<String> = []
        for (index, value) in values.enumerated() where !seen.insert(value).inserted {
          errors.append(.duplicate(path.field("values").index(index), value))
        }
        errors.check(key, at: path.field("key"), NameRules.qualifiedName)
        if places[key] != nil { errors.append(.duplicate(path.field("key"), key)) }
        places[key] = seen
      }
      errors += known.filter { $0 == places }.map { _ in .duplicate(path, "") }
      known.append(places)
    }
    return errors
  }

  func storageClassErrors(since old: GenericObject) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["parameters", "provisioner", "reclaimPolicy"]
    where (body[field] ?? .null) != (old.body[field] ?? .null) {
      errors.append(.forbidden(FieldPath(field), "updates to \(field) are forbidden."))
    }
    errors += FieldError.changed(
      FieldPath("volumeBindingMode"), from: old.body["volumeBindingMode"],
      to: body["volumeBindingMode"])
    return errors
  }
}
