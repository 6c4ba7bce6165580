package import ClusterNames
import Glibc

/// An address and a port to listen on: `127.0.0.1:1053`, `[::1]:1053`, `[fe80::1%eth0]:1053`.
package struct Endpoint: Hashable, Sendable {
  /// Where to listen; 0.0.0.0 and :: take every address of their family.
  package var address: IPAddress
  /// 0 asks for a free port.
  package var port: UInt16
  /// The interface of a link-local IPv6 address (RFC 4007 §11).
  package var interface: String?

  package init(address: IPAddress, port: UInt16, interface: String? = nil) {
    self.address = address
    self.port = port
    self.interface = interface
  }

  /// Parses `ADDRESS:PORT`; an IPv6 address stands in brackets (RFC 3986 §3.2.2).
  package init(_ text: String) throws(EndpointError) {
    guard let colon = text.lastIndex(of: ":") else { throw .noPort(found: text) }
    var host = String(text[..<colon])
    let digits = text[text.index(after: colon)...]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed {
      host = String(host.dropFirst().dropLast())
    } else if text.hasPrefix("["), text.hasSuffix("]") {
      throw .noPort(found: text)
    } else if host.contains(":") {
      throw .noBrackets(found: text)
    }
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits) else {
      throw .badPort(found: String(digits))
    }
    var interface: String?
    if isBracketed, let percent = host.firstIndex(of: "%") {
      interface = String(host[host.index(after: percent)...])
      host = String(host[..<percent])
    }
    guard let address = try? IPAddress(host), address.isIPv6 == isBracketed else {
      throw .badAddress(found: host)
    }
    self.init(address: address, port: port, interface: interface)
    if address.isLinkLocal ? scope == 0 : interface != nil {
      throw .badInterface(found: interface ?? "none", address: host)
    }
  }

  /// The index of the interface, 0 without one.
  var scope: UInt32 {
    guard let interface else { return 0 }
    return unsafe interface.withCString { unsafe if_nametoindex($0) }
  }

  /// A wildcard address takes queries to every address of the machine.
  package var isWildcard: Bool {
    switch address {
    case .v4(let address): address.rawValue == 0
    case .v6(let address): address.high == 0 && address.low == 0
    }
  }

  /// True where a socket bound here takes what is sent to `other`.
  func covers(_ other: Endpoint) -> Bool {
    port == other.port && port != 0 && address.isIPv6 == other.address.isIPv6
      && (address == other.address && interface == other.interface || isWildcard
        || other.isWildcard)
  }
}

extension Endpoint: CustomStringConvertible {
  package var description: String {
    let zone = interface.map { "%\($0)" } ?? ""
    return address.isIPv6 ? "[\(address)\(zone)]:\(port)" : "\(address):\(port)"
  }
}

extension IPAddress {
  var isIPv6: Bool {
    if case .v6 = self { true } else { false }
  }

  /// ::1, which is missing where IPv6 is switched off.
  var isIPv6Loopback: Bool {
    self == .v6(IPv6Address(high: 0, low: 1))
  }

  /// fe80::/10 (RFC 4291 §2.5.6).
  var isLinkLocal: Bool {
    if case .v6(let address) = self { address.high >> 54 == 0xFE80 >> 6 } else { false }
  }
}

/// Why a text is not an ``Endpoint``.
package enum EndpointError: Error, Hashable, CustomStringConvertible {
  case noPort(found: String)
  case noBrackets(found: String)
  case badPort(found: String)
  case badAddress(found: String)
  case badInterface(found: String, address: String)

  package var description: String {
    switch self {
    case .noPort(let found):
      "'\(found)' has no port; write ADDRESS:PORT, for example 127.0.0.1:1053"
    case .noBrackets(let found):
      "'\(found)': an IPv6 address stands in brackets, for example [::1]:1053"
    case .badPort(let found):
      "'\(found)' is not a port; a port is a number from 0 to 65535"
    case .badAddress(let found):
      "'\(found)' is not an IP address; for example 127.0.0.1:1053 or [::1]:1053"
    case .badInterface(let found, let address):
      "'\(address)' with interface '\(found)': a link-local address, and only such a one, names "
        + "an interface of this machine, for example [fe80::1%eth0]:1053"
    }
  }
}
