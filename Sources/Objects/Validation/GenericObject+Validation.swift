/// Rules of kinds without a type of their own, each in a file of its own.
extension GenericObject {
  package func validate() -> [FieldError] { validateMetadata() + validateBody() }

  package func validateUpdate(from old: GenericObject) -> [FieldError] {
    // An event is whatever its writer says, as long as it stays in its namespace.
    let metadata = resource == .event ? [] : metadata.validateUpdate(from: old.metadata)
    switch resource {
    case .persistentVolumeClaim: return metadata + validateBody() + claimErrors(since: old)
    case .persistentVolume: return metadata + validateBody() + volumeErrors(since: old)
    case .storageClass: return metadata + storageClassErrors(since: old)
    case .configMap, .secret: return metadata + immutableDataErrors(since: old) + validateBody()
    case .controllerRevision: return metadata + validateBody() + revisionErrors(since: old)
    case .node: return metadata + validateBody() + nodeErrors(since: old)
    default: return metadata + validateBody()
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
