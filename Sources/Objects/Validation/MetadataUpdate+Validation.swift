/// What of `metadata` may change.
extension ObjectMetadata {
  /// What no update may change, as upstream's generic layer tells it for all kinds
  /// (`validateCommonFields`).
  func validateUpdate(from old: ObjectMetadata) -> [FieldError] {
    (hasSameForm(as: old) ? [] : validateCommon()) + validateChanges(since: old)
  }

  private func hasSameForm(as old: ObjectMetadata) -> Bool {
    labels == old.labels && annotations == old.annotations
      && ownerReferences == old.ownerReferences && finalizers == old.finalizers
  }

  /// What most kinds' own rules say after that: the same of changes once more
  /// (`ValidateObjectMetaUpdate`).
  func validateUpdateAgain(from old: ObjectMetadata) -> [FieldError] {
    validateChanges(since: old) + validateFinalizerNames()
  }

  /// Both, where nothing stands between them.
  func validateUpdateTwice(from old: ObjectMetadata) -> [FieldError] {
    validateUpdate(from: old) + validateUpdateAgain(from: old)
  }

  private func validateChanges(since old: ObjectMetadata) -> [FieldError] {
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
    errors += validateDeletion(from: old)
    // Most updates leave these as they were, and were judged then.
    guard !hasSameForm(as: old) else { return errors }
    errors += Self.validate(labels: labels, at: path.field("labels"))
    errors += Self.validate(annotations: annotations, at: path.field("annotations"))
    return errors + validateOwners()
  }
}

extension ObjectMetadata {
  /// Only a deletion begins one: an update cannot say that an object is going.
  private func validateDeletion(from old: ObjectMetadata) -> [FieldError] {
    var errors: [FieldError] = []
    if deletionTimestamp?.seconds != old.deletionTimestamp?.seconds {
      errors.append(
        .invalid(
          Self.path.field("deletionTimestamp"),
          deletionTimestamp.map { .string($0.description) } ?? .null, "field is immutable"))
    }
    if deletionGracePeriodSeconds != old.deletionGracePeriodSeconds {
      errors.append(
        .invalid(
          Self.path.field("deletionGracePeriodSeconds"),
          deletionGracePeriodSeconds.map(Value.integer) ?? .null, "field is immutable"))
    }
    return errors
  }
}
