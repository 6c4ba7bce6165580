/// All that is wrong with one object; never empty.
package struct FieldErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one.
  package let errors: [FieldError]

  /// In the order in which upstream tells them.
  package init(_ errors: [FieldError]) {
    precondition(!errors.isEmpty, "an error without a cause")
    self.errors = errors
  }

  package init(_ error: FieldError) { self.init([error]) }

  /// One text for all: a single error as it is, several in brackets, each text once. Errors of
  /// decoding have the form of upstream's strict decoder.
  package var description: String {
    if errors.contains(where: { $0.kind == .typeInvalid }) {
      // Go's decoder stops at the first value of a wrong type.
      return errors.first { $0.kind == .typeInvalid }?.description ?? ""
    }
    if errors.allSatisfy({ $0.kind == .unknownField }) {
      return "strict decoding error: " + texts.joined(separator: ", ")
    }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  /// The message of the API's answer to a body that cannot be decoded.
  package func refusal(of resource: Resource) -> String {
    "\(resource.kind) in version \"\(resource.version)\" cannot be handled as a "
      + "\(resource.kind): \(self)"
  }

  private var texts: [String] {
    var seen = Set<String>()
    return errors.map(\.description).filter { seen.insert($0).inserted }
  }
}
