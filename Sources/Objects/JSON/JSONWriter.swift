/// Composes JSON with sorted keys: compact, or as Go's `MarshalIndent` does with a line for each
/// field and element.
struct JSONWriter {
  let escapingHTML: Bool
  /// Spaces a level; 0: compact.
  let indentation: Int
  private(set) var octets: [UInt8] = []
  private var level = 0

  init(escapingHTML: Bool, indentation: Int = 0) {
    self.escapingHTML = escapingHTML
    self.indentation = indentation
  }

  mutating func write(_ value: Value) {
    switch value {
    case .null: octets += "null".utf8
    case .bool(let flag): octets += (flag ? "true" : "false").utf8
    case .integer(let number): octets += String(number).utf8
    case .number(let number): octets += number.value.goText.utf8
    case .string(let string): write(string)
    case .array(let elements):
      open(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        beginPart(isFirst: index == 0)
        write(element)
      }
      close(UInt8(ascii: "]"), isEmpty: elements.isEmpty)
    case .object(let fields):
      open(UInt8(ascii: "{"))
      for (index, field) in fields.sorted(by: Self.isOrdered).enumerated() {
        beginPart(isFirst: index == 0)
        write(field.key)
        octets.append(UInt8(ascii: ":"))
        if indentation > 0 { octets.append(UInt8(ascii: " ")) }
        write(field.value)
      }
      close(UInt8(ascii: "}"), isEmpty: fields.isEmpty)
    }
  }

  private mutating func open(_ bracket: UInt8) {
    octets.append(bracket)
    level += 1
  }

  private mutating func beginPart(isFirst: Bool) {
    if !isFirst { octets.append(UInt8(ascii: ",")) }
    breakLine()
  }

  /// Nothing stands between the brackets of what is empty.
  private mutating func close(_ bracket: UInt8, isEmpty: Bool) {
    level -= 1
    if !isEmpty { breakLine() }
    octets.append(bracket)
  }

  private mutating func breakLine() {
    guard indentation > 0 else { return }
    octets.append(UInt8(ascii: "\n"))
    octets += repeatElement(UInt8(ascii: " "), count: level * indentation)
  }

  /// Go sorts octets; Swift's `<` on strings goes by canonical equivalence.
  private static func isOrdered(
    _ a: Dictionary<String, Value>.Element, _ b: Dictionary<String, Value>.Element
  ) -> Bool {
    a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
  }

  /// Everything but quotes, backslashes and controls stands for itself.
  private mutating func write(_ string: String) {
    octets.append(UInt8(ascii: "\""))
    for octet in string.utf8 {
      switch octet {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        octets.append(UInt8(ascii: "\\"))
        octets.append(octet)
      case 0..<0x20: escape(control: octet)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        if escapingHTML { escape(UInt16(octet)) } else { octets.append(octet) }
      case 0xA8, 0xA9:
        octets.append(octet)
        escapeLineSeparator(last: octet)
      default: octets.append(octet)
      }
    }
    octets.append(UInt8(ascii: "\""))
  }

  private mutating func escape(control octet: UInt8) {
    switch octet {
    case 0x08: octets += #"\b"#.utf8
    case 0x09: octets += #"\t"#.utf8
    case 0x0A: octets += #"\n"#.utf8
    case 0x0C: octets += #"\f"#.utf8
    case 0x0D: octets += #"\r"#.utf8
    default: escape(UInt16(octet))
    }
  }

  private mutating func escape(_ unit: UInt16) {
    octets += #"\u"#.utf8
    for shift in [12, 8, 4, 0] { octets.append(Self.digits[Int(unit >> UInt16(shift) & 15)]) }
  }

  /// U+2028 and U+2029 end lines in JavaScript, so Go escapes them; their last octet alone is
  /// common.
  private mutating func escapeLineSeparator(last: UInt8) {
    guard octets.suffix(3).elementsEqual([0xE2, 0x80, last]) else { return }
    octets.removeLast(3)
    escape(0x2000 | UInt16(last & 0x3F))
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
