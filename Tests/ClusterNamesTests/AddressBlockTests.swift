import ClusterNames
import Testing

@Suite struct AddressBlockTests {
  @Test(arguments: [
    ("10.244.0.0/16", "10.244.0.6", true), ("10.244.0.0/16", "10.245.0.0", false),
    ("10.244.0.0/16", "::ffff:10.244.0.6", false), ("0.0.0.0/0", "255.255.255.255", true),
    ("10.0.0.1/32", "10.0.0.1", true), ("10.0.0.1/32", "10.0.0.2", false),
    ("10.96.0.0/12", "10.111.255.255", true), ("10.96.0.0/12", "10.112.0.0", false),
    ("fd00::/64", "fd00::ffff:1", true), ("fd00::/64", "fd00:0:0:1::", false),
    ("fd00::/65", "fd00::7fff:ffff:ffff:ffff", true), ("fd00::/65", "fd00::8000:0:0:0", false),
    ("::/0", "ffff::", true), ("::1/128", "::1", true), ("::1/128", "::", false),
  ])
  func contains(block: String, address: String, isInside: Bool) throws {
    let parsed = try AddressBlock(block)
    #expect(parsed.description == block)
    #expect(parsed.contains(try IPAddress(address)) == isInside)
  }

  @Test(arguments: [
    ("10.0.0.0", AddressError.notBlock(found: "10.0.0.0")),
    ("10.0.0.0/", .notBlock(found: "10.0.0.0/")),
    ("/8", .notBlock(found: "/8")),
    ("10.0.0.0/08", .notBlock(found: "10.0.0.0/08")),
    ("10.0.0.0/+8", .notBlock(found: "10.0.0.0/+8")),
    ("10.0.0.0/8/8", .notBlock(found: "10.0.0.0/8/8")),
    ("10.0.0/8", .notBlock(found: "10.0.0/8")),
    ("10.0.0.0/33", .prefixTooLong(found: 33, allowed: 32)),
    ("fd00::/129", .prefixTooLong(found: 129, allowed: 128)),
    ("10.0.0.1/8", .hostBitsSet(found: "10.0.0.1/8", allowed: "10.0.0.0/8")),
    ("fd00::1/64", .hostBitsSet(found: "fd00::1/64", allowed: "fd00::/64")),
  ])
  func refuses(text: String, error: AddressError) {
    #expect(throws: error) { try AddressBlock(text) }
  }

  @Test(arguments: [
    ("10.244.0.0/16", 6 as UInt64, "10.244.0.6"), ("10.244.0.0/16", 65535, "10.244.255.255"),
    ("10.244.0.0/16", 65536, nil), ("10.0.0.1/32", 0, "10.0.0.1"), ("10.0.0.1/32", 1, nil),
    ("0.0.0.0/0", 4_294_967_295, "255.255.255.255"), ("0.0.0.0/0", 4_294_967_296, nil),
    ("fd00::/64", .max, "fd00::ffff:ffff:ffff:ffff"), ("fd00::/126", 4, nil),
    ("fd00::/48", 6, "fd00::6"),
  ])
  func counts(block: String, offset: UInt64, address: String?) throws {
    #expect(try AddressBlock(block).address(at: offset)?.description == address)
  }

  @Test(arguments: [
    ("10.244.0.0/16", ["244.10.in-addr.arpa."]),
    ("10.0.0.0/8", ["10.in-addr.arpa."]),
    ("0.0.0.0/0", ["in-addr.arpa."]),
    ("10.0.0.6/32", ["6.0.0.10.in-addr.arpa."]),
    ("10.0.0.6/31", ["6.0.0.10.in-addr.arpa.", "7.0.0.10.in-addr.arpa."]),
    (
      "10.244.64.0/18", ["64.244.10.in-addr.arpa.", "127.244.10.in-addr.arpa."]
    ),
    ("::/0", ["ip6.arpa."]),
    ("fd00::/8", ["d.f.ip6.arpa."]),
    ("fc00::/7", ["c.f.ip6.arpa.", "d.f.ip6.arpa."]),
  ])
  func cutsTheReverseTree(block: String, ends: [String]) throws {
    let cuts = try AddressBlock(block).reverseCuts.map(\.description)
    #expect(cuts.first == ends.first)
    #expect(cuts.last == ends.last)
  }

  /// Whatever the prefix, an address is in the block exactly when its reverse name is under one of
  /// the cuts.
  @Test func cutsCoverTheBlockExactly() throws {
    var walk = Walk()
    for prefix in 0...128 {
      let pair = IPv6Address(high: walk.next(), low: walk.next())
      try check(.v6(pair), prefix, &walk) { bit in
        bit < 64
          ? .v6(IPv6Address(high: pair.high ^ 1 << UInt64(63 - bit), low: pair.low))
          : .v6(IPv6Address(high: pair.high, low: pair.low ^ 1 << UInt64(127 - bit)))
      }
      guard prefix <= 32 else { continue }
      let number = UInt32(truncatingIfNeeded: walk.next())
      try check(.v4(IPv4Address(rawValue: number)), prefix, &walk) { bit in
        .v4(IPv4Address(rawValue: number ^ 1 << UInt32(31 - bit)))
      }
    }
  }

  private func check(
    _ address: IPAddress, _ prefix: Int, _ walk: inout Walk, flip: (Int) -> IPAddress
  ) throws {
    let block = try block(of: address, prefix)
    let cuts = block.reverseCuts
    #expect(cuts.count <= (address.bitWidth == 32 ? 128 : 8))
    for bit in 0..<address.bitWidth {
      let other = flip(bit)
      let covering = cuts.count { other.reverseName.isWithin($0) }
      #expect(block.contains(other) == (bit >= prefix))
      #expect(covering == (bit >= prefix ? 1 : 0))
    }
  }

  /// The block of an address: the error says its base.
  private func block(of address: IPAddress, _ prefix: Int) throws -> AddressBlock {
    do {
      return try AddressBlock(base: address, prefixLength: prefix)
    } catch AddressError.hostBitsSet(_, let allowed) {
      return try AddressBlock(allowed)
    }
  }
}
