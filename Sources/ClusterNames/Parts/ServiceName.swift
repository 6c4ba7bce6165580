/// The name of a Service: an RFC 1123 label.
///
/// Until Kubernetes 1.35 it had to be an RFC 1035 label, which does not begin with a digit. 1.36
/// turned `RelaxedServiceNameValidation` on, and a StatefulSet's `serviceName` never was that
/// strict.
public struct ServiceName: ValidatedName {
  /// The text.
  public let rawValue: String

  /// Checks a text against `problems(in:)`, the rule of Kubernetes 1.36.
  public init(_ text: String) throws(NameError) {
    rawValue = try Self.checked(text)
  }

  package init(unchecked text: String) {
    rawValue = text
  }

  /// `service`.
  public static let kind = NameError.Kind.serviceName

  /// What an API server of 1.36 says: `IsDNS1123Label`.
  public static func problems(in text: String) -> [NameProblem] {
    LabelGrammar.labelProblems(text)
  }

  /// What an API server with the strict rule says: `IsDNS1035Label`.
  public static func strictProblems(in text: String) -> [NameProblem] {
    LabelGrammar.strictLabelProblems(text)
  }

  /// False for a name that API servers before 1.36 refuse.
  public var isStrict: Bool { Self.strictProblems(in: rawValue).isEmpty }
}
