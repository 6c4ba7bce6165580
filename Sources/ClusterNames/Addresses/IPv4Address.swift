/// An IPv4 address.
public struct IPv4Address: Hashable, Sendable {
  /// The address as a number: 10.0.0.1 is 0x0A000001.
  public var rawValue: UInt32

  /// The address of a number.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Parses a dotted quad: four decimal numbers, none with a leading zero, which other readers take
  /// for octal.
  public init(_ text: String) throws(AddressError) {
    guard let address = Self.parse(text.utf8) else { throw .notIPv4(found: text) }
    self = address
  }

  /// The four octets, most significant first.
  public var octets: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> UInt32($0)) }
  }

  static func parse(_ text: some Sequence<UInt8>) -> IPv4Address? {
    var value: UInt32 = 0
    var field: UInt32 = 0
    var digits = 0
    var dots = 0
    for octet in text {
      if octet == .dot {
        guard digits > 0, dots < 3 else { return nil }
        value = value << 8 | field
        (field, digits) = (0, 0)
        dots += 1
      } else {
        let isLeadingZero = digits > 0 && field == 0
        guard octet.isDigit, !isLeadingZero else { return nil }
        field = field * 10 + UInt32(octet - 0x30)
        digits += 1
        guard field <= 255 else { return nil }
      }
    }
    guard digits > 0, dots == 3 else { return nil }
    return IPv4Address(rawValue: value << 8 | field)
  }
}

extension IPv4Address: Comparable {
  /// The order of the numbers.
  public static func < (left: IPv4Address, right: IPv4Address) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension IPv4Address: CustomStringConvertible {
  /// The dotted quad.
  public var description: String {
    "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
  }
}
