/// Strings and numbers (RFC 8259 §6, §7).
extension JSONParser {
  /// Runs between escapes are copied whole.
  mutating func string() throws(JSONError) -> String {
    position += 1
    var run = position
    var text = ""
    while let octet = peek {
      switch octet {
      case UInt8(ascii: "\""):
        text += try valid(run..<position)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += try valid(run..<position)
        position += 1
        text.unicodeScalars.append(try escape())
        run = position
      case 0..<0x20: throw unexpected("in string literal")
      default: position += 1
      }
    }
    throw unexpected("")
  }

  /// RFC 8259 §8.1: UTF-8, and no surrogates or overlong forms in it.
  private func valid(_ range: Range<Int>) throws(JSONError) -> String {
    guard let text = String(validating: octets[range], as: UTF8.self) else {
      throw JSONError(offset: range.lowerBound, reason: "invalid UTF-8 in string literal")
    }
    return text
  }

  /// RFC 8259 §7: eight letters and `\\u`.
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let octet = peek
    switch octet {
    case UInt8(ascii: "u"):
      position += 1
      return try escapedScalar()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      position += 1
      return Unicode.Scalar(octet!)
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"):
      position += 1
      let scalars: [UInt8: Unicode.Scalar] = [
        0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
      ]
      return scalars[octet!]!
    default: throw unexpected("in string escape code")
    }
  }

  /// UTF-16 with surrogate pairs; half a pair becomes U+FFFD, as Go's decoder has it.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let next = position
    if unit < 0xDC00, skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) {
      let low = try codeUnit()
      if (0xDC00...0xDFFF).contains(low) {
        return Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))!
      }
    }
    position = next
    return "\u{FFFD}"
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let octet = peek, let digit = Unicode.Scalar(octet).hexDigit else {
        throw unexpected(#"in \u hexadecimal character escape"#)
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  /// RFC 8259 §6. Whole numbers of 64 bits stay whole; others become a floating point number.
  mutating func number() throws(JSONError) -> Value {
    let start = position
    _ = skip(UInt8(ascii: "-"))
    if !skip(UInt8(ascii: "0")) { try digits("in numeric literal") }
    var isWhole = true
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      try digits("after decimal point in numeric literal")
    }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      isWhole = false
      _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
      try digits("in exponent of numeric literal")
    }
    let text = String(decoding: octets[start..<position], as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    guard let number = JSONNumber(text) else {
      throw JSONError(offset: start, reason: "number \(text) is out of range")
    }
    return .number(number)
  }

  private mutating func digits(_ place: String) throws(JSONError) {
    guard let octet = peek, (0x30...0x39).contains(octet) else { throw unexpected(place) }
    while let octet = peek, (0x30...0x39).contains(octet) { position += 1 }
  }
}

extension Unicode.Scalar {
  fileprivate var hexDigit: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }
}
