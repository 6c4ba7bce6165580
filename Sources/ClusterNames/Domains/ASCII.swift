/// The few facts about ASCII octets that names need (RFC 4343 §3 for the case rule).
extension UInt8 {
  /// The octet with `A`-`Z` folded to `a`-`z`; every other octet, also above 127, stays.
  var folded: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// True for `0`-`9`.
  var isDigit: Bool { self &- 0x30 < 10 }

  /// True for `a`-`z`.
  var isLowercaseLetter: Bool { self &- 0x61 < 26 }

  /// True for `a`-`z` and `0`-`9`.
  var isLowercaseAlphanumeric: Bool { isLowercaseLetter || isDigit }

  /// The value of a hexadecimal digit of either case.
  var hexadecimalValue: UInt8? {
    if isDigit { return self - 0x30 }
    let letter = folded &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  /// The lower-case hexadecimal digit of a value below 16.
  static func hexadecimalDigit(_ value: some BinaryInteger) -> UInt8 {
    let nibble = UInt8(truncatingIfNeeded: value) & 0xF
    return nibble < 10 ? 0x30 + nibble : 0x57 + nibble
  }

  static let hyphen = UInt8(ascii: "-")
  static let dot = UInt8(ascii: ".")
  static let colon = UInt8(ascii: ":")
  static let underscore = UInt8(ascii: "_")
  static let backslash = UInt8(ascii: "\\")
}
