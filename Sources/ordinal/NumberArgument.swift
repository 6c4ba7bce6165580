import OrdinalServer

/// A whole number of an option. The parser's own numbers do not say what is allowed.
enum NumberArgument {
  /// What Kubernetes takes for numbers of pods and their ordinals.
  static let count = within(0...Int(Int32.max))

  static func within(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in try OrdinalServer.number(parsing: text, in: range) }
  }
}
