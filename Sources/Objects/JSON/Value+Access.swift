/// A value as what it is expected to be: nil where it is something else.
extension Value {
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  package var array: [Value]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var object: [String: Value]? {
    if case .object(let fields) = self { fields } else { nil }
  }

  package var isNull: Bool { self == .null }

  /// A field of an object; nil for anything else.
  package subscript(key: String) -> Value? { object?[key] }

  /// An element of an array; nil for anything else and beyond its end.
  package subscript(index: Int) -> Value? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// The value at a path, fields and map keys alike.
  package subscript(path: FieldPath) -> Value? {
    var value: Value? = self
    for component in path.components {
      switch component {
      case .field(let name), .key(let name): value = value?[name]
      case .index(let index): value = value?[index]
      }
    }
    return value
  }
}

/// For tables of tests and small constants; JSON's null is `.null` and not nil.
extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .string(text) }
  package init(integerLiteral number: Int64) { self = .integer(number) }
  package init(booleanLiteral flag: Bool) { self = .bool(flag) }
  package init(arrayLiteral elements: Value...) { self = .array(elements) }
  package init(dictionaryLiteral fields: (String, Value)...) {
    self = .object(Dictionary(fields) { $1 })
  }
}
