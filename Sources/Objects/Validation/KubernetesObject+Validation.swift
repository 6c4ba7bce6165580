/// What the API server does to any object before it is stored; kinds with rules of their own have
/// their own versions.
extension KubernetesObject {
  package func applyingDefaults() -> Self { self }

  /// Most kinds have subdomains for names.
  package func validate() -> [FieldError] {
    metadata.validate(NameRules.subdomain, isNamespaced: resource.isNamespaced)
  }

  package func validateUpdate(from old: Self) -> [FieldError] {
    metadata.validateUpdateTwice(from: old.metadata)
  }

  /// For objects whose kind is not known statically; the old one must be of the same kind.
  package func validateUpdate(replacing old: any KubernetesObject) -> [FieldError] {
    guard let old = old as? Self else {
      preconditionFailure("a \(resource.kind) cannot replace a \(old.resource.kind)")
    }
    return validateUpdate(from: old)
  }
}

/// A namespace's name is a label, as it stands between dots in every name of DNS.
extension Namespace {
  package func validate() -> [FieldError] {
    metadata.validate(NameRules.label, isNamespaced: false) + validateFinalizers()
  }

  /// As a new one first, and only then as an update.
  package func validateUpdate(from old: Namespace) -> [FieldError] {
    metadata.validateUpdate(from: old.metadata) + validate()
      + metadata.validateUpdateAgain(from: old.metadata)
  }

  /// Ending and being in that phase are one.
  package func validateStatusUpdate(from old: Namespace) -> [FieldError] {
    let isEnding = metadata.deletionTimestamp != nil
    let wanted = isEnding ? "Terminating" : "Active"
    return metadata.validateUpdateTwice(from: old.metadata)
      + (phase == wanted
        ? []
        : [
          .invalid(
            FieldPath("status", "Phase"), phase,
            "may only be '\(wanted)' if `deletionTimestamp` is \(isEnding ? "not " : "")empty")
        ])
  }

  /// Those of `spec`, which hold its contents: one of upstream's own or somebody's by domain.
  private func validateFinalizers() -> [FieldError] {
    let path = FieldPath("spec", "finalizers")
    var errors: [FieldError] = []
    for finalizer in finalizers {
      errors.check(finalizer, at: path, NameRules.qualifiedName)
      errors += ObjectMetadata.validate(standardFinalizer: finalizer, at: path)
    }
    return errors
  }
}

extension Resource {
  /// Reads an object of any kind into the type that fits it.
  package static func object(from value: Value) throws(FieldErrors) -> any KubernetesObject {
    let resource = of(
      apiVersion: value["apiVersion"]?.string ?? "", kind: value["kind"]?.string ?? "")
    switch resource {
    case Namespace.resource: return try Namespace(value: value)
    case Service.resource: return try Service(value: value)
    case Pod.resource: return try Pod(value: value)
    case EndpointSlice.resource: return try EndpointSlice(value: value)
    case StatefulSet.resource: return try StatefulSet(value: value)
    default: return try GenericObject(value: value)
    }
  }
}
