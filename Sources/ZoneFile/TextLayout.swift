import ClusterNames
import Wire

/// The text form of types that are octets everywhere else: which fields there are, and how each is
/// written. It works both ways.
struct TextLayout {
  enum Part {
    case uint8
    case uint16
    case name
    case characterString
    /// One to all of the rest.
    case characterStrings
    /// CAA's tag: a short string, never quoted (RFC 8659 §4.1).
    case tag
    /// One string of any length, without a length octet (RFC 8659 §4.1.1, RFC 7553 §4.4).
    case text
    case hexadecimal
  }

  let parts: [Part]

  /// Nil for types whose data have no text form here.
  static func of(_ type: RecordType, recordClass: RecordClass) -> TextLayout? {
    layouts[type.rawValue].map(TextLayout.init(parts:))
  }

  private static let layouts: [UInt16: [Part]] = [
    13: [.characterString, .characterString],  // HINFO, RFC 1035 §3.3.2
    14: [.name, .name],  // MINFO, §3.3.7
    15: [.uint16, .name],  // MX, §3.3.9
    17: [.name, .name],  // RP, RFC 1183 §2.2
    18: [.uint16, .name],  // AFSDB, RFC 1183 §1
    35: [.uint16, .uint16, .characterString, .characterString, .characterString, .name],  // NAPTR
    36: [.uint16, .name],  // KX, RFC 2230 §3.1
    39: [.name],  // DNAME, RFC 6672 §2.1
    43: [.uint16, .uint8, .uint8, .hexadecimal],  // DS, RFC 4034 §5.3
    44: [.uint8, .uint8, .hexadecimal],  // SSHFP, RFC 4255 §3.2
    52: [.uint8, .uint8, .uint8, .hexadecimal],  // TLSA, RFC 6698 §2.2
    53: [.uint8, .uint8, .uint8, .hexadecimal],  // SMIMEA, RFC 8162 §2
    99: [.characterStrings],  // SPF, RFC 4408 §3.1.1
    256: [.uint16, .uint16, .text],  // URI, RFC 7553 §4
    257: [.uint8, .tag, .text],  // CAA, RFC 8659 §4.1
  ]
}

extension TextLayout {
  /// Reads the fields and puts their octets together.
  func parse(_ fields: inout Fields) throws(Fault) -> [UInt8] {
    var data: [UInt8] = []
    for part in parts {
      switch part {
      case .uint8:
        data.append(try fields.number("number"))
      case .uint16:
        let value: UInt16 = try fields.number("number")
        data += [UInt8(value >> 8), UInt8(value & 0xFF)]
      case .name:
        data += try fields.name("name").wire
      case .characterString:
        data += Self.prefixed(try fields.characterString("string"))
      case .characterStrings:
        data += try fields.characterStrings("string").flatMap(Self.prefixed)
      case .tag:
        let token = try fields.word("tag")
        guard token.range.count <= 255, fields.octets[token.range].allSatisfy(\.isAlphanumeric)
        else { throw fields.fault(token, "is no tag; allowed are letters and digits") }
        data += Self.prefixed(Array(fields.octets[token.range]))
      case .text:
        data += try fields.unescaped(try fields.take("text"))
      case .hexadecimal:
        data += try fields.hexadecimal("data")
      }
    }
    return data
  }

  /// The text of data; nil where they are not what the type says.
  func compose(_ data: [UInt8]) -> String? {
    var rest = data[...]
    var texts: [String] = []
    for part in parts {
      guard let text = Self.compose(part, &rest) else { return nil }
      texts.append(text)
    }
    return rest.isEmpty ? texts.joined(separator: " ") : nil
  }

  /// The text of the next part, which is taken off `rest`; nil where `rest` does not hold one.
  private static func compose(_ part: Part, _ rest: inout ArraySlice<UInt8>) -> String? {
    switch part {
    case .uint8:
      return rest.popFirst().map { "\($0)" }
    case .uint16:
      guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
      return "\(UInt16(high) << 8 | UInt16(low))"
    case .name:
      return popName(&rest).map(masterText)
    case .characterString:
      return popString(&rest).map(quoted)
    case .characterStrings:
      var texts: [String] = []
      repeat {
        guard let string = popString(&rest) else { return nil }
        texts.append(quoted(string))
      } while !rest.isEmpty
      return texts.joined(separator: " ")
    case .tag:
      guard let tag = popString(&rest), !tag.isEmpty, tag.allSatisfy(\.isAlphanumeric) else {
        return nil
      }
      return String(decoding: tag, as: UTF8.self)
    case .text:
      defer { rest = [] }
      return quoted(rest)
    case .hexadecimal:
      // Text has no way to say that there is none.
      guard !rest.isEmpty else { return nil }
      defer { rest = [] }
      return hexadecimal(rest)
    }
  }

  /// A character-string on the wire (RFC 1035 §3.3).
  private static func prefixed(_ string: [UInt8]) -> [UInt8] {
    [UInt8(string.count)] + string
  }

  private static func popString(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let count = rest.popFirst(), rest.count >= Int(count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  /// An uncompressed name.
  private static func popName(_ rest: inout ArraySlice<UInt8>) -> DomainName? {
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] != 0, rest[end] <= DomainName.longestLabel {
      end += 1 + Int(rest[end])
    }
    guard end < rest.endIndex, let name = try? DomainName(wire: rest[...end]) else { return nil }
    rest = rest[(end + 1)...]
    return name
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) }
}
