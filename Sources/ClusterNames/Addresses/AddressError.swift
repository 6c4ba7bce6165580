/// Why a text is not an address or a block of addresses.
public enum AddressError: Error, Hashable, Sendable {
  /// Not four decimal numbers up to 255 between dots, without leading zeros.
  case notIPv4(found: String)
  /// Not the text form of RFC 4291 §2.2; a zone (`%eth0`) is not part of an address.
  case notIPv6(found: String)
  /// Neither an IPv4 nor an IPv6 address.
  case notAddress(found: String)
  /// Not `ADDRESS/LENGTH`.
  case notBlock(found: String)
  /// The prefix is longer than the address.
  case prefixTooLong(found: Int, allowed: Int)
  /// The base has bits set to the right of the prefix.
  case hostBitsSet(found: String, allowed: String)
}

extension AddressError: CustomStringConvertible {
  /// What was found, and Kubernetes' text for what is allowed.
  public var description: String {
    switch self {
    case .notIPv4(let found): "\"\(found)\": must be a valid IPv4 address"
    case .notIPv6(let found): "\"\(found)\": must be a valid IPv6 address"
    case .notAddress(let found):
      "\"\(found)\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
    case .notBlock(let found):
      "\"\(found)\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
    case .prefixTooLong(let found, let allowed):
      "prefix length \(found): must be between 0 and \(allowed), inclusive"
    case .hostBitsSet(let found, let allowed):
      "\"\(found)\": must not have bits set beyond the prefix length; the block is \(allowed)"
    }
  }
}
