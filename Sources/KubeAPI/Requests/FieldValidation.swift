import Objects

/// What becomes of fields that the schema does not have (query parameter `fieldValidation`).
enum FieldValidation: String {
  case ignore = "Ignore"
  /// Told in Warning headers; upstream's default.
  case warn = "Warn"
  case strict = "Strict"

  /// nil: there is no such word.
  init?(text: String) {
    guard let validation = text.isEmpty ? .warn : Self(rawValue: text) else { return nil }
    self = validation
  }

  static func problem(with text: String) -> FieldError {
    FieldError(
      FieldPath("fieldValidation"), .notSupported, value: .string(text),
      detail: #"supported values: "", "Ignore", "Strict", "Warn""#)
  }
}

/// What is wrong with the shape of an object, apart from its rules.
struct ShapeFindings {
  /// Values of wrong types: always refused.
  var typeErrors: [FieldError]
  /// Unknown and doubled fields, as strict decoding tells them.
  var strict: [String]

  /// Doubled fields come first, as the decoder meets them first.
  init(_ body: BodyReader.Body, of resource: Resource) {
    let found = Schema.check(body.value, of: resource)
    typeErrors = found.filter { $0.kind == .typeInvalid }
    var seen = Set<String>()
    strict =
      (body.duplicates.map { "duplicate field \"\($0)\"" }
      + found.filter { $0.kind == .unknownField }.map { "\($0)" })
      .filter { seen.insert($0).inserted }
  }

  /// As upstream's strict decoder words it.
  var strictText: String { "strict decoding error: " + strict.joined(separator: ", ") }
}
