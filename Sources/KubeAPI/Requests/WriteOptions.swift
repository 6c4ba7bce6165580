import Objects

/// What the query of every write may say.
struct WriteOptions {
  /// All checks are made, and nothing is stored.
  var isDryRun: Bool
  var validation: FieldValidation
  /// Who owns the fields that are written, where books are kept of that.
  var fieldManager: String

  /// All that is wrong is told at once, in upstream's order.
  ///
  /// - Parameters:
  ///   - kind: `CreateOptions`, `UpdateOptions`, `PatchOptions`.
  ///   - problems: what is wrong with options of that kind alone.
  init(_ request: APIRequest, kind: String, problems: [FieldError] = []) throws(StatusError) {
    let query = request.query
    fieldManager = query["fieldManager"] ?? ""
    let validation = FieldValidation(text: query["fieldValidation"] ?? "")
    let words = query.all("dryRun")
    isDryRun = !words.isEmpty
    let errors =
      problems + Self.problems(withManager: fieldManager) + Self.problems(withDryRun: words)
      + (validation == nil ? [FieldValidation.problem(with: query["fieldValidation"] ?? "")] : [])
    guard let validation, errors.isEmpty else {
      throw .invalidOptions(kind, FieldErrors(errors))
    }
    self.validation = validation
  }

  /// Of a patch: only an apply may take fields by force, and it must say who it is.
  init(patch request: APIRequest, isApply: Bool) throws(StatusError) {
    var problems: [FieldError] = []
    if !isApply, request.query["force"] != nil {
      problems.append(
        FieldError(
          FieldPath("force"), .forbidden, detail: "may not be specified for non-apply patch"))
    }
    if isApply, (request.query["fieldManager"] ?? "").isEmpty {
      problems.append(
        FieldError(FieldPath("fieldManager"), .required, detail: "is required for apply patch"))
    }
    try self.init(request, kind: "PatchOptions", problems: problems)
  }

  private static func problems(withManager name: String) -> [FieldError] {
    let path = FieldPath("fieldManager")
    var errors: [FieldError] = []
    if name.utf8.count > 128 {
      errors.append(FieldError(path, .tooLong, detail: "may not be more than 128 bytes"))
    }
    var position = 0
    for scalar in name.unicodeScalars {
      if !scalar.isPrintable {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        errors.append(
          FieldError(
            path, .invalid, value: .string(name),
            detail: "invalid character U+\(zeros)\(digits) (at position \(position))"))
      }
      position += scalar.utf8.count
    }
    return errors
  }

  /// `All` is the only word there is.
  static func problems(withDryRun words: [String]) -> [FieldError] {
    words.allSatisfy { $0 == "All" }
      ? []
      : [
        FieldError(
          FieldPath("dryRun"), .notSupported, value: .array(words.map(Value.string)),
          detail: #"supported values: "All""#)
      ]
  }
}

extension Unicode.Scalar {
  /// As Go's `unicode.IsPrint` has it: of spaces only the plain one.
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
    }
  }
}

extension Unicode.Scalar {
  fileprivate var utf8: String.UTF8View { String(self).utf8 }
}
