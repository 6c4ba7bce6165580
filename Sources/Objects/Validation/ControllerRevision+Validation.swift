/// Rules of ControllerRevisions: snapshots that never change.
extension GenericObject {
  func validateRevision() -> [FieldError] {
    let path = FieldPath("data")
    var errors: [FieldError] = []
    let data = body["data"] ?? .null
    if data.isNull {
      errors.append(.required(path, "data is mandatory"))
    } else if data.object == nil {
      errors.append(.required(path, "data must be a valid JSON object"))
    }
    return errors + validateRevisionNumber()
  }

  /// All that an update has to keep to, besides leaving the data alone.
  func validateRevisionNumber() -> [FieldError] {
    var errors: [FieldError] = []
    errors.checkNotNegative(body["revision"]?.integer ?? 0, at: FieldPath("revision"))
    return errors
  }

  func revisionErrors(since old: GenericObject) -> [FieldError] {
    FieldError.changed(FieldPath("data"), from: old.body["data"], to: body["data"])
  }
}
