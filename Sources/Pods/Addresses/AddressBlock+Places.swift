import ClusterNames

extension AddressBlock {
  /// How many places after the base an address of the block is; nil for other addresses, and for
  /// places
  /// that 64 bits cannot count.
  func place(of address: IPAddress) -> UInt64? {
    guard contains(address) else { return nil }
    switch (base, address) {
    case (.v4(let base), .v4(let address)):
      return UInt64(address.rawValue - base.rawValue)
    case (.v6(let base), .v6(let address)):
      guard address.high == base.high else { return nil }
      return address.low - base.low
    default:
      return nil
    }
  }

  /// The places that a pod can have: not the network's own address, and not IPv4's broadcast
  /// address.
  ///
  /// Blocks of two addresses or one have neither (RFC 3021, RFC 6164). Of an IPv6 block only the
  /// first
  /// 2⁶² addresses are used; the one that all routers answer (RFC 4291 §2.6.1) is its base.
  var usablePlaces: ClosedRange<UInt64> {
    let hostBits = base.bitWidth - prefixLength
    guard hostBits > 1 else { return 0...(hostBits == 1 ? 1 : 0) }
    let last = UInt64(1) << UInt64(min(hostBits, 62)) - 1
    return 1...(base.bitWidth == 32 ? last - 1 : last)
  }
}
