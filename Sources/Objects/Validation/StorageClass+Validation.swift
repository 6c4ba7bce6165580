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
    return errors
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
