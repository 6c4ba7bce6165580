/// Rules of Events: those with an `eventTime` come from newer clients and have to say more.
extension GenericObject {
  func validateEvent() -> [FieldError] {
    let involved = FieldPath("involvedObject", "namespace")
    let namespace = body["involvedObject"]?["namespace"]?.string ?? ""
    let isNew = body["eventTime"]?.string != nil
    let agrees =
      namespace.isEmpty
      ? ["", "default"].contains(metadata.namespace)
        || isNew && metadata.namespace == "kube-system"
      : isNew || namespace == metadata.namespace
    var errors: [FieldError] = []
    if !agrees { errors.append(.invalid(involved, namespace, "does not match event.namespace")) }
    if isNew { errors += validateNewEvent() }
    errors.check(metadata.namespace, at: FieldPath("namespace"), NameRules.subdomain)
    return errors
  }

  private func validateNewEvent() -> [FieldError] {
    var errors: [FieldError] = []
    let component = body["reportingComponent"]?.string ?? ""
    if component.isEmpty { errors.append(.required(FieldPath("reportingController"))) }
    errors.check(component, at: FieldPath("reportingController"), NameRules.qualifiedName)
    for (field, limit, isRequired) in [
      ("reportingInstance", 128, true), ("action", 128, true), ("reason", 128, true),
      ("message", 1024, false),
    ] {
      let text = body[field]?.string ?? ""
      if text.isEmpty, isRequired { errors.append(.required(FieldPath(field))) }
      if text.utf8.count > limit {
        errors.append(.invalid(FieldPath(field), "", "can have at most \(limit) characters"))
      }
    }
    return errors
  }
}
