import Objects

extension StatusError {
  /// Fields that other managers own; the client may take them with `force`.
  init(_ conflict: ApplyConflict) {
    let causes = conflict.causes.map { cause -> Value in
      [
        "reason": "FieldManagerConflict", "message": .string(cause.message),
        "field": .string(cause.field),
      ]
    }
    self.init(409, "Conflict", "\(conflict)", details: ["causes": .array(causes)])
  }
}
