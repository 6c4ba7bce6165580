/// What a field of the schema holds.
struct FieldShape: Hashable, Sendable {
  enum Element: Hashable, Sendable {
    case string, bool, int32, int64, octets, time, microTime, quantity, integerOrString, anything
    case type(String)
  }

  enum Container: Hashable, Sendable { case one, list, map }

  var container: Container
  var element: Element
  /// Zero and empty are values here: a pointer in Go, or a field without `omitempty`.
  var keepsZero: Bool

  /// Of a word like `[s`, `i!` or `{q`.
  init(_ word: Substring) {
    var word = word
    keepsZero = word.last == "!"
    if keepsZero { word.removeLast() }
    switch word.first {
    case "[": container = .list
    case "{": container = .map
    default: container = .one
    }
    if container != .one { word.removeFirst() }
    element = Self.scalars[word] ?? .type(String(word))
  }

  init(type: String) {
    (container, element, keepsZero) = (.one, .type(type), false)
  }

  /// The shape of what the list or map holds.
  var member: FieldShape {
    var shape = self
    shape.container = .one
    shape.keepsZero = true
    return shape
  }

  private static let scalars: [Substring: Element] = [
    "s": .string, "b": .bool, "i": .int32, "l": .int64, "y": .octets, "t": .time, "m": .microTime,
    "q": .quantity, "p": .integerOrString, "o": .anything,
  ]
}

/// A struct of the API: its name in Go and its fields.
struct SchemaType: Sendable {
  var name: String
  var fields: [String: FieldShape]
  /// Structs within that are printed even when nobody wrote them.
  var always: [String]

  private init(_ line: Substring) {
    let words = line.split(separator: " ")
    name = String(words[0])
    fields = [:]
    always = []
    for word in words.dropFirst() {
      let parts = word.split(separator: "=")
      let (field, shape) = (String(parts[0]), FieldShape(parts[1]))
      fields[field] = shape
      if shape.keepsZero, case .type = shape.element { always.append(field) }
    }
  }

  private static let all: [String: SchemaType] = Dictionary(
    uniqueKeysWithValues: SchemaText.lines.map(SchemaType.init).map { ($0.name, $0) })

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
