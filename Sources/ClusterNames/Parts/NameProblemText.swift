extension NameProblem: CustomStringConvertible {
  /// Kubernetes' text; the doubled space before `or` is upstream's.
  public var description: String {
    switch self {
    case .tooLong(_, let allowed):
      "must be no more than \(allowed) characters"
    case .labelValueTooLong(_, let allowed):
      "must be no more than \(allowed) bytes"
    case .label:
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
        + "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
        + "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    case .dots:
      "must not contain dots"
    case .strictLabel:
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
        + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
        + "'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
    case .subdomain:
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
        + "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
        + "used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    case .portName(let rule):
      rule.description
    case .noOrdinal:
      "must end with a hyphen and an ordinal (regex used for validation is '(.*)-([0-9]+)$')"
    case .tooSmall(let allowed):
      "must be greater than or equal to \(allowed)"
    case .tooLarge(let allowed):
      "must be less than or equal to \(allowed)"
    }
  }
}

extension PortNameRule: CustomStringConvertible {
  /// Kubernetes' text.
  public var description: String {
    switch self {
    case .characters: "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"
    case .letter: "must contain at least one letter (a-z)"
    case .adjacentHyphens: "must not contain consecutive hyphens"
    case .outerHyphen: "must not begin or end with a hyphen"
    }
  }
}
