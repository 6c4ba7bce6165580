/// What whoever makes volumes may say of a claim (upstream's
/// `ValidatePersistentVolumeClaimStatusUpdate`).
extension GenericObject {
  package func validateClaimStatusUpdate(from old: GenericObject) -> [FieldError] {
    let (path, status) = (FieldPath("status"), body["status"])
    var errors = metadata.validateUpdateTwice(from: old.metadata)
    func amounts(_ field: String) -> [(String, Quantity)] {
      (status?[field]?.object ?? [:]).sorted { $0.key < $1.key }.compactMap { name, amount in
        amount.quantityText.flatMap(Quantity.init).map { (name, $0) }
      }
    }
    for (name, amount) in amounts("capacity") {
      errors += ResourceRules.validate(basic: amount, at: path.field("capacity").key(name))
    }
    let progressPath = path.field("allocatedResourceStatuses")
    let progress = (status?["allocatedResourceStatuses"]?.object ?? [:]).sorted { $0.key < $1.key }
    for (name, word) in progress {
      errors += Self.validate(resource: name, at: progressPath)
      if !Self.progress.contains(word.string ?? "") {
        errors.append(.notSupported(progressPath, name, Self.progress))
      }
    }
    for (name, amount) in amounts("allocatedResources") {
      let problems = Self.validate(resource: name, at: path.field("allocatedResources"))
      errors +=
        problems.isEmpty
        ? ResourceRules.validate(
          basic: amount, at: path.field("allocatedResources").key(name)) : problems
    }
    return errors
  }

  private static let progress = [
    "ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress",
    "NodeResizeInfeasible", "NodeResizePending",
  ].sorted()

  /// Storage, or something of somebody else's.
  private static func validate(resource name: String, at path: FieldPath) -> [FieldError] {
    let problems = NameRules.qualifiedName(name)
    if !problems.isEmpty { return problems.map { .invalid(path, name, $0) } }
    let isNative = !name.contains("/") || name.hasPrefix("kubernetes.io/")
    return isNative && name != "storage" ? [.notSupported(path, name, ["storage"])] : []
  }
}
