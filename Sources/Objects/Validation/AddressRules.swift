import ClusterNames

/// Checks of IP addresses with upstream's texts.
enum AddressRules {
  /// Any address in its strict text form.
  static func address(_ text: String) -> [String] {
    (try? IPAddress(text)) == nil
      ? ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"] : []
  }

  /// `IPv4` or `IPv6`; nil for what is no address.
  static func family(_ text: String) -> String? {
    switch try? IPAddress(text) {
    case .v4: "IPv4"
    case .v6: "IPv6"
    case nil: nil
    }
  }

  /// An address that a client on another machine could reach.
  static func endpoint(_ text: String) -> [String] {
    guard let address = try? IPAddress(text) else { return Self.address(text) }
    let octets = address.octets
    var problems: [String] = []
    if address.isUnspecified { problems.append("may not be unspecified (\(text))") }
    if address.isLoopback {
      problems.append("may not be in the loopback range (127.0.0.0/8, ::1/128)")
    }
    let isLinkLocal: Bool
    let isLinkLocalMulticast: Bool
    switch address {
    case .v4:
      isLinkLocal = octets[0] == 169 && octets[1] == 254
      isLinkLocalMulticast = octets[0] == 224 && octets[1] == 0 && octets[2] == 0
    case .v6:
      isLinkLocal = octets[0] == 0xFE && octets[1] & 0xC0 == 0x80
      isLinkLocalMulticast = octets[0] == 0xFF && octets[1] & 0x0F == 2
    }
    if isLinkLocal {
      problems.append("may not be in the link-local range (169.254.0.0/16, fe80::/10)")
    }
    if isLinkLocalMulticast {
      problems.append("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
    }
    return problems
  }
}
