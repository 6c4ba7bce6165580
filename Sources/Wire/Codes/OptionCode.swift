/// What an EDNS option holds (RFC 6891 §6.1.2, IANA "DNS EDNS0 Option Codes").
package struct OptionCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension OptionCode {
  /// NSID (RFC 5001).
  package static let nameServerIdentifier = OptionCode(rawValue: 3)
  /// For whom a resolver asks (RFC 7871).
  package static let clientSubnet = OptionCode(rawValue: 8)
  /// How long a secondary server may serve on (RFC 7314).
  package static let expire = OptionCode(rawValue: 9)
  /// Against forged addresses (RFC 7873).
  package static let cookie = OptionCode(rawValue: 10)
  /// How long a TCP connection may be idle (RFC 7828).
  package static let keepalive = OptionCode(rawValue: 11)
  /// Against guesses from the length (RFC 7830).
  package static let padding = OptionCode(rawValue: 12)
  /// Why the answer is what it is (RFC 8914).
  package static let extendedError = OptionCode(rawValue: 15)
}

/// The INFO-CODE of an Extended DNS Error (RFC 8914 §4).
package struct ExtendedErrorCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension ExtendedErrorCode {
  /// The text says it all.
  package static let other = ExtendedErrorCode(rawValue: 0)
  /// An old answer, as no new one was to be had.
  package static let staleAnswer = ExtendedErrorCode(rawValue: 3)
  package static let forgedAnswer = ExtendedErrorCode(rawValue: 4)
  package static let cachedError = ExtendedErrorCode(rawValue: 13)
  /// The server, or what it speaks of, is not yet there.
  package static let notReady = ExtendedErrorCode(rawValue: 14)
  package static let blocked = ExtendedErrorCode(rawValue: 15)
  package static let filtered = ExtendedErrorCode(rawValue: 17)
  /// Not for this client.
  package static let prohibited = ExtendedErrorCode(rawValue: 18)
  package static let staleNoSuchName = ExtendedErrorCode(rawValue: 19)
  /// The server does not hold the zone.
  package static let notAuthoritative = ExtendedErrorCode(rawValue: 20)
  /// The operation or the type is not supported.
  package static let notSupported = ExtendedErrorCode(rawValue: 21)
  package static let noReachableAuthority = ExtendedErrorCode(rawValue: 22)
  package static let networkError = ExtendedErrorCode(rawValue: 23)
  /// What the server holds cannot be served.
  package static let invalidData = ExtendedErrorCode(rawValue: 24)
}
