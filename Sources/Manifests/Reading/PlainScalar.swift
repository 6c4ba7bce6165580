import Objects

/// What an unquoted scalar means, as kubectl decides it: YAML 1.1 words for booleans (`yes`,
/// `off`, `n`), numbers in Go's bases (`0755`, `0o17`, `0x1F`, `0b11`, `1_000`), dates and base
/// 60 numbers as strings.
enum PlainScalar {
  static func resolve(_ text: String) throws(ScalarError) -> Value {
    if let word = words[text] { return word }
    guard let first = text.utf8.first, isNumberStart(first) else { return .string(text) }
    if specialNumbers.contains(text) { throw .notInJSON(text) }
    let digits = String(text.filter { $0 != "_" })
    if first == UInt8(ascii: ".") { return number(text) ?? .string(text) }
    return integer(digits) ?? number(digits) ?? .string(text)
  }

  /// A scalar with a tag of its own: `!!str 8080`, `!!int "5"`. Tags that YAML does not define
  /// mean nothing.
  static func resolve(_ text: String, tag: String) throws(ScalarError) -> Value {
    let prefix = "tag:yaml.org,2002:"
    guard tag.hasPrefix(prefix) else { return .string(text) }
    let value = tag == prefix + "str" ? Value.string(text) : try resolve(text)
    switch (String(tag.dropFirst(prefix.count)), value) {
    case ("bool", .bool), ("null", .null), ("int", .integer): return value
    // A float without a fraction is written as JSON writes it, like any other.
    case ("float", .integer), ("float", .number): return value
    case ("bool", _), ("null", _), ("int", _), ("float", _):
      throw .wrongTag(text, tag: "!!" + tag.dropFirst(prefix.count))
    default: return .string(text)
    }
  }

  /// The words of YAML 1.1, in the spellings that go-yaml knows: not `tRUE`.
  private static let words: [String: Value] = {
    var words: [String: Value] = [:]
    for text in ["", "~", "null", "Null", "NULL"] { words[text] = .null }
    for text in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] {
      words[text] = .bool(true)
    }
    for text in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] {
      words[text] = .bool(false)
    }
    return words
  }()

  /// Numbers to YAML, but nothing to JSON.
  private static let specialNumbers: Set<String> = [
    ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf",
    "-.INF",
  ]

  private static func isNumberStart(_ octet: UInt8) -> Bool {
    octet == UInt8(ascii: "+") || octet == UInt8(ascii: "-") || octet == UInt8(ascii: ".")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
  }

  /// A sign, then digits; a leading zero alone makes it octal, as in Go's `ParseInt` with base 0.
  private static func integer(_ text: String) -> Value? {
    var digits = text[...]
    let sign = digits.first == "-" ? "-" : ""
    if digits.first == "-" || digits.first == "+" { digits.removeFirst() }
    var radix = 10
    if digits.first == "0", digits.count > 1 {
      let prefixes: [Character: Int] = ["x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2]
      let prefixed = prefixes[digits.dropFirst().first ?? "0"]
      digits = digits.dropFirst(prefixed == nil ? 1 : 2)
      radix = prefixed ?? 8
    }
    guard let first = digits.first, first != "-", first != "+" else { return nil }
    if let value = Int64(sign + digits, radix: radix) { return .integer(value) }
    guard let value = UInt64(digits, radix: radix) else { return nil }
    return .number(JSONNumber(sign.isEmpty ? Double(value) : -Double(value)))
  }

  /// A decimal fraction or power; what is whole becomes an integer, as in the JSON that kubectl
  /// makes of it.
  private static func number(_ text: String) -> Value? {
    guard isDecimal(text), let value = Double(text.first == "+" ? String(text.dropFirst()) : text),
      value.isFinite
    else { return nil }
    return Int64(exactly: value).map(Value.integer) ?? .number(JSONNumber(value))
  }

  /// `-1`, `1.`, `.5`, `1e3`, `1.5E-2`: Swift's own parser takes more, `0x1p3` and `nan` among it.
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func dropDigits() -> Int {
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    func drop(_ characters: String) -> Bool {
      guard let first = rest.first, characters.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = drop("+-")
    var digits = dropDigits()
    if drop(".") { digits += dropDigits() }
    guard digits > 0 else { return false }
    if drop("eE") {
      _ = drop("+-")
      guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}

/// A scalar that has no meaning in JSON.
enum ScalarError: Error, Hashable, Sendable, CustomStringConvertible {
  case notInJSON(String)
  case wrongTag(String, tag: String)

  var description: String {
    switch self {
    case .notInJSON(let text): "\(text) is not a number that JSON has; quote it if text is meant"
    case .wrongTag(let text, let tag): "cannot decode `\(text)` as a \(tag)"
    }
  }
}
