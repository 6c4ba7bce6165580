import Objects

/// Of a kind that nobody here looks into, only the `status` is told from the rest.
extension GenericObject: StoredKind {
  func preparedForCreate(at now: Timestamp) -> GenericObject {
    switch resource {
    // A kubelet registers its node with the status that it has.
    case .node: self
    case .persistentVolumeClaim: with(status: ["phase": "Pending"])
    case .persistentVolume:
      with(status: ["phase": "Pending", "lastPhaseTransitionTime": .string(now.description)])
    default: with(status: nil)
    }
  }

  func preparedForUpdate(from old: GenericObject) -> GenericObject {
    with(status: old.body["status"])
  }

  func preparedForStatusUpdate(from old: GenericObject, at now: Timestamp) -> GenericObject {
    var object = old.with(status: body["status"])
    guard resource == .persistentVolume else { return object }
    let (former, wanted) = (old.body["status"], body["status"])
    let field = "lastPhaseTransitionTime"
    // Whoever changes the phase need not know the time; who gives one is believed.
    if former?["phase"] != wanted?["phase"],
      wanted?[field] == nil || wanted?[field] == former?[field],
      case .object(var status)? = wanted
    {
      status[field] = .string(now.description)
      object.body["status"] = .object(status)
    }
    return object
  }

  func validateStatusUpdate(from old: GenericObject, _ terms: WriteTerms) -> [FieldError] {
    if resource == .persistentVolumeClaim {
      return terms.writer == .client || metadata != old.metadata
        ? validateClaimStatusUpdate(from: old) : []
    }
    return metadata == old.metadata ? [] : validateUpdate(from: old, terms)
  }

  private func with(status: Value?) -> GenericObject {
    var object = self
    object.body["status"] = status
    return object
  }
}
