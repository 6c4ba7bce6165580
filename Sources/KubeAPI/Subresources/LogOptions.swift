import Objects

/// What a client asks of a container's log (`v1.PodLogOptions`): wrong before there is any log.
enum LogOptions {
  /// - Parameter pod: its name, for the refusal.
  static func check(_ query: Query, of pod: String) throws(StatusError) {
    var errors: [FieldError] = []
    let (tail, limit) = (try query.integer("tailLines"), try query.integer("limitBytes"))
    if let tail, tail < 0 {
      errors.append(problem("tailLines", tail, "must be greater than or equal to 0"))
    }
    if let limit, limit < 1 {
      errors.append(problem("limitBytes", limit, "must be greater than 0"))
    }
    if let seconds = try query.integer("sinceSeconds") {
      if query["sinceTime"] != nil {
        errors.append(
          FieldError(
            FieldPath(""), .forbidden,
            detail: "at most one of `sinceTime` or `sinceSeconds` may be specified"))
      } else if seconds < 1 {
        errors.append(problem("sinceSeconds", seconds, "must be greater than 0"))
      }
    }
    guard !errors.isEmpty else { return }
    throw .invalid(group: "", kind: "PodLogOptions", name: pod, FieldErrors(errors))
  }

  private static func problem(_ field: String, _ number: Int64, _ text: String) -> FieldError {
    FieldError(FieldPath(field), .invalid, value: .integer(number), detail: text)
  }
}
