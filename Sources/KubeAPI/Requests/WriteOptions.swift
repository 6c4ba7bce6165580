import Objects

/// What the query of every write may say.
struct WriteOptions {
  /// All checks are made, and nothing is stored.
  var isDryRun: Bool
  var validation: FieldValidation
  /// Who owns the fields that are written, where books are kept of that.
  var fieldManager: String

  /// - Parameter kind: `CreateOptions`, `UpdateOptions`, `PatchOptions`.
  init(_ request: APIRequest, kind: String) throws(StatusError) {
    validation = try FieldValidation(request, options: kind)
    isDryRun = try Self.dryRun(request.query.all("dryRun"), kind: kind)
    fieldManager = request.query["fieldManager"] ?? ""
    if fieldManager.utf8.count > 128 {
      throw .invalidOptions(
        kind,
        FieldErrors(
          FieldError(
            FieldPath("fieldManager"), .tooLong, detail: "may not be more than 128 bytes")))
    }
  }

  /// `All` is the only word there is.
  static func dryRun(_ words: [String], kind: String) throws(StatusError) -> Bool {
    let words = words.filter { !$0.isEmpty }
    guard words.allSatisfy({ $0 == "All" }) else {
      let list = "[" + words.map { Value.string($0).quoted }.joined(separator: ",") + "]"
      throw .invalidOptions(
        kind,
        FieldErrors(
          FieldError(
            FieldPath("dryRun"), .notSupported, value: .string(list),
            detail: #"supported values: "All""#)))
    }
    return !words.isEmpty
  }
}
