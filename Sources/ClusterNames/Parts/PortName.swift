/// The name of a container's port: an IANA service name of at most 15 characters (RFC 6335 §5.1),
/// in lower case.
///
/// A Service's `targetPort` refers to it. The port names of Services and EndpointSlices, which make
/// SRV names, are labels of up to 63 characters: `Label`.
public struct PortName: ValidatedName {
  /// The text.
  public let rawValue: String

  /// Checks a text against `problems(in:)`.
  public init(_ text: String) throws(NameError) {
    rawValue = try Self.checked(text)
  }

  package init(unchecked text: String) {
    rawValue = text
  }

  /// The limit of the length, in octets.
  public static let longest = 15

  /// `port`.
  public static let kind = NameError.Kind.portName

  /// What `IsValidPortName` of Kubernetes says: every broken rule, in its order.
  public static func problems(in text: String) -> [NameProblem] {
    let octets = Array(text.utf8)
    var broken: [PortNameRule] = []
    let hasOnlyAllowed = octets.allSatisfy { $0.isLowercaseAlphanumeric || $0 == .hyphen }
    if octets.isEmpty || !hasOnlyAllowed { broken.append(.characters) }
    if !octets.contains(where: \.isLowercaseLetter) { broken.append(.letter) }
    if zip(octets, octets.dropFirst()).contains(where: { $0 == .hyphen && $1 == .hyphen }) {
      broken.append(.adjacentHyphens)
    }
    if octets.first == .hyphen || octets.last == .hyphen { broken.append(.outerHyphen) }
    return LabelGrammar.lengthProblems(text, limit: longest) + broken.map(NameProblem.portName)
  }

  /// The same name as a Service's port may have it; every port name is a label.
  public var label: Label { Label(unchecked: rawValue) }
}
