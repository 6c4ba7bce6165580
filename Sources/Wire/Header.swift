/// The first four octets of a message: whose it is, and how it is meant (RFC 1035 §4.1.1, with AD
/// and CD of RFC 4035 §3.2).
///
///       0  1  2  3  4  5  6  7  8  9  0  1  2  3  4  5
///     +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
///     |                      ID                       |
///     +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
///     |QR|   Opcode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |
///     +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
///
/// Z is ignored when parsed and zero when composed.
package struct Header: Hashable, Sendable {
  package var id: UInt16
  package var isResponse = false
  package var opcode = Opcode.query
  package var authoritative = false
  package var truncated = false
  package var recursionDesired = false
  package var recursionAvailable = false
  package var authenticData = false
  package var checkingDisabled = false
  /// The low four bits only; `Message.responseCode` is the whole code.
  package var responseCode = ResponseCode.noError

  /// Octets of a header with its four counts.
  package static let size = 12

  package init(id: UInt16 = 0) {
    self.id = id
  }
}

extension Header {
  /// Reads the header alone: what a reply to a message needs that is broken further on. Fails only
  /// where there are fewer than twelve octets.
  package static func parse(_ octets: [UInt8]) throws(MessageError) -> Header {
    var reader = Reader(message: octets)
    let header = try Header(&reader)
    _ = try SectionCounts(&reader)
    return header
  }

  init(_ reader: inout Reader) throws(MessageError) {
    guard reader.left >= Header.size else {
      throw reader.error(.cutShort(needed: Header.size, left: reader.left), .header)
    }
    self.init(id: try reader.uint16(.header))
    let flags = try reader.uint16(.header)
    isResponse = flags & Self.isResponseBit != 0
    opcode = Opcode(rawValue: UInt8(flags >> 11 & 0xF))
    authoritative = flags & Self.authoritativeBit != 0
    truncated = flags & Self.truncatedBit != 0
    recursionDesired = flags & Self.recursionDesiredBit != 0
    recursionAvailable = flags & Self.recursionAvailableBit != 0
    authenticData = flags & Self.authenticDataBit != 0
    checkingDisabled = flags & Self.checkingDisabledBit != 0
    responseCode = ResponseCode(rawValue: flags & 0xF)
  }

  /// The second 16 bits of the message.
  var flags: UInt16 {
    precondition(opcode.rawValue < 16, "An opcode has four bits.")
    precondition(
      responseCode.rawValue < 16,
      "The header holds four bits of a response code: set Message.responseCode instead.")
    var flags = UInt16(opcode.rawValue) << 11 | responseCode.rawValue
    if isResponse { flags |= Self.isResponseBit }
    if authoritative { flags |= Self.authoritativeBit }
    if truncated { flags |= Self.truncatedBit }
    if recursionDesired { flags |= Self.recursionDesiredBit }
    if recursionAvailable { flags |= Self.recursionAvailableBit }
    if authenticData { flags |= Self.authenticDataBit }
    if checkingDisabled { flags |= Self.checkingDisabledBit }
    return flags
  }

  private static let isResponseBit: UInt16 = 0x8000
  private static let authoritativeBit: UInt16 = 0x0400
  private static let truncatedBit: UInt16 = 0x0200
  private static let recursionDesiredBit: UInt16 = 0x0100
  private static let recursionAvailableBit: UInt16 = 0x0080
  private static let authenticDataBit: UInt16 = 0x0020
  private static let checkingDisabledBit: UInt16 = 0x0010
}

/// How many entries each section says it has: the other eight octets of the header.
package struct SectionCounts: Hashable, Sendable {
  package var questions: UInt16 = 0
  package var answers: UInt16 = 0
  package var authorities: UInt16 = 0
  package var additionals: UInt16 = 0

  init() {}

  package static func parse(_ octets: [UInt8]) throws(MessageError) -> SectionCounts {
    var reader = Reader(message: octets)
    _ = try Header(&reader)
    return try SectionCounts(&reader)
  }

  init(_ reader: inout Reader) throws(MessageError) {
    questions = try reader.uint16(.header)
    answers = try reader.uint16(.header)
    authorities = try reader.uint16(.header)
    additionals = try reader.uint16(.header)
  }
}
