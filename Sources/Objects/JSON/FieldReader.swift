/// Takes typed fields out of an object that the schema has passed; what nobody took is ``rest``.
struct FieldReader {
  private(set) var rest: [String: Value]

  init(_ value: Value?) { rest = value?.object ?? [:] }

  mutating func take(_ key: String) -> Value? { rest.removeValue(forKey: key) }

  mutating func string(_ key: String) -> String { take(key)?.string ?? "" }

  mutating func bool(_ key: String) -> Bool { take(key)?.bool ?? false }

  mutating func optionalBool(_ key: String) -> Bool? { take(key)?.bool }

  mutating func int64(_ key: String) -> Int64? { take(key)?.integer }

  mutating func int32(_ key: String) -> Int32? {
    take(key)?.integer.map(Int32.init(truncatingIfNeeded:))
  }

  mutating func timestamp(_ key: String) -> Timestamp? {
    take(key)?.string.flatMap(Timestamp.init(text:))
  }

  mutating func array(_ key: String) -> [Value] { take(key)?.array ?? [] }

  mutating func array<Element>(_ key: String, _ read: (Value) -> Element) -> [Element] {
    array(key).map(read)
  }

  mutating func strings(_ key: String) -> [String] { array(key).compactMap(\.string) }

  mutating func object(_ key: String) -> FieldReader { FieldReader(take(key)) }

  mutating func strings(in key: String) -> [String: String] {
    (take(key)?.object ?? [:]).compactMapValues(\.string)
  }
}
