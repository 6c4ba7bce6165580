import Testing

@testable import Objects

/// An object that is judged: a merge patch on a valid one, and all that upstream's validation says of it, in
/// its order.
struct ValidationRow: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// JSON, as are both.
  var patch: String
  /// What the object before an update differs in from the valid one.
  var before: String
  var errors: [String]

  init(_ name: String, _ patch: String = "{}", before: String = "{}", _ errors: [String] = []) {
    (testDescription, self.patch, self.before, self.errors) = (name, patch, before, errors)
  }

  /// The object with defaults, as it is when it is judged.
  func object(of base: String, patched patch: String) throws -> any KubernetesObject {
    try Resource.object(
      from: Value.parse(json: base).merging(Value.parse(json: patch))
    ).applyingDefaults()
  }

  func createErrors(of base: String) throws -> [String] {
    try object(of: base, patched: patch).validate().map(\.description)
  }

  func updateErrors(of base: String) throws -> [String] {
    let old = try object(of: base, patched: before)
    return try object(of: base, patched: patch).validateUpdate(replacing: old)
      .map(\.description)
  }
}

/// Texts that come again and again.
enum Texts {
  static let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
    + "start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for "
    + "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
  static let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
    + "and must start and end with an alphanumeric character (e.g. 'example.com', regex used for "
    + "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  static let name =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end "
    + "with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
    + "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
  static let notNegative = "must be greater than or equal to 0"
  static let port = "must be between 1 and 65535, inclusive"
  static let immutable = "field is immutable"
}
