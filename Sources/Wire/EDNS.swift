/// What the OPT record says about a message (RFC 6891 §6.1).
///
/// The owner is the root, the class the payload size, the TTL this:
///
///        0  1  2  3  4  5  6  7  8  9  0  1  2  3  4  5
///     +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
///     | high bits of RCODE    |        VERSION        |
///     +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
///     |DO|                     Z                      |
///     +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
///
/// Z is ignored when parsed and zero when composed (§6.1.4).
package struct EDNS: Hashable, Sendable {
  /// The longest UDP message that the sender takes, as it came: values below 512 mean 512 (§6.2.3).
  package var payloadSize: UInt16
  package var version: UInt8
  package var dnssecOK: Bool
  /// The high eight bits of the response code; `Message.responseCode` is the whole code.
  package var extendedResponseCode: UInt8
  package var options: [EDNSOption]

  package init(
    payloadSize: UInt16 = 1232, version: UInt8 = 0, dnssecOK: Bool = false,
    extendedResponseCode: UInt8 = 0, options: [EDNSOption] = []
  ) {
    self.payloadSize = payloadSize
    self.version = version
    self.dnssecOK = dnssecOK
    self.extendedResponseCode = extendedResponseCode
    self.options = options
  }
}

/// One option, its octets unread (RFC 6891 §6.1.2).
package struct EDNSOption: Hashable, Sendable {
  package var code: OptionCode
  package var octets: [UInt8]

  package init(code: OptionCode, octets: [UInt8]) {
    self.code = code
    self.octets = octets
  }
}

extension EDNS {
  /// Reads an OPT record from behind its type on.
  init(_ reader: inout Reader) throws(MessageError) {
    payloadSize = try reader.uint16(.recordHead)
    extendedResponseCode = try reader.uint8(.recordHead)
    version = try reader.uint8(.recordHead)
    dnssecOK = try reader.uint16(.recordHead) & Self.dnssecOKBit != 0
    let length = Int(try reader.uint16(.recordHead))
    options = try reader.bounded(length, .data) { (reader) throws(MessageError) in
      var options: [EDNSOption] = []
      while reader.left > 0 {
        options.append(try EDNSOption(&reader))
      }
      return options
    }
  }

  /// Writes the whole record, its owner and type too.
  func write(to writer: inout Writer) throws(Writer.Full) {
    try writer.uint8(0)
    try writer.uint16(RecordType.opt.rawValue)
    try writer.uint16(payloadSize)
    try writer.uint8(extendedResponseCode)
    try writer.uint8(version)
    try writer.uint16(dnssecOK ? Self.dnssecOKBit : 0)
    try writer.lengthPrefixed { (writer) throws(Writer.Full) in
      for option in options {
        try option.write(to: &writer)
      }
    }
  }

  /// The octets of the whole OPT record.
  var size: Int {
    options.reduce(Self.sizeWithoutOptions) { $0 + 4 + $1.octets.count }
  }

  /// Root, type, class, TTL, data length.
  private static let sizeWithoutOptions = 11
  private static let dnssecOKBit: UInt16 = 0x8000
}

extension EDNSOption {
  init(_ reader: inout Reader) throws(MessageError) {
    code = OptionCode(rawValue: try reader.uint16(.option))
    let length = Int(try reader.uint16(.option))
    octets = Array(try reader.take(length, .option))
  }

  func write(to writer: inout Writer) throws(Writer.Full) {
    try writer.uint16(code.rawValue)
    try writer.lengthPrefixed { (writer) throws(Writer.Full) in
      try writer.append(octets)
    }
  }
}
