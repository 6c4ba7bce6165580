extension DomainName {
  /// Parses the presentation form (RFC 1035 §5.1): labels between dots, the final dot optional.
  ///
  /// `\.` is a dot inside a label, `\X` the character X, `\DDD` the octet of that decimal value.
  /// Other octets, also those above 127, stand for themselves.
  public init(_ text: String) throws(DomainNameError) {
    guard !text.isEmpty else { throw .emptyText }
    guard text != "." else {
      self = .root
      return
    }
    var builder = WireBuilder(text: text)
    var octets = text.utf8.makeIterator()
    while let octet = octets.next() {
      switch octet {
      case .dot: try builder.endLabel()
      case .backslash: try builder.append(Self.parseEscape(&octets, of: text))
      default: builder.append(octet)
      }
    }
    self.init(validatedWire: try builder.finish())
  }

  /// Reads what follows a backslash.
  private static func parseEscape(
    _ octets: inout String.UTF8View.Iterator, of text: String
  ) throws(DomainNameError) -> UInt8 {
    guard let first = octets.next() else { throw .malformedEscape(found: text) }
    guard first.isDigit else { return first }
    guard let second = octets.next(), let third = octets.next(), second.isDigit, third.isDigit
    else { throw .malformedEscape(found: text) }
    let value = Int(first - 0x30) * 100 + Int(second - 0x30) * 10 + Int(third - 0x30)
    guard value <= 255 else { throw .malformedEscape(found: text) }
    return UInt8(value)
  }

  /// The presentation form without the final dot; `.` for the root.
  public var relativeText: String {
    let text = description
    return text.utf8.count == 1 ? text : String(text.dropLast())
  }
}

extension DomainName: CustomStringConvertible {
  /// The presentation form with its final dot, with escapes where another reader would not see the
  /// same octets.
  public var description: String {
    guard wire[0] != 0 else { return "." }
    var text: [UInt8] = []
    text.reserveCapacity(wire.count)
    for label in labels {
      for octet in label {
        switch octet {
        case .dot, .backslash, UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "@"),
          UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: ")"):
          text += [.backslash, octet]
        case 0x21...0x7E:
          text.append(octet)
        default:
          text += [.backslash, 0x30 + octet / 100, 0x30 + octet / 10 % 10, 0x30 + octet % 10]
        }
      }
      text.append(.dot)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// A wire form that grows label by label; the length octet of the open label is filled in when it
/// ends.
private struct WireBuilder {
  let text: String
  private var wire: [UInt8] = [0]
  private var lengthIndex = 0

  init(text: String) {
    self.text = text
    wire.reserveCapacity(text.utf8.count + 2)
  }

  mutating func append(_ octet: UInt8) {
    wire.append(octet)
  }

  mutating func endLabel() throws(DomainNameError) {
    let length = wire.count - lengthIndex - 1
    guard length > 0 else { throw .emptyLabel(found: text) }
    guard length <= DomainName.longestLabel else {
      let label = String(decoding: wire[(lengthIndex + 1)...], as: UTF8.self)
      throw .labelTooLong(found: length, label: label)
    }
    wire[lengthIndex] = UInt8(length)
    lengthIndex = wire.count
    wire.append(0)
  }

  /// Ends the last label, unless a final dot has, and gives the whole name.
  mutating func finish() throws(DomainNameError) -> [UInt8] {
    if lengthIndex != wire.count - 1 { try endLabel() }
    guard wire.count <= DomainName.longestWire else { throw .nameTooLong(found: wire.count) }
    return wire
  }
}
