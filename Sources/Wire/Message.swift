/// A whole message (RFC 1035 §4.1). The counts of the header are those of the arrays; the OPT
/// record is not among the additionals but is `edns`.
package struct Message: Hashable, Sendable {
  package var header: Header
  package var questions: [Question]
  package var answers: [ResourceRecord]
  package var authorities: [ResourceRecord]
  package var additionals: [ResourceRecord]
  package var edns: EDNS?

  package init(
    header: Header = Header(), questions: [Question] = [], answers: [ResourceRecord] = [],
    authorities: [ResourceRecord] = [], additionals: [ResourceRecord] = [], edns: EDNS? = nil
  ) {
    self.header = header
    self.questions = questions
    self.answers = answers
    self.authorities = authorities
    self.additionals = additionals
    self.edns = edns
  }

  /// The longest message: over TCP two octets say its length (RFC 1035 §4.2.2).
  package static let maximumSize = 65535

  /// The whole response code, of the header and of the OPT record (RFC 6891 §6.1.3). A code above
  /// 15 cannot be set without an OPT record.
  package var responseCode: ResponseCode {
    get {
      let high = UInt16(edns?.extendedResponseCode ?? 0)
      return ResponseCode(rawValue: high << 4 | header.responseCode.rawValue)
    }
    set {
      precondition(newValue.rawValue < 4096, "A response code has twelve bits.")
      precondition(
        newValue.rawValue < 16 || edns != nil, "A response code above 15 needs an OPT record.")
      header.responseCode = ResponseCode(rawValue: newValue.rawValue & 0xF)
      edns?.extendedResponseCode = UInt8(newValue.rawValue >> 4)
    }
  }
}
