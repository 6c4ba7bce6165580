/// What an EDNS option holds (RFC 6891 §6.1.2, IANA "DNS EDNS0 Option Codes").
package struct OptionCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension OptionCode {
  package static let nameServerIdentifier = OptionCode(rawValue: 3)
  package static let clientSubnet = OptionCode(rawValue: 8)
  package static let expire = OptionCode(rawValue: 9)
  package static let cookie = OptionCode(rawValue: 10)
  package static let keepalive = OptionCode(rawValue: 11)
  package static let padding = OptionCode(rawValue: 12)
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
  package static let other = ExtendedErrorCode(rawValue: 0)
  package static let staleAnswer = ExtendedErrorCode(rawValue: 3)
  package static let forgedAnswer = ExtendedErrorCode(rawValue: 4)
  package static let cachedError = ExtendedErrorCode(rawValue: 13)
  package static let notReady = ExtendedErrorCode(rawValue: 14)
  package static let blocked = ExtendedErrorCode(rawValue: 15)
  package static let filtered = ExtendedErrorCode(rawValue: 17)
  package static let prohibited = ExtendedErrorCode(rawValue: 18)
  package static let staleNoSuchName = ExtendedErrorCode(rawValue: 19)
  package static let notAuthoritative = ExtendedErrorCode(rawValue: 20)
  package static let notSupported = ExtendedErrorCode(rawValue: 21)
  package static let noReachableAuthority = ExtendedErrorCode(rawValue: 22)
  package static let networkError = ExtendedErrorCode(rawValue: 23)
  package static let invalidData = ExtendedErrorCode(rawValue: 24)
}
