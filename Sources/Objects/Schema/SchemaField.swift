/// A field of a type as OpenAPI and patches see it.
package struct SchemaField: Hashable, Sendable {
  /// A value that is neither a struct nor made of others.
  package enum Scalar: Hashable, Sendable {
    case string, boolean, int32, int64
    /// Base 64.
    case octets
    /// RFC 3339, in seconds and in microseconds.
    case time, microTime
    case quantity, integerOrString
    /// Any object.
    case anything
  }

  package indirect enum Kind: Hashable, Sendable {
    case scalar(Scalar)
    /// The name of a type, as ``Schema/fields(ofType:)`` takes it.
    case type(String)
    case list(of: Kind)
    case map(of: Kind)
  }

  /// `x-kubernetes-list-type`.
  package enum ListType: String, Hashable, Sendable { case atomic, set, map }

  package var name: String
  package var type: Kind
  package var isRequired = false
  /// nil for what is no list.
  package var listType: ListType?
  /// `x-kubernetes-list-map-keys`, empty unless the list is of type map.
  package var listMapKeys: [String] = []
  /// `x-kubernetes-patch-strategy`: `merge`, `retainKeys`.
  package var patchStrategies: [String] = []
  /// `x-kubernetes-patch-merge-key`; nil for lists of scalars, which merge by value.
  package var mergeKey: String?
  /// A map or struct that is owned as a whole (`x-kubernetes-map-type: atomic`).
  package var isAtomicMap = false
  package var defaultValue: Value?
  /// Empty where any word goes.
  package var allowedWords: [String] = []
  /// Protobuf numbers, the outer message's first; empty for what travels in the envelope.
  package var numbers: [UInt32] = []

  init(_ name: String, _ shape: FieldShape) {
    self.name = name
    type = Self.kind(of: shape)
    listType = shape.container == .list ? .atomic : nil
    if case .type(let type) = shape.element, shape.container == .one {
      isAtomicMap = SchemaType.named(type).isAtomic
    }
    var facts = shape.facts
    while let mark = facts.popFirst() {
      // A default may hold any sign, and only words come behind it.
      let marks = mark == ":" ? "|" : "@*~^&%/:|"
      let end = facts.firstIndex { marks.contains($0) } ?? facts.endIndex
      take(mark, facts[..<end])
      facts = facts[end...]
    }
  }

  /// One fact of ``SchemaText``.
  private mutating func take(_ mark: Character, _ text: Substring) {
    switch mark {
    case "@": numbers = text.split(separator: ".").compactMap { UInt32($0) }
    case "*": isRequired = true
    case "~":
      listMapKeys = text.split(separator: ",").map(String.init)
      listType = listMapKeys.isEmpty ? .set : .map
    case "^":
      patchStrategies.append("merge")
      mergeKey = text.isEmpty ? nil : String(text)
    case "&": patchStrategies.append("retainKeys")
    case "%": isAtomicMap = true
    case "/": isAtomicMap = false
    case ":": defaultValue = try? Value.parse(json: String(text))
    case "|": allowedWords.append(String(text))
    default: preconditionFailure("the schema has an unknown mark \(mark)")
    }
  }

  private static func kind(of shape: FieldShape) -> Kind {
    let element: Kind =
      switch shape.element {
      case .string: .scalar(.string)
      case .bool: .scalar(.boolean)
      case .int32: .scalar(.int32)
      case .int64: .scalar(.int64)
      case .octets: .scalar(.octets)
      case .time: .scalar(.time)
      case .microTime: .scalar(.microTime)
      case .quantity: .scalar(.quantity)
      case .integerOrString: .scalar(.integerOrString)
      case .strings: .list(of: .scalar(.string))
      case .anything: .scalar(.anything)
      case .type(let name): .type(name)
      }
    return switch shape.container {
    case .one: element
    case .list: .list(of: element)
    case .map: .map(of: element)
    }
  }
}

/// The types of the embedded schema, for who describes them to clients.
extension Schema {
  /// Names of all types, sorted. A dot tells a type from another group's of the same name:
  /// `discovery.EndpointPort`.
  package static var types: [String] { SchemaType.all.keys.sorted() }

  /// In the order of their names; empty for a type that does not exist.
  package static func fields(ofType name: String) -> [SchemaField] {
    (SchemaType.all[name]?.fields ?? [:]).sorted { $0.key < $1.key }
      .map { SchemaField($0.key, $0.value) }
  }

  /// One field; nil when the type or the field does not exist.
  package static func field(_ field: String, ofType name: String) -> SchemaField? {
    SchemaType.all[name]?.fields[field].map { SchemaField(field, $0) }
  }

  /// The type of a kind; nil for kinds without an embedded schema.
  package static func typeName(of resource: Resource) -> String? { SchemaType.name(of: resource) }

  /// `core/v1`: where upstream keeps the type.
  package static func package(ofType name: String) -> String? { SchemaType.all[name]?.package }

  /// Server-side apply takes values of the type as a whole.
  package static func isAtomic(type name: String) -> Bool {
    SchemaType.all[name]?.isAtomic ?? false
  }
}
