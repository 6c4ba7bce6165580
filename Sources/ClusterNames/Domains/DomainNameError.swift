/// Why a text or an octet string is not a domain name.
public enum DomainNameError: Error, Hashable, Sendable {
  /// The text has no character; the root is written `.`
  case emptyText
  /// Two dots stand together, or the text begins with one.
  case emptyLabel(found: String)
  /// A label has more than 63 octets.
  case labelTooLong(found: Int, label: String)
  /// The wire form has more than 255 octets.
  case nameTooLong(found: Int)
  /// A backslash is not followed by a character or by three digits up to 255.
  case malformedEscape(found: String)
  /// The octets end before the root octet.
  case truncatedWire(found: Int)
  /// A length octet above 63: a compression pointer, or a label type that nobody uses (RFC 6891
  /// §5).
  case invalidLengthOctet(found: UInt8)
  /// Octets follow the root octet.
  case trailingOctets(found: Int)
}

extension DomainNameError: CustomStringConvertible {
  /// One line: what was found, and what is allowed.
  public var description: String {
    switch self {
    case .emptyText:
      "a domain name must not be empty; the root is written \".\""
    case .emptyLabel(let found):
      "\"\(found)\" has an empty label; a label has 1 to 63 octets"
    case .labelTooLong(let found, let label):
      "label \"\(label)\" has \(found) octets; at most 63 are allowed"
    case .nameTooLong(let found):
      "the name has \(found) octets on the wire; at most 255 are allowed (253 characters)"
    case .malformedEscape(let found):
      "\"\(found)\" has a malformed escape; allowed are \\X and \\DDD from \\000 to \\255"
    case .truncatedWire(let found):
      "the name ends after \(found) octets without its root octet"
    case .invalidLengthOctet(let found):
      "length octet \(found) is not allowed in an uncompressed name; a label has at most 63 octets"
    case .trailingOctets(let found):
      "\(found) octets follow the root octet; the name must end there"
    }
  }
}
