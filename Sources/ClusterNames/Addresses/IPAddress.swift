/// An address of either family; IPv4 sorts before IPv6.
public enum IPAddress: Hashable, Sendable {
  /// An IPv4 address.
  case v4(IPv4Address)
  /// An IPv6 address.
  case v6(IPv6Address)

  /// Parses either text form; IPv4-mapped IPv6 addresses stay IPv6.
  public init(_ text: String) throws(AddressError) {
    let octets = Array(text.utf8)
    if let address = IPv4Address.parse(octets) {
      self = .v4(address)
    } else if let address = IPv6Address.parse(octets) {
      self = .v6(address)
    } else {
      throw .notAddress(found: text)
    }
  }

  /// The four or sixteen octets, most significant first.
  public var octets: [UInt8] {
    switch self {
    case .v4(let address): address.octets
    case .v6(let address): address.octets
    }
  }

  /// 32 or 128.
  public var bitWidth: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }

  /// True for 127.0.0.0/8 and ::1.
  public var isLoopback: Bool {
    switch self {
    case .v4(let address): address.rawValue >> 24 == 127
    case .v6(let address): address == IPv6Address(high: 0, low: 1)
    }
  }

  /// True for 0.0.0.0 and ::, which a listener takes for every address of the machine.
  public var isUnspecified: Bool {
    switch self {
    case .v4(let address): address.rawValue == 0
    case .v6(let address): address == IPv6Address(high: 0, low: 0)
    }
  }
}

extension IPAddress: Comparable {
  /// IPv4 before IPv6, then by number.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// The dotted quad, or the canonical text of RFC 5952.
  public var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}
