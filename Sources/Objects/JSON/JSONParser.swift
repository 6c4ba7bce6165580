/// Why a text is not JSON (RFC 8259), and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Octets from the beginning of the text.
  package var offset: Int
  package var reason: String

  package var description: String { "\(reason) at octet \(offset)" }
}

extension Value {
  /// Reads one JSON text, strictly by RFC 8259: UTF-8, no comments, nothing behind the value.
  ///
  /// Of a key that comes twice the last counts, as with Go's decoder.
  package static func parse(json octets: [UInt8]) throws(JSONError) -> Value {
    var duplicates: [FieldPath] = []
    return try parse(json: octets, duplicates: &duplicates)
  }

  package static func parse(json text: String) throws(JSONError) -> Value {
    try parse(json: Array(text.utf8))
  }

  /// Also tells which keys came twice in their object.
  package static func parse(json octets: [UInt8], duplicates: inout [FieldPath])
    throws(JSONError) -> Value
  {
    var parser = JSONParser(octets: octets)
    let value = try parser.document()
    duplicates = parser.duplicates
    return value
  }
}

/// A recursive descent over octets. Errors have the words of Go's decoder, which are the API's.
struct JSONParser {
  /// Deep enough for any object, shallow enough for any thread's stack.
  static let depthLimit = 512

  let octets: [UInt8]
  var position = 0
  private var depth = 0
  private(set) var duplicates: [FieldPath] = []

  init(octets: [UInt8]) { self.octets = octets }

  /// One value, and nothing but white space around it.
  mutating func document() throws(JSONError) -> Value {
    let value = try value()
    skipWhiteSpace()
    guard position == octets.count else { throw unexpected("after top-level value") }
    return value
  }

  private mutating func value() throws(JSONError) -> Value {
    skipWhiteSpace()
    // No value begins with NUL, so it can stand for the end of the text.
    switch peek ?? 0 {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw unexpected("looking for beginning of value")
    }
  }

  /// The only place where the depth grows.
  private mutating func nested(_ body: (inout JSONParser) throws(JSONError) -> Value)
    throws(JSONError) -> Value
  {
    guard depth < Self.depthLimit else {
      throw JSONError(offset: position, reason: "exceeded max depth of \(Self.depthLimit)")
    }
    depth += 1
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  /// RFC 8259 §4. Keys may come in any order, and twice.
  private mutating func object() throws(JSONError) -> Value {
    var fields: [String: Value] = [:]
    skipWhiteSpace()
    if skip(UInt8(ascii: "}")) { return .object(fields) }
    while true {
      skipWhiteSpace()
      guard peek == UInt8(ascii: "\"") else {
        throw unexpected("looking for beginning of object key string")
      }
      let key = try string()
      skipWhiteSpace()
      guard skip(UInt8(ascii: ":")) else { throw unexpected("after object key") }
      let known = duplicates.count
      let value = try value()
      locate(from: known, below: .field(key))
      if fields.updateValue(value, forKey: key) != nil { duplicates.append(FieldPath(key)) }
      skipWhiteSpace()
      if skip(UInt8(ascii: "}")) { return .object(fields) }
      guard skip(UInt8(ascii: ",")) else { throw unexpected("after object key:value pair") }
    }
  }

  /// RFC 8259 §5.
  private mutating func array() throws(JSONError) -> Value {
    var elements: [Value] = []
    skipWhiteSpace()
    if skip(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      let known = duplicates.count
      elements.append(try value())
      locate(from: known, below: .index(elements.count - 1))
      skipWhiteSpace()
      if skip(UInt8(ascii: "]")) { return .array(elements) }
      guard skip(UInt8(ascii: ",")) else { throw unexpected("after array element") }
    }
  }

  /// Duplicates found while a member was read get that member in front of their path.
  private mutating func locate(from first: Int, below component: FieldPath.Component) {
    for index in first..<duplicates.count {
      duplicates[index].components.insert(component, at: 0)
    }
  }

  private mutating func word(_ text: StaticString, _ value: Value) throws(JSONError) -> Value {
    for octet in "\(text)".utf8 {
      guard skip(octet) else { throw unexpected("in literal \(text)") }
    }
    return value
  }

  var peek: UInt8? { position < octets.count ? octets[position] : nil }

  mutating func skip(_ octet: UInt8) -> Bool {
    guard peek == octet else { return false }
    position += 1
    return true
  }

  private mutating func skipWhiteSpace() {
    while let octet = peek, octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09 {
      position += 1
    }
  }

  /// What stands where something else should, or the end of the text.
  func unexpected(_ place: String) -> JSONError {
    guard let octet = peek else {
      return JSONError(offset: position, reason: "unexpected end of JSON input")
    }
    let character = (0x20..<0x7F).contains(octet) ? "\(Unicode.Scalar(octet))" : hex(octet)
    return JSONError(offset: position, reason: "invalid character '\(character)' \(place)")
  }

  private func hex(_ octet: UInt8) -> String {
    #"\x"# + (octet < 16 ? "0" : "") + String(octet, radix: 16)
  }
}
