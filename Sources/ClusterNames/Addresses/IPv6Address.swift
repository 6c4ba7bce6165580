/// An IPv6 address, without a zone.
public struct IPv6Address: Hashable, Sendable {
  /// The first 64 bits: of 2001:db8::1 these are 0x20010DB8_00000000.
  public var high: UInt64
  /// The last 64 bits.
  public var low: UInt64

  /// The address of two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Parses the text forms of RFC 4291 §2.2, a dotted quad at the end included.
  public init(_ text: String) throws(AddressError) {
    guard let address = Self.parse(Array(text.utf8)) else { throw .notIPv6(found: text) }
    self = address
  }

  /// The eight groups of 16 bits, leftmost first.
  public var groups: [UInt16] {
    [high, low].flatMap { half in
      [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> UInt64($0)) }
    }
  }

  /// The sixteen octets, most significant first.
  public var octets: [UInt8] {
    groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
  }

  /// The IPv4 address inside an IPv4-mapped address, `::ffff:10.0.0.1` (RFC 4291 §2.5.5.2).
  public var mappedIPv4: IPv4Address? {
    guard high == 0, low >> 32 == 0xFFFF else { return nil }
    return IPv4Address(rawValue: UInt32(truncatingIfNeeded: low))
  }

  private init(groups: [UInt16]) {
    self.init(
      high: groups[..<4].reduce(0) { $0 << 16 | UInt64($1) },
      low: groups[4...].reduce(0) { $0 << 16 | UInt64($1) })
  }

  static func parse(_ text: [UInt8]) -> IPv6Address? {
    var groups: [UInt16] = []
    var gap: Int?
    var rest = text[...]
    if rest.starts(with: [.colon, .colon]) {
      gap = 0
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let field = rest.prefix { $0 != .colon }
      rest = rest[field.endIndex...]
      if rest.isEmpty, field.contains(.dot) {
        guard let tail = IPv4Address.parse(field) else { return nil }
        groups += [UInt16(tail.rawValue >> 16), UInt16(tail.rawValue & 0xFFFF)]
        break
      }
      guard let group = parseGroup(field), groups.count < 8 else { return nil }
      groups.append(group)
      guard !rest.isEmpty else { break }
      rest = rest.dropFirst()
      if rest.first == .colon {
        guard gap == nil else { return nil }
        gap = groups.count
        rest = rest.dropFirst()
      } else if rest.isEmpty {
        return nil
      }
    }
    if let gap {
      // `::` stands for at least one group.
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    return groups.count == 8 ? IPv6Address(groups: groups) : nil
  }

  private static func parseGroup(_ field: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(field.count) else { return nil }
    var value: UInt16 = 0
    for octet in field {
      guard let digit = octet.hexadecimalValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

extension IPv6Address: Comparable {
  /// The order of the 128-bit numbers.
  public static func < (left: IPv6Address, right: IPv6Address) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension IPv6Address: CustomStringConvertible {
  /// The canonical text of RFC 5952: lower case, no leading zeros, the first of the longest runs of
  /// two or more zero groups as `::`, IPv4-mapped addresses with a dotted quad.
  public var description: String {
    if let mappedIPv4 { return "::ffff:\(mappedIPv4)" }
    return compressedGroups(separator: ":")
  }

  /// The groups with the longest run of zeros left out between two separators (RFC 5952 §4.2).
  func compressedGroups(separator: String) -> String {
    let groups = groups
    let gap = Self.longestZeroRun(groups)
    func text(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: separator)
    }
    guard gap.count > 1 else { return text(groups[...]) }
    return text(groups[..<gap.lowerBound]) + separator + separator
      + text(groups[gap.upperBound...])
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<index + 1
      }
    }
    return longest
  }
}
