extension Value: CustomStringConvertible {
  package var description: String { json() }

  /// Compact JSON with sorted keys, the form that Go's encoder gives to maps.
  ///
  /// - Parameter escapingHTML: writes `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`, which is
  ///   what Go does by default and what revision hashes are made of.
  package func json(escapingHTML: Bool = false) -> String {
    String(decoding: jsonOctets(escapingHTML: escapingHTML), as: UTF8.self)
  }

  /// The same in UTF-8, as it goes to a socket or a hash.
  ///
  /// - Parameter indentation: spaces a level, for people; 0 for compact JSON.
  package func jsonOctets(escapingHTML: Bool = false, indentation: Int = 0) -> [UInt8] {
    var writer = JSONWriter(escapingHTML: escapingHTML, indentation: indentation)
    writer.write(self)
    return writer.octets
  }

  /// JSON for people: sorted keys, four spaces a level, as kubectl prints it.
  package var indentedJSON: String {
    String(decoding: jsonOctets(indentation: 4), as: UTF8.self)
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
