/// Rules of StatefulSets, in the order of upstream's validation.
extension StatefulSet {
  private static let path = FieldPath("spec")

  package func validate() -> [FieldError] { validate(gates: FeatureGates()) }

  package func validate(gates: FeatureGates) -> [FieldError] {
    var errors = metadata.validate(NameRules.label)
    errors += spec.validate(at: Self.path, gates: gates)
    if !spec.serviceName.isEmpty {
      errors.check(spec.serviceName, at: Self.path.field("serviceName"), NameRules.label)
    }
    return errors
  }

  package func validateUpdate(from old: StatefulSet) -> [FieldError] {
    validateUpdate(from: old, gates: FeatureGates())
  }

  /// Names are not checked again: sets that were made under older rules stay changeable.
  package func validateUpdate(from old: StatefulSet, gates: FeatureGates) -> [FieldError] {
    var errors = metadata.validateUpdateTwice(from: old.metadata)
    errors += spec.validate(at: Self.path, gates: gates, replacing: old.spec.template.spec)
    let isUnchanged =
      spec.serviceName == old.spec.serviceName && spec.selector == old.spec.selector
      && spec.podManagementPolicy == old.spec.podManagementPolicy
      && spec.volumeClaimTemplates == old.spec.volumeClaimTemplates
    if !isUnchanged {
      errors.append(
        .forbidden(
          Self.path,
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
            + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' "
            + "and 'minReadySeconds' are forbidden"))
    }
    return errors
  }

  /// For updates of the status alone.
  package func validateStatusUpdate(from old: StatefulSet) -> [FieldError] {
    metadata.validateUpdate(from: old.metadata)
      + status.validate(at: FieldPath("status"), old: old.status)
      + metadata.validateUpdateAgain(from: old.metadata)
  }
}

/// The part that new sets and updates have in common.
extension StatefulSetSpec {
  /// - Parameter old: the spec of the pods so far.
  func validate(at path: FieldPath, gates: FeatureGates, replacing old: PodSpec? = nil)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    switch podManagementPolicy {
    case "": errors.append(.required(path.field("podManagementPolicy")))
    case "OrderedReady", "Parallel": break
    default:
      errors.append(
        .invalid(
          path.field("podManagementPolicy"), podManagementPolicy,
          "must be 'OrderedReady' or 'Parallel'"))
    }
    errors += validateStrategy(at: path.field("updateStrategy"))
    let retention = path.field("persistentVolumeClaimRetentionPolicy")
    for (field, policy) in [("whenDeleted", retainWhenDeleted), ("whenScaled", retainWhenScaled)]
    where policy != "Retain" && policy != "Delete" {
      errors.append(.notSupported(retention.field(field), policy, ["Retain", "Delete"]))
    }
    errors.checkNotNegative(replicas ?? 1, at: path.field("replicas"))
    errors.checkNotNegative(minReadySeconds, at: path.field("minReadySeconds"))
    errors.checkNotNegative(ordinalsStart ?? 0, at: path.field("ordinals", "start"))
    errors += validateSelectorAndTemplate(at: path, replacing: old)
    for (index, claim) in volumeClaimTemplates.enumerated() {
      errors += ClaimRules.validate(
        claim["spec"], at: path.field("volumeClaimTemplates").index(index).field("spec"))
    }
    return errors
  }

  /// The template is compared with the selector, so the two go together.
  private func validateSelectorAndTemplate(at path: FieldPath, replacing old: PodSpec?)
    -> [FieldError]
  {
    let selectorPath = path.field("selector")
    let templatePath = path.field("template")
    var errors: [FieldError] = []
    if selector.isPresent {
      errors += selector.validate(at: selectorPath)
      if errors.isEmpty, selector.isEmpty {
        errors.append(
          .invalid(
            selectorPath, printed: selector.printed, "empty selector is invalid for statefulset"))
      }
    } else {
      errors.append(.required(selectorPath))
    }
    if selector.isPresent, !selector.isEmpty, !errors.isEmpty {
      // What cannot be read as a selector selects nothing to compare the template with.
      errors.append(.invalid(selectorPath, printed: selector.printed, ""))
    } else {
      if !selector.matches(template.labels) {
        let labels: Value =
          template.labels.isEmpty ? .null : .object(template.labels.mapValues(Value.string))
        errors.append(
          .invalid(
            templatePath.field("metadata", "labels"), labels,
            "`selector` does not match template `labels`"))
      }
      errors += validateTemplate(at: templatePath, replacing: old)
    }
    return errors + validateLifetime(at: templatePath.field("spec"))
  }

  /// Claims are volumes of the pods, before those that the template names.
  private func validateTemplate(at path: FieldPath, replacing old: PodSpec?) -> [FieldError] {
    let metadata =
      ObjectMetadata.validate(labels: template.labels, at: path.field("labels"))
      + ObjectMetadata.validate(annotations: template.annotations, at: path.field("annotations"))
      + template.spec.validate(
        annotations: template.annotations, at: path.field("annotations"))
    var spec = template.spec
    let claims = volumeClaimTemplates.map { $0["metadata"]?["name"]?.string ?? "" }
    spec.volumes =
      claims.map { ["name": .string($0), "persistentVolumeClaim": ["claimName": .string($0)]] }
      + spec.volumes.filter { !claims.contains($0["name"]?.string ?? "") }
    // Each pod gets a hostname and subdomain of its own.
    (spec.hostname, spec.subdomain) = ("", "")
    // Upstream checks the metadata for sets and again for templates in general, and says so.
    var errors =
      metadata + metadata + spec.validate(at: path.field("spec"), replacing: old)
    errors += ProfileAnnotations.compare(
      template.annotations, with: spec, at: path.field("spec"))
    if !spec.ephemeralContainers.isEmpty {
      errors.append(
        .forbidden(
          path.field("spec", "ephemeralContainers"),
          "ephemeral containers not allowed in pod template"))
    }
    return errors
  }

  /// A set's pods are there for as long as the set is.
  private func validateLifetime(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let policy = template.spec.rest["restartPolicy"]?.string ?? ""
    if policy != "Always" {
      errors.append(.notSupported(path.field("restartPolicy"), policy, ["Always"]))
    }
    if template.spec.rest["activeDeadlineSeconds"] != nil {
      errors.append(
        .forbidden(
          path.field("activeDeadlineSeconds"),
          "activeDeadlineSeconds in StatefulSet is not Supported"))
    }
    return errors
  }
}
