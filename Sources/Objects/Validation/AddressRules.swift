import ClusterNames

/// Checks of IP addresses with upstream's texts.
enum AddressRules {
  /// Any address in its strict text form (KEP-4858).
  static func address(_ text: String) -> [String] {
    if let address = try? IPAddress(text) {
      return isMapped(address) ? ["must not be an IPv4-mapped IPv6 address"] : []
    }
    return (try? IPAddress(withoutZeros(text))) == nil
      ? ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]
      : ["must not have leading 0s"]
  }

  /// A block of addresses in CIDR notation.
  static func block(_ text: String) -> [String] {
    let leading = "must not have leading 0s in IP or prefix length"
    do throws(AddressError) {
      let block = try AddressBlock(text)
      return isMapped(block.base) ? ["must not have an IPv4-mapped IPv6 address"] : []
    } catch {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      switch error {
      case .hostBitsSet:
        let base = try? IPAddress(String(parts[0]))
        return base.map(isMapped) == true
          ? ["must not have an IPv4-mapped IPv6 address"]
          : ["must not have bits set beyond the prefix length"]
      case .notBlock where parts.count == 2:
        let plain = "\(withoutZeros(String(parts[0])))/\(withoutZeros(String(parts[1])))"
        if plain != text, block(plain) != invalidBlock { return [leading] }
        return invalidBlock
      default: return invalidBlock
      }
    }
  }

  static let invalidBlock = [
    "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
  ]

  /// `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2), which is read as IPv4 by some and as IPv6 by others.
  private static func isMapped(_ address: IPAddress) -> Bool {
    address.octets.count == 16 && address.octets.prefix(10).allSatisfy { $0 == 0 }
      && address.octets[10] == 0xFF && address.octets[11] == 0xFF
  }

  /// Decimal numbers were read with zeros before them once; some take those for octal.
  private static func withoutZeros(_ text: String) -> String {
    let start = text.lastIndex(of: ":").map(text.index(after:)) ?? text.startIndex
    let numbers = text[start...].split(separator: ".", omittingEmptySubsequences: false)
    if numbers.count == 1, start != text.startIndex { return text }
    return text[..<start]
      + numbers.map { number in
        let rest = number.drop { $0 == "0" }
        return rest.isEmpty && !number.isEmpty ? "0" : rest
      }.joined(separator: ".")
  }

  /// `IPv4` or `IPv6`; nil for what is no address.
  static func family(_ text: String) -> String? {
    switch try? IPAddress(text) {
    case .v4: "IPv4"
    case .v6: "IPv6"
    case nil: nil
    }
  }

  /// An address that a client on another machine could reach. Whether it is written as it should be is
  /// for ``address(_:)`` to say.
  static func endpoint(_ text: String) -> [String] {
    guard let address = (try? IPAddress(text)) ?? (try? IPAddress(withoutZeros(text))) else {
      return ["must be a valid IP address"]
    }
    let octets = isMapped(address) ? Array(address.octets.suffix(4)) : Array(address.octets)
    let isOld = octets.count == 4
    var problems: [String] = []
    if octets.allSatisfy({ $0 == 0 }) { problems.append("may not be unspecified (\(text))") }
    if isOld ? octets[0] == 127 : address.isLoopback {
      problems.append("may not be in the loopback range (127.0.0.0/8, ::1/128)")
    }
    let isLinkLocal =
      isOld
      ? octets[0] == 169 && octets[1] == 254 : octets[0] == 0xFE && octets[1] & 0xC0 == 0x80
    if isLinkLocal {
      problems.append("may not be in the link-local range (169.254.0.0/16, fe80::/10)")
    }
    let isLinkLocalMulticast =
      isOld
      ? octets[0] == 224 && octets[1] == 0 && octets[2] == 0
      : octets[0] == 0xFF && octets[1] & 0x0F == 2
    if isLinkLocalMulticast {
      problems.append("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
    }
    return problems
  }
}
