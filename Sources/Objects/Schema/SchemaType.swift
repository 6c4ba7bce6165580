/// What a field of the schema holds.
struct FieldShape: Hashable, Sendable {
  /// What a value is, or what a list's or map's members are.
  enum Element: Hashable, Sendable {
    case string, bool, int32, int64, octets, time, microTime, quantity, integerOrString, strings
    case anything
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
  /// What stands behind the shape, read by ``SchemaField`` when somebody asks.
  var facts: Substring = ""

  /// Of a word like `[s`, `i!` or `{q`, with facts behind `@`.
  init(_ text: Substring.UTF8View) {
    var word = text.prefix { $0 != UInt8(ascii: "@") }
    let facts = Substring(text[word.endIndex...])
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
    self.facts = facts
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
    case "x": return .strings
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
  /// `core/v1`, as upstream groups its types.
  var package: String
  /// Values are owned as a whole (`x-kubernetes-map-type: atomic`).
  var isAtomic: Bool

  /// Of a line of ``SchemaText``.
  private init(_ line: Substring.UTF8View, in package: String) {
    let words = line.split(separator: UInt8(ascii: " "))
    isAtomic = words[0].last == UInt8(ascii: "%")
    name = String(Substring(isAtomic ? words[0].dropLast() : words[0]))
    self.package = package
    fields = Dictionary(minimumCapacity: words.count - 1)
    always = []
    for word in words.dropFirst() {
      let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1)
      let (field, shape) = (String(Substring(parts[0])), FieldShape(parts[1]))
      fields[field] = shape
      if shape.isAlwaysPrinted { always.append(field) }
    }
  }

  /// Read when the first object is: a millisecond or two, which programs without objects save.
  static let all: [String: SchemaType] = {
    var types: [String: SchemaType] = [:]
    var package = ""
    for line in SchemaText.lines {
      if line.last == UInt8(ascii: ":"), !line.contains(UInt8(ascii: " ")) {
        package = String(Substring(line.dropLast()))
      } else {
        let type = SchemaType(line, in: package)
        types[type.name] = type
      }
    }
    return types
  }()

  /// Names come from the embedded schema, so that each has its type.
  static func named(_ name: String) -> SchemaType {
    guard let type = all[name] else { preconditionFailure("the schema has no type \(name)") }
    return type
  }

  /// The type of a kind; nil for kinds that the embedded schema leaves out.
  static func name(of resource: Resource) -> String? {
    // Options go with requests of every group.
    if resource.kind == "DeleteOptions" { return resource.kind }
    guard resource.version == "v1" else { return nil }
    let group = resource.group.prefix { $0 != "." }
    let name = group == "discovery" ? "discovery.\(resource.kind)" : resource.kind
    guard let type = all[name], type.fields["metadata"] != nil else { return nil }
    let isItsOwn =
      resource.group.isEmpty
      ? ["core/v1", "meta/v1"].contains(type.package)
      : type.package.dropLast(3) == group
    return isItsOwn ? name : nil
  }
}
