/// Rules of kinds without a type of their own, each in a file of its own.
extension GenericObject {
  package func validate() -> [FieldError] { validateMetadata() + validateBody() }

  package func validateUpdate(from old: GenericObject) -> [FieldError] {
    // An event is whatever its writer says, as long as it stays in its namespace.
    if resource == .event { return validateBody() }
    let (once, twice) = (
      metadata.validateUpdate(from: old.metadata),
      metadata.validateUpdateTwice(from: old.metadata)
    )
    switch resource {
    case .persistentVolumeClaim:
      let rules = ClaimRules.validate(
        body["spec"], at: FieldPath("spec"), replacing: old.body["spec"])
      return twice + validateMetadata() + rules + claimErrors(since: old)
    case .persistentVolume: return once + validate() + volumeErrors(since: old)
    case .storageClass: return twice + storageClassErrors(since: old)
    case .configMap, .secret: return twice + immutableDataErrors(since: old) + validate()
    case .controllerRevision: return twice + validate() + revisionErrors(since: old)
    case .node: return twice + validateBody() + nodeErrors(since: old)
    default: return twice + validateBody()
    }
  }

  private func validateMetadata() -> [FieldError] {
    let rule = resource == .event ? NameRules.pathSegment : NameRules.subdomain
    return metadata.validate(rule, isNamespaced: resource.isNamespaced)
  }

  /// What new objects and updates have in common.
  private func validateBody() -> [FieldError] {
    switch resource {
    case .persistentVolumeClaim: ClaimRules.validate(body["spec"], at: FieldPath("spec"))
    case .persistentVolume: validateVolume()
    case .storageClass: validateStorageClass()
    case .configMap: validateConfigMap()
    case .secret: validateSecret()
    case .event: validateEvent()
    case .endpoints: validateEndpoints()
    case .node: validateNode()
    case .controllerRevision: validateRevision()
    default: []
    }
  }
}

extension FieldError {
  /// Upstream's `ValidateImmutableField`.
  static func changed(_ path: FieldPath, from old: Value?, to new: Value?) -> [FieldError] {
    old == new ? [] : [.invalid(path, new ?? .null, "field is immutable")]
  }
}
