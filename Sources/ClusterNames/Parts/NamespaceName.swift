/// The name of a namespace, an RFC 1123 label.
public struct NamespaceName: ValidatedName {
  /// The text.
  public let rawValue: String

  /// Checks a text against `problems(in:)`.
  public init(_ text: String) throws(NameError) {
    rawValue = try Self.checked(text)
  }

  package init(unchecked text: String) {
    rawValue = text
  }

  /// The namespace of objects that name none.
  public static let `default` = NamespaceName(unchecked: "default")

  /// `namespace`.
  public static let kind = NameError.Kind.namespaceName

  /// What `IsDNS1123Label` of Kubernetes says.
  public static func problems(in text: String) -> [NameProblem] {
    LabelGrammar.labelProblems(text)
  }
}
