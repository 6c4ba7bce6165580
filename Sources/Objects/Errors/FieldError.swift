/// One thing that is wrong with an object, in Kubernetes' own words.
package struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Upstream's error types; each has a text and a reason of its own.
  package enum Kind: Hashable, Sendable {
    case required, invalid, duplicate, notFound, notSupported, forbidden, tooLong, tooMany
    /// What upstream could not work out because of another error.
    case `internal`
    /// A value of another JSON type than the schema has; the detail is the whole sentence.
    case typeInvalid
    /// A field that the schema does not have; the detail is a suggestion or empty.
    case unknownField
  }

  package var path: FieldPath
  package var kind: Kind
  /// What was found, where that is told.
  package var value: Value?
  /// What is allowed, or why it is wrong.
  package var detail: String
  /// The text of a value that upstream prints in another form than its JSON.
  var printedValue: String?

  package init(_ path: FieldPath, _ kind: Kind, value: Value? = nil, detail: String = "") {
    self.path = path
    self.kind = kind
    self.value = value
    self.detail = detail
  }

  /// With the path, as in a Status' message: `spec.replicas: Invalid value: -1: must be ...`.
  package var description: String {
    switch kind {
    case .typeInvalid: detail
    case .unknownField: #"unknown field "\#(path)""#
    default: "\(path): \(body)"
    }
  }

  /// Without the path, as in a Status' cause.
  package var body: String {
    switch kind {
    case .typeInvalid, .unknownField: description
    case .required, .forbidden, .tooLong, .internal: label + (detail.isEmpty ? "" : ": \(detail)")
    default: "\(label): \(valueText)" + (detail.isEmpty ? "" : ": \(detail)")
    }
  }

  private var valueText: String { printedValue ?? (value ?? .null).quoted }

  private var label: String {
    switch kind {
    case .required: "Required value"
    case .invalid, .typeInvalid, .unknownField: "Invalid value"
    case .duplicate: "Duplicate value"
    case .notFound: "Not found"
    case .notSupported: "Unsupported value"
    case .forbidden: "Forbidden"
    case .tooLong: "Too long"
    case .tooMany: "Too many"
    case .internal: "Internal error"
    }
  }

  /// The `reason` of a Status' cause.
  package var reason: String {
    switch kind {
    case .required: "FieldValueRequired"
    case .invalid, .unknownField: "FieldValueInvalid"
    case .duplicate: "FieldValueDuplicate"
    case .notFound: "FieldValueNotFound"
    case .notSupported: "FieldValueNotSupported"
    case .forbidden: "FieldValueForbidden"
    case .tooLong: "FieldValueTooLong"
    case .tooMany: "FieldValueTooMany"
    case .internal: "InternalError"
    case .typeInvalid: "FieldValueTypeInvalid"
    }
  }
}

/// Short forms, named as upstream's constructors are.
extension FieldError {
  /// What must be there is not.
  static func required(_ path: FieldPath, _ detail: String = "") -> FieldError {
    FieldError(path, .required, detail: detail)
  }

  /// A value of the right type that breaks a rule.
  static func invalid(_ path: FieldPath, _ value: Value, _ detail: String) -> FieldError {
    FieldError(path, .invalid, value: value, detail: detail)
  }

  static func invalid(_ path: FieldPath, _ text: String, _ detail: String) -> FieldError {
    FieldError(path, .invalid, value: .string(text), detail: detail)
  }

  static func invalid(_ path: FieldPath, _ number: some BinaryInteger, _ detail: String)
    -> FieldError
  {
    FieldError(path, .invalid, value: .integer(Int64(number)), detail: detail)
  }

  /// For values that upstream prints as Go structs, whose fields have an order and other names.
  static func invalid(_ path: FieldPath, printed text: String, _ detail: String) -> FieldError {
    var error = FieldError(path, .invalid, detail: detail)
    error.printedValue = text
    return error
  }

  /// What must be unique came before.
  static func duplicate(_ path: FieldPath, _ text: String) -> FieldError {
    FieldError(path, .duplicate, value: .string(text))
  }

  static func duplicate(_ path: FieldPath, printed text: String) -> FieldError {
    var error = FieldError(path, .duplicate)
    error.printedValue = text
    return error
  }

  /// A reference to something that the object does not have.
  static func notFound(_ path: FieldPath, _ text: String) -> FieldError {
    FieldError(path, .notFound, value: .string(text))
  }

  /// A field that may not be set or changed here.
  static func forbidden(_ path: FieldPath, _ detail: String) -> FieldError {
    FieldError(path, .forbidden, detail: detail)
  }

  /// The allowed values are printed in the order given, as upstream does.
  static func notSupported(_ path: FieldPath, _ text: String, _ allowed: [String]) -> FieldError {
    let list = allowed.map { Value.string($0).quoted }.joined(separator: ", ")
    return FieldError(
      path, .notSupported, value: .string(text),
      detail: allowed.isEmpty ? "" : "supported values: \(list)")
  }

  /// The value is not repeated: it may be very long.
  static func tooLong(_ path: FieldPath, octets limit: Int) -> FieldError {
    FieldError(path, .tooLong, detail: "may not be more than \(limit) bytes")
  }

  /// The number found stands in place of the value.
  static func tooMany(_ path: FieldPath, count: Int, limit: Int) -> FieldError {
    FieldError(
      path, .tooMany, value: .integer(Int64(count)),
      detail: "must have at most \(limit) item\(limit == 1 ? "" : "s")")
  }
}
