/// An RFC 1123 label: 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end.
///
/// Hostnames of pods, volume and claim template names, and the port names of Services and
/// EndpointSlices are labels.
public struct Label: ValidatedName {
  /// The text.
  public let rawValue: String

  /// Checks a text against `problems(in:)`.
  public init(_ text: String) throws(NameError) {
    rawValue = try Self.checked(text)
  }

  package init(unchecked text: String) {
    rawValue = text
  }

  /// `label`.
  public static let kind = NameError.Kind.label

  /// What `IsDNS1123Label` of Kubernetes says.
  public static func problems(in text: String) -> [NameProblem] {
    LabelGrammar.labelProblems(text)
  }
}
