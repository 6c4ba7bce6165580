import Registry
import Wire

/// What a message is to a server, before its name is looked at.
enum Reception {
  /// No answer: an answer to this could start a loop, or cannot be addressed.
  case silence
  /// An answer without a look at any name.
  case reject(Reply)
  case query(Message, Question)

  init(_ octets: [UInt8]) {
    guard let header = try? Header.parse(octets), !header.isResponse else {
      self = .silence
      return
    }
    let parsed = try? Message.parse(octets)
    guard header.opcode == .query || header.opcode == .notify else {
      self = .reject(Reply(to: header, parsed?.edns, .notImplemented))
      return
    }
    guard let message = parsed, message.questions.count == 1 else {
      self = .reject(Reply(to: header, parsed?.edns, .formatError))
      return
    }
    let question = message.questions[0]
    // RFC 6891 §6.1.3: the version is looked at before anything that it could change.
    if let edns = message.edns, edns.version > 0 {
      self = .reject(Reply(to: message, .badVersion))
    } else if header.opcode == .notify {
      // RFC 1996 §3.10: nobody is a primary of ours.
      self = .reject(Reply(to: message, .refused))
    } else if message.additionals.contains(where: { $0.type == .tsig }) {
      // RFC 8945 §5.2.1: there is no key that could be known.
      self = .reject(Reply(to: message, .notAuthoritative))
    } else if question.recordClass != .internet {
      self = .reject(Reply(to: message, .refused, .outsideClass))
    } else {
      self = Self.receive(message, question)
    }
  }

  private static func receive(_ message: Message, _ question: Question) -> Reception {
    switch question.type {
    case .opt:
      .reject(Reply(to: message, .formatError))
    case .axfr, .ixfr:
      .reject(Reply(to: message, .refused, .noTransfer))
    case .tsig, tkey, mailb, maila:
      .reject(Reply(to: message, .notImplemented))
    default:
      .query(message, question)
    }
  }

  /// Types of requests that nobody asks of a server of names any more, or of this one.
  private static let tkey = RecordType(rawValue: 249)
  private static let mailb = RecordType(rawValue: 253)
  private static let maila = RecordType(rawValue: 254)
}
