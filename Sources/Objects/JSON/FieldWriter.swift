/// Puts typed fields into an object and leaves out what is empty, as Go's `omitempty` does.
struct FieldWriter {
  private var fields: [String: Value]

  init(_ rest: [String: Value] = [:]) { fields = rest }

  var value: Value { .object(fields) }
  var isEmpty: Bool { fields.isEmpty }

  /// Kept even when empty; nil is left out.
  mutating func put(_ key: String, _ value: Value?) { if let value { fields[key] = value } }

  /// Left out when empty.
  mutating func put(_ key: String, _ text: String) {
    if !text.isEmpty { fields[key] = .string(text) }
  }

  /// Left out when false.
  mutating func put(_ key: String, _ flag: Bool) { if flag { fields[key] = .bool(true) } }

  mutating func put(optional key: String, _ flag: Bool?) { put(key, flag.map(Value.bool)) }

  /// Left out when zero.
  mutating func put(_ key: String, _ number: some BinaryInteger) {
    if number != 0 { fields[key] = .integer(Int64(number)) }
  }

  /// A pointer in Go: zero is a value there.
  mutating func put<Number: BinaryInteger>(optional key: String, _ number: Number?) {
    put(key, number.map { .integer(Int64($0)) })
  }

  /// In whole seconds.
  mutating func put(_ key: String, _ moment: Timestamp?) {
    put(key, moment.map { .string($0.description) })
  }

  mutating func put(_ key: String, _ elements: [Value]) {
    if !elements.isEmpty { fields[key] = .array(elements) }
  }

  mutating func put(_ key: String, _ texts: [String]) { put(key, texts.map(Value.string)) }

  mutating func put(_ key: String, _ map: [String: String]) {
    if !map.isEmpty { fields[key] = .object(map.mapValues(Value.string)) }
  }
}
