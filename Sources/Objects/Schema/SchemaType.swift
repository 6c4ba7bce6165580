/// What a field of the schema holds.
struct FieldShape: Hashable, Sendable {
  /// What a value is, or what a list's or map's members are.
  enum Element: Hashable, Sendable {
    case string, bool, int32, int64, octets, time, microTime, quantity, integerOrString, anything
    case type(String)
  }

  /// How many: one, a list, or a map from texts.
  enum Container: Hashable, Sendable { case one, list, map }

  var container: Container
  var element: Element
  /// Zero and empty are values here: a pointer in Go, or a field without `omitempty`.
  var keepsZero: Bool
  /// Printed even when nobody wrote it: a struct as empty, a time as null.
  var isAlwaysPrinted: Bool

  /// Of a word like `[s`, `i!` or `{q`.
  init(_ word: Substring.UTF8View) {
    var word = word
    isAlwaysPrinted = word.last == UInt8(ascii: "+")
    keepsZero = isAlwaysPrinted || word.last == UInt8(ascii: "!")
    if keepsZero { word.removeLast() }
    switch word.first {
    case UInt8(ascii: "["): container = .list
    case UInt8(ascii: "{"): container = .map
    default: container = .one
    }
    if container != .one { word.removeFirst() }
    element = Self.scalar(word) ?? .type(String(Substring(word)))
  }

  /// An object of a struct's type.
  init(type: String) {
    (container, element, keepsZero, isAlwaysPrinted) = (.one, .type(type), false, false)
  }

  /// The shape of what the list or map holds.
  var member: FieldShape {
    var shape = self
    shape.container = .one
    shape.keepsZero = true
    return shape
  }

  /// The letters of ``SchemaText``; nil for the name of a type.
  private static func scalar(_ word: Substring.UTF8View) -> Element? {
    guard let letter = word.first, word.dropFirst().isEmpty else { return nil }
    switch Unicode.Scalar(letter) {
    case "s": return .string
    case "b": return .bool
    case "i": return .int32
    case "l": return .int64
    case "y": return .octets
    case "t": return .time
    case "m": return .microTime
    case "q": return .quantity
    case "p": return .integerOrString
    case "o": return .anything
    default: return nil
    }
  }
}

/// A struct of the API: its name in Go and its fields.
struct SchemaType: Sendable {
  var name: String
  var fields: [String: FieldShape]
  var always: [String]

  /// Of a line of ``SchemaText``.
  private init(_ line: Substring.UTF8View) {
    let words = line.split(separator: UInt8(ascii: " "))
    name = String(Substring(words[0]))
    fields = Dictionary(minimumCapacity: words.count - 1)
    always = []
    for word in words.dropFirst() {
      let parts = word.split(separator: UInt8(ascii: "="))
      let (field, shape) = (String(Substring(parts[0])), FieldShape(parts[1]))
      fields[field] = shape
      if shape.isAlwaysPrinted { always.append(field) }
    }
  }

  /// Read when the first object is: under a millisecond, which programs without objects save.
  private static let all: [String: SchemaType] = Dictionary(
    uniqueKeysWithValues: SchemaText.lines.map(SchemaType.init).map { ($0.name, $0) })

  /// Names come from the embedded schema, so that each has its type.
  static func named(_ name: String) -> SchemaType {
    guard let type = all[name] else { preconditionFailure("the schema has no type \(name)") }
    return type
  }

  /// The type of a kind; nil for kinds that the embedded schema leaves out.
  static func name(of resource: Resource) -> String? {
    guard resource.version == "v1" else { return nil }
    let name: String
    switch resource.group {
    case "", "apps", "storage.k8s.io": name = resource.kind
    case "discovery.k8s.io": name = "discovery.\(resource.kind)"
    default: return nil
    }
    return all[name]?.fields["metadata"] == nil ? nil : name
  }
}
