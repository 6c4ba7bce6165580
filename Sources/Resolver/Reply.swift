import ClusterNames
import Registry
import Wire

/// An answer in the making, with the header and OPT record that its query asks for.
struct Reply {
  private var message: Message
  private let udpLimit: Int

  /// The answer to a message whose header, and OPT record if it has one, say all that matters.
  init(to header: Header, _ edns: EDNS?, _ code: ResponseCode) {
    self.init(to: Message(header: header, edns: edns))
    message.responseCode = code
  }

  init(to query: Message) {
    message = Message(header: Self.header(for: query.header), questions: query.questions)
    guard let edns = query.edns else {
      udpLimit = PayloadSize.classic
      return
    }
    message.edns = EDNS(payloadSize: UInt16(PayloadSize.ours), dnssecOK: edns.dnssecOK)
    udpLimit = min(max(Int(edns.payloadSize), PayloadSize.classic), PayloadSize.ours)
  }

  init(to query: Message, _ code: ResponseCode, _ cause: Cause? = nil) {
    self.init(to: query)
    message.responseCode = code
    explain(cause)
  }

  /// ID, opcode, RD and CD come back as they were sent (RFC 1035 §4.1.1, RFC 4035 §3.1.6).
  private static func header(for query: Header) -> Header {
    var header = Header(id: query.id)
    header.isResponse = true
    header.opcode = query.opcode
    header.recursionDesired = query.recursionDesired
    header.checkingDisabled = query.checkingDisabled
    return header
  }

  /// Extended DNS Errors travel only in an OPT record (RFC 8914 §2).
  private mutating func explain(_ cause: Cause?) {
    guard let cause, message.edns != nil else { return }
    message.edns?.options.append(cause.error.option)
  }

  mutating func fill(_ outcome: Outcome) {
    message.responseCode = outcome.responseCode
    message.header.authoritative = outcome.isAuthoritative
    message.answers = outcome.answers
    message.authorities = outcome.authorities
    message.additionals = outcome.additionals
    explain(outcome.cause)
  }

  func compose(over transport: TransportKind) -> [UInt8] {
    message.compose(limit: transport == .udp ? udpLimit : Message.maximumSize)
  }
}
