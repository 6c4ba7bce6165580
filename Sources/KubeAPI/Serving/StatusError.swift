package import Objects

/// A refusal in the form in which the API tells it (`metav1.Status`).
package struct StatusError: Error, Sendable {
  package var code: Int
  /// Upstream's `StatusReason`; empty for an error without one.
  package var reason: String
  package var message: String
  /// nil: left out. Upstream prints an empty object where it knows nothing.
  package var details: Value?
  /// Where a list can be continued from although its snapshot is gone.
  var continueToken: String?
  /// What was found in the request before it was refused, and is told all the same.
  private(set) var warnings: [String] = []

  package init(_ code: Int, _ reason: String, _ message: String, details: Value? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
  }

  package var value: Value {
    var fields: [String: Value] = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
      "message": .string(message), "code": .integer(Int64(code)),
    ]
    if !reason.isEmpty { fields["reason"] = .string(reason) }
    fields["details"] = details
    if let continueToken { fields["metadata"] = ["continue": .string(continueToken)] }
    return .object(fields)
  }

  func telling(_ warnings: [String]) -> StatusError {
    var error = self
    error.warnings += warnings
    return error
  }

  /// Clients wait that long before they try again.
  var headers: [(name: String, value: String)] {
    guard let seconds = details?["retryAfterSeconds"]?.integer else { return [] }
    return [("Retry-After", "\(seconds)")]
  }

  /// The form of a successful answer without an object.
  static func success(code: Int? = nil, details: Value? = nil) -> Value {
    var fields: [String: Value] = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
    ]
    fields["details"] = details
    fields["code"] = code.map { .integer(Int64($0)) }
    return .object(fields)
  }
}

/// The common ones, with upstream's texts.
extension StatusError {
  /// Something was shown, and it was wrong; who shows nothing is anonymous.
  static let unauthorized = StatusError(401, "Unauthorized", "Unauthorized")

  /// The request itself is broken, and no state of the objects would make it right.
  static func badRequest(_ message: String) -> StatusError {
    StatusError(400, "BadRequest", message)
  }

  /// A path within the API that leads nowhere.
  static let noSuchResource = StatusError(
    404, "NotFound", "the server could not find the requested resource", details: [:])

  /// The path is known, but not for this.
  static let methodNotAllowed = StatusError(
    405, "MethodNotAllowed", "the server does not allow this method on the requested resource",
    details: [:])

  /// Protobuf answers are not offered: every client takes JSON as its second choice.
  static let notAcceptable = StatusError(
    406, "NotAcceptable",
    "only the following media types are accepted: application/json, application/yaml")

  static let watchNotAcceptable = StatusError(
    406, "NotAcceptable",
    "only the following media types are accepted: application/json;stream=watch")

  /// The body is more than upstream takes.
  static let tooLarge = StatusError(
    413, "RequestEntityTooLarge", "Request entity too large: limit is \(APILimits.body)")

  /// Upstream's text for a patch of a type that nobody knows.
  static let unsupportedPatch = StatusError(
    415, "UnsupportedMediaType", "415: Unsupported Media Type", details: [:])

  /// kubectl has no second form to try, so that the types are worth telling.
  static func unsupportedMediaType(_ supported: [String]) -> StatusError {
    StatusError(
      415, "UnsupportedMediaType",
      "the body of the request was in an unknown format - accepted media types include: "
        + supported.joined(separator: ", "))
  }

  /// Options of the API itself, like `ListOptions`, that are wrong.
  static func invalidOptions(_ kind: String, _ errors: FieldErrors) -> StatusError {
    invalid(group: "meta.k8s.io", kind: kind, name: "", errors)
  }

  /// The kind and group are empty for a patch, which is no object.
  static func invalid(group: String, kind: String, name: String, _ errors: FieldErrors)
    -> StatusError
  {
    let qualified = group.isEmpty ? kind : "\(kind).\(group)"
    var details: [String: Value] = [
      "causes": .array(
        errors.errors.map {
          [
            "reason": .string($0.reason), "message": .string($0.body),
            "field": .string($0.path.description),
          ]
        })
    ]
    if !name.isEmpty { details["name"] = .string(name) }
    if !group.isEmpty { details["group"] = .string(group) }
    if !kind.isEmpty { details["kind"] = .string(kind) }
    return StatusError(
      422, "Invalid", "\(qualified) \(Value.string(name).quoted) is invalid: \(errors)",
      details: .object(details))
  }
}
