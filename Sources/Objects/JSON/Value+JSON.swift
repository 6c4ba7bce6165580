extension Value: CustomStringConvertible {
  package var description: String { json() }

  /// Compact JSON with sorted keys, the form that Go's encoder gives to maps.
  ///
  /// - Parameter escapingHTML: writes `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`, which is
  ///   what Go does by default and what revision hashes are made of.
  package func json(escapingHTML: Bool = false) -> String {
    var writer = JSONWriter(escapingHTML: escapingHTML)
    writer.write(self)
    return writer.text
  }

  /// As Kubernetes prints a value in an error: texts as Go's `%q`, the rest as JSON.
  package var quoted: String {
    guard case .string(let text) = self else { return json(escapingHTML: true) }
    var quoted = "\""
    for scalar in text.unicodeScalars { quoted += Self.goEscape(scalar) }
    return quoted + "\""
  }

  private static func goEscape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return #"\""#
    case "\\": return #"\\"#
    case "\u{7}": return #"\a"#
    case "\u{8}": return #"\b"#
    case "\u{C}": return #"\f"#
    case "\n": return #"\n"#
    case "\r": return #"\r"#
    case "\t": return #"\t"#
    case "\u{B}": return #"\v"#
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      break
    case .spaceSeparator where scalar != " ": break
    default: return String(scalar)
    }
    let hex = String(scalar.value, radix: 16)
    let (prefix, width) =
      scalar.value < 0x80 ? (#"\x"#, 2) : scalar.value < 0x10000 ? (#"\u"#, 4) : (#"\U"#, 8)
    return prefix + String(repeating: "0", count: width - hex.count) + hex
  }
}

private struct JSONWriter {
  let escapingHTML: Bool
  var text = ""

  init(escapingHTML: Bool) { self.escapingHTML = escapingHTML }

  mutating func write(_ value: Value) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += number.goText
    case .string(let string): write(string)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        write(element)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      for (index, field) in fields.sorted(by: { Self.isOrdered($0.key, $1.key) }).enumerated() {
        if index > 0 { text += "," }
        write(field.key)
        text += ":"
        write(field.value)
      }
      text += "}"
    }
  }

  /// Go sorts octets; Swift's `<` on strings sorts by canonical equivalence.
  private static func isOrdered(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += #"\""#
      case "\\": text += #"\\"#
      case "\n": text += #"\n"#
      case "\r": text += #"\r"#
      case "\t": text += #"\t"#
      case "\u{8}": text += #"\b"#
      case "\u{C}": text += #"\f"#
      case "<" where escapingHTML: text += #"\u003c"#
      case ">" where escapingHTML: text += #"\u003e"#
      case "&" where escapingHTML: text += #"\u0026"#
      case "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        text += #"\u"# + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension Double {
  /// As Go's encoder prints a float: no exponent from 1e-6 up to 1e21, `1e-7` and not `1e-07`.
  var goText: String {
    precondition(isFinite, "JSON has no infinite numbers")
    let description = description
    let parts = description.split(separator: "e")
    let sign = description.hasPrefix("-") ? "-" : ""
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".").map(String.init)
    var digits = mantissa.joined()
    var point = mantissa[0].count + (parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    while digits.count > 1, digits.hasPrefix("0") {
      digits.removeFirst()
      point -= 1
    }
    if digits == "0" { return sign + "0" }
    if magnitude < 1e-6 || magnitude >= 1e21 {
      let fraction = digits.dropFirst()
      let exponent = point - 1
      return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
        + (exponent < 0 ? "e-" : "e+") + String(exponent.magnitude)
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
      return sign + digits + String(repeating: "0", count: point - digits.count)
    }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
