/// Why a text or a number is not the name it should be.
public struct NameError: Error, Hashable, Sendable {
  /// What the text should have been.
  public enum Kind: String, Hashable, Sendable {
    /// An RFC 1123 label.
    case label
    /// The name of a namespace.
    case namespaceName = "namespace"
    /// The name of a Service.
    case serviceName = "service"
    /// The name of a StatefulSet.
    case statefulSetName = "statefulset"
    /// The name of a pod of a StatefulSet.
    case podName = "pod"
    /// The name of a container's port.
    case portName = "port"
    /// The number of a pod in its StatefulSet, or a number of pods.
    case ordinal
    /// The domain of a cluster, and what must fit under it.
    case clusterDomain = "cluster domain"
  }

  /// What the text should have been.
  public let kind: Kind
  /// The text as it was given.
  public let found: String
  /// What is wrong, at least one; each says what is allowed.
  public let problems: [NameProblem]
}

extension NameError: CustomStringConvertible {
  /// One line as the API server words it, with the kind of name in place of the field path.
  public var description: String {
    let texts = problems.map(\.description).joined(separator: ", ")
    return "\(kind.rawValue): Invalid value: \"\(found)\": \(texts)"
  }
}

/// One broken rule of a name. Its description is the text of Kubernetes' API server, to the letter.
public enum NameProblem: Hashable, Sendable {
  /// More octets than a name of this kind may have.
  case tooLong(found: Int, allowed: Int)
  /// More octets than the value of a Kubernetes label may have; pods carry their names in labels.
  case labelValueTooLong(found: Int, allowed: Int)
  /// Not an RFC 1123 label.
  case label
  /// A subdomain of several labels where one label is allowed.
  case dots
  /// Not an RFC 1035 label, which begins with a letter.
  case strictLabel
  /// Not an RFC 1123 subdomain.
  case subdomain
  /// Not an IANA service name (RFC 6335 §5.1).
  case portName(PortNameRule)
  /// Not the name of a pod with a hyphen and an ordinal at its end.
  case noOrdinal
  /// A number below the least one.
  case tooSmall(allowed: Int)
  /// A number above the greatest one.
  case tooLarge(allowed: Int)
}

/// The rules of RFC 6335 §5.1 for service names, without that of the length.
public enum PortNameRule: Hashable, Sendable, CaseIterable {
  /// Only `a`-`z`, `0`-`9` and hyphens.
  case characters
  /// At least one letter.
  case letter
  /// No two hyphens side by side.
  case adjacentHyphens
  /// No hyphen at either end.
  case outerHyphen
}
