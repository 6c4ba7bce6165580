/// Takes typed fields out of an object that the schema has passed; what nobody took is ``rest``.
struct FieldReader {
  private(set) var rest: [String: Value]

  init(_ value: Value?) { rest = value?.object ?? [:] }

  /// A field, once.
  mutating func take(_ key: String) -> Value? { rest.removeValue(forKey: key) }

  /// Missing is empty, as in Go.
  mutating func string(_ key: String) -> String { take(key)?.string ?? "" }

  /// Missing is false, as in Go.
  mutating func bool(_ key: String) -> Bool { take(key)?.bool ?? false }

  /// For pointers in Go, where missing is a value.
  mutating func optionalBool(_ key: String) -> Bool? { take(key)?.bool }

  mutating func int64(_ key: String) -> Int64? { take(key)?.integer }

  mutating func int32(_ key: String) -> Int32? {
    take(key)?.integer.map(Int32.init(truncatingIfNeeded:))
  }

  /// A time that cannot be read is missing; the schema has refused it before.
  mutating func timestamp(_ key: String) -> Timestamp? {
    take(key)?.string.flatMap(Timestamp.init(text:))
  }

  mutating func array(_ key: String) -> [Value] { take(key)?.array ?? [] }

  mutating func array<Element>(_ key: String, _ read: (Value) -> Element) -> [Element] {
    array(key).map(read)
  }

  mutating func strings(_ key: String) -> [String] { array(key).compactMap(\.string) }

  /// Missing is an object without fields.
  mutating func object(_ key: String) -> FieldReader { FieldReader(take(key)) }

  mutating func strings(in key: String) -> [String: String] {
    (take(key)?.object ?? [:]).compactMapValues(\.string)
  }
}

extension [String: Value] {
  /// A text that is a pointer in Go and a plain text here: the empty one is no value, and no default
  /// takes its place. It stays among the rest, for validation to find.
  mutating func keepEmpty(_ key: String, of value: Value?) {
    if value?[key] == "" { self[key] = "" }
  }
}
