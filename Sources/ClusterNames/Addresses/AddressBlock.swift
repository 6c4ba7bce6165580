/// A block of addresses (CIDR): all that begin with the same bits, `10.244.0.0/16`.
public struct AddressBlock: Hashable, Sendable {
  /// The first address of the block; its bits after the prefix are zero.
  public let base: IPAddress
  /// How many leading bits the addresses share: 0 to 32, or to 128.
  public let prefixLength: Int

  /// Parses `ADDRESS/LENGTH`; an address with bits set beyond the prefix is refused, as it hides a
  /// mistake.
  public init(_ text: String) throws(AddressError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let base = try? IPAddress(String(parts[0])),
      let length = Self.parseLength(parts[1].utf8)
    else { throw .notBlock(found: text) }
    try self.init(base: base, prefixLength: length)
  }

  /// The block of a first address and a prefix length.
  public init(base: IPAddress, prefixLength: Int) throws(AddressError) {
    guard (0...base.bitWidth).contains(prefixLength) else {
      throw .prefixTooLong(found: prefixLength, allowed: base.bitWidth)
    }
    let masked = base.masked(prefixLength)
    guard base == masked else {
      throw .hostBitsSet(found: "\(base)/\(prefixLength)", allowed: "\(masked)/\(prefixLength)")
    }
    self.base = base
    self.prefixLength = prefixLength
  }

  /// True when the address is of the block's family and begins with its prefix.
  public func contains(_ address: IPAddress) -> Bool {
    address.bitWidth == base.bitWidth && address.masked(prefixLength) == base
  }

  /// The address that many places after the base; nil when the block is not that long.
  public func address(at offset: UInt64) -> IPAddress? {
    let hostBits = base.bitWidth - prefixLength
    guard hostBits >= 64 || offset >> UInt64(hostBits) == 0 else { return nil }
    switch base {
    case .v4(let first):
      return .v4(IPv4Address(rawValue: first.rawValue + UInt32(truncatingIfNeeded: offset)))
    case .v6(let first):
      return .v6(IPv6Address(high: first.high, low: first.low + offset))
    }
  }

  private static func parseLength(_ text: Substring.UTF8View) -> Int? {
    guard (1...3).contains(text.count), text.allSatisfy(\.isDigit) else { return nil }
    guard text.count == 1 || text.first != 0x30 else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension AddressBlock: CustomStringConvertible {
  /// `ADDRESS/LENGTH`.
  public var description: String { "\(base)/\(prefixLength)" }
}

extension IPAddress {
  /// The address with all bits after the first `length` cleared.
  func masked(_ length: Int) -> IPAddress {
    switch self {
    case .v4(let address):
      .v4(IPv4Address(rawValue: address.rawValue & ~(UInt32.max >> UInt32(length))))
    case .v6(let address):
      .v6(
        IPv6Address(
          high: address.high & ~(UInt64.max >> UInt64(min(length, 64))),
          low: address.low & ~(UInt64.max >> UInt64(max(length - 64, 0)))))
    }
  }
}
