extension DomainName {
  /// The top of the IPv4 reverse tree, `in-addr.arpa.` (RFC 1035 §3.5).
  public static let inAddrArpa = DomainName(validatedWire: [7] + "in-addr".utf8 + arpa)
  /// The top of the IPv6 reverse tree, `ip6.arpa.` (RFC 3596 §2.5).
  public static let ip6Arpa = DomainName(validatedWire: [3] + "ip6".utf8 + arpa)

  private static let arpa: [UInt8] = [4] + "arpa".utf8 + [0]
}

extension IPAddress {
  /// The name whose PTR records say who the address is: `6.0.244.10.in-addr.arpa.`, or 32 nibbles
  /// under `ip6.arpa.`
  public var reverseName: DomainName {
    reverseName(digits: reverseDigits[...])
  }

  /// The address of a whole reverse name; nil for every other name, those of blocks included.
  public init?(reverseName name: DomainName) {
    if let end = name.offset(of: .inAddrArpa), name.labelCount == 6 {
      guard let octets = Self.parseReverseOctets(name.wire[..<end]) else { return nil }
      self = .v4(IPv4Address(rawValue: octets.reversed().reduce(0) { $0 << 8 | UInt32($1) }))
    } else if name.offset(of: .ip6Arpa) == 64 {
      var halves: [UInt64] = [0, 0]
      for place in 0..<32 {
        guard name.wire[place * 2] == 1, let nibble = name.wire[place * 2 + 1].hexadecimalValue
        else { return nil }
        halves[1 - place / 16] |= UInt64(nibble) << UInt64(place % 16 * 4)
      }
      self = .v6(IPv6Address(high: halves[0], low: halves[1]))
    } else {
      return nil
    }
  }

  /// The values of the labels of a reverse name, most significant first: octets, or nibbles of
  /// IPv6.
  fileprivate var reverseDigits: [UInt8] {
    switch self {
    case .v4(let address): address.octets
    case .v6(let address): address.octets.flatMap { [$0 >> 4, $0 & 0xF] }
    }
  }

  /// The reverse name that begins with these digits: the top of the tree for none, the address for
  /// all.
  fileprivate func reverseName(digits: ArraySlice<UInt8>) -> DomainName {
    var wire: [UInt8] = []
    switch self {
    case .v4:
      for octet in digits.reversed() {
        let text = String(octet).utf8
        wire.append(UInt8(text.count))
        wire += text
      }
      return DomainName(validatedWire: wire + DomainName.inAddrArpa.wire)
    case .v6:
      for nibble in digits.reversed() { wire += [1, .hexadecimalDigit(nibble)] }
      return DomainName(validatedWire: wire + DomainName.ip6Arpa.wire)
    }
  }

  /// Reads labels that are decimal octets as a resolver writes them, without leading zeros.
  private static func parseReverseOctets(_ labels: ArraySlice<UInt8>) -> [UInt8]? {
    var octets: [UInt8] = []
    var index = labels.startIndex
    while index < labels.endIndex {
      let end = index + 1 + Int(labels[index])
      let digits = labels[index + 1..<end]
      guard digits.count <= 3, digits.allSatisfy(\.isDigit) else { return nil }
      guard digits.count == 1 || digits.first != 0x30 else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      guard value <= 255 else { return nil }
      octets.append(UInt8(value))
      index = end
    }
    return octets
  }
}

extension AddressBlock {
  /// The names of the reverse tree that cover the block exactly, lowest addresses first.
  ///
  /// One where the prefix ends on the border of a label. Elsewhere one for each value of the label
  /// it cuts: up to 128 octets for IPv4, up to 8 nibbles for IPv6.
  public var reverseCuts: [DomainName] {
    let bitsPerLabel = base.bitWidth == 32 ? 8 : 4
    let whole = prefixLength / bitsPerLabel
    let rest = prefixLength % bitsPerLabel
    let digits = base.reverseDigits
    guard rest > 0 else { return [base.reverseName(digits: digits[..<whole])] }
    let first = digits[whole]
    return (0..<UInt8(1 << (bitsPerLabel - rest))).map { step in
      base.reverseName(digits: digits[..<whole] + [first + step])
    }
  }
}
