/// How a request went (RFC 1035 §4.1.1, RFC 6895 §2.3): twelve bits, of which the header holds the
/// low four and the OPT record the high eight (RFC 6891 §6.1.3).
package struct ResponseCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension ResponseCode {
  package static let noError = ResponseCode(rawValue: 0)
  /// The request is no message that the server can read.
  package static let formatError = ResponseCode(rawValue: 1)
  /// The server could not find out.
  package static let serverFailure = ResponseCode(rawValue: 2)
  /// Neither the name nor one below it exists (RFC 8020 §2).
  package static let noSuchName = ResponseCode(rawValue: 3)
  /// The server does not do this kind of request.
  package static let notImplemented = ResponseCode(rawValue: 4)
  /// The server does not do it for this client, or for this name.
  package static let refused = ResponseCode(rawValue: 5)
  package static let notAuthoritative = ResponseCode(rawValue: 9)
  package static let notZone = ResponseCode(rawValue: 10)
  /// The OPT record has a version above 0 (RFC 6891 §6.1.3).
  package static let badVersion = ResponseCode(rawValue: 16)
}

extension ResponseCode: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noError: "NOERROR"
    case .formatError: "FORMERR"
    case .serverFailure: "SERVFAIL"
    case .noSuchName: "NXDOMAIN"
    case .notImplemented: "NOTIMP"
    case .refused: "REFUSED"
    case .notAuthoritative: "NOTAUTH"
    case .notZone: "NOTZONE"
    case .badVersion: "BADVERS"
    default: "RCODE\(rawValue)"
    }
  }
}
