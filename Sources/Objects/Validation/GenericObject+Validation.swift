/// Rules of kinds without a type of their own, each in a file of its own.
extension GenericObject {
  package func validate() -> [FieldError] { validateMetadata() + validateBody() }

  package func validateUpdate(from old: GenericObject) -> [FieldError] {
    // An event is whatever its writer says, as long as it stays in its namespace.
    if resource == .event { return validateBody() }
    let (first, again) = (
      metadata.validateUpdate(from: old.metadata),
      metadata.validateUpdateAgain(from: old.metadata)
    )
    // Some of upstream's strategies look at the object as at a new one before they look at the
    // update, which looks at it as a whole once more for its part.
    switch resource {
    case .persistentVolumeClaim:
      let rules =
        validateMetadata()
        + ClaimRules.validate(body["spec"], at: FieldPath("spec"), replacing: old.body["spec"])
      return first + rules + again + rules + claimErrors(since: old)
    case .persistentVolume:
      let rules = validate()
      return first + rules + rules + volumeErrors(since: old)
    case .storageClass: return first + validate() + again + storageClassErrors(since: old)
    case .node: return first + validate() + again + nodeErrors(since: old)
    case .endpoints:
      // What was taken once may stay.
      let isSame = body["subsets"] == old.body["subsets"]
      return first + again + validateMetadata() + (isSame ? [] : validateEndpoints())
    case .configMap, .secret:
      return first + again + immutableDataErrors(since: old) + validate()
    case .serviceAccount: return first + again + validateMetadata()
    case .controllerRevision:
      return first + again + validateMetadata() + validateRevisionNumber()
        + revisionErrors(since: old)
    default: return first + again + validateBody()
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
