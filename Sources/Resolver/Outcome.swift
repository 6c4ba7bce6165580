package import Registry
package import Wire

/// What a lookup came to: a kind for people, and the sections of the answer.
package struct Outcome: Sendable {
  package enum Kind: String, Sendable {
    case answer
    /// The name exists, but not with this type (RFC 2308 §2.2).
    case noData
    case nameError
    /// The name that a DNAME makes of this one is too long (RFC 6672 §2.2).
    case nameTooLong
    /// The name is below a delegation (RFC 1034 §4.3.2).
    case referral
    case refused
    case serverFailure
  }

  package var kind: Kind
  package var answers: [ResourceRecord] = []
  package var authorities: [ResourceRecord] = []
  package var additionals: [ResourceRecord] = []
  package var cause: Cause?

  init(_ kind: Kind, cause: Cause? = nil) {
    self.kind = kind
    self.cause = cause
  }

  package var responseCode: ResponseCode {
    switch kind {
    case .answer, .noData, .referral: .noError
    case .nameError: .noSuchName
    case .nameTooLong: ResponseCode(rawValue: 6)
    case .refused: .refused
    case .serverFailure: .serverFailure
    }
  }

  /// An alias answers with authority even where it leads out of it (RFC 1035 §4.1.1).
  var isAuthoritative: Bool {
    switch kind {
    case .answer, .noData, .nameError, .nameTooLong: true
    case .referral: !answers.isEmpty
    case .refused, .serverFailure: false
    }
  }
}
