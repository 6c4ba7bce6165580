/// How server-side apply sees a value: as a whole or as parts with owners of their own.
enum OwnedShape: Sendable {
  /// A scalar, or an atomic list or map.
  case leaf(SchemaField.Scalar?)
  case structure(String)
  case map(of: SchemaField.Kind)
  /// A list of type map: the keys, and the type of its members.
  case keyed([String], String)
  case set

  init(_ field: SchemaField) {
    if field.isAtomicMap {
      self = .leaf(nil)
    } else if case .type(let type) = field.type {
      self = .structure(type)
    } else if case .list(.type(let type)) = field.type, field.listType == .map {
      self = .keyed(field.listMapKeys, type)
    } else if field.listType == .set {
      self = .set
    } else {
      self.init(field.type)
    }
  }

  /// Of a member of a map or list.
  init(_ kind: SchemaField.Kind) {
    switch kind {
    case .scalar(let scalar): self = .leaf(scalar)
    case .type(let name): self = Schema.isAtomic(type: name) ? .leaf(nil) : .structure(name)
    case .map(let member): self = .map(of: member)
    case .list: self = .leaf(nil)
    }
  }

  /// Of all types, read when somebody applies for the first time.
  private static let fields = SchemaType.all.mapValues { type in
    type.fields.reduce(into: [String: OwnedShape]()) { shapes, field in
      shapes[field.key] = OwnedShape(SchemaField(field.key, field.value))
    }
  }

  /// Of a field below; nil for a field that the schema does not have.
  func below(_ name: String) -> OwnedShape? {
    switch self {
    case .structure(let type): Self.fields[type]?[name]
    case .map(let member): OwnedShape(member)
    case .leaf, .keyed, .set: nil
    }
  }

  /// Of a list's members.
  var member: OwnedShape {
    if case .keyed(_, let type) = self { OwnedShape(.type(type)) } else { .leaf(nil) }
  }

  /// Which member of a list a value is. One without its keys is itself: validation will refuse it.
  func element(of member: Value) -> FieldElement {
    guard case .keyed(let keys, let type) = self, let fields = member.object else {
      return .value(member)
    }
    var names: [String: Value] = [:]
    for key in keys {
      guard let name = fields[key] ?? Schema.field(key, ofType: type)?.defaultValue else {
        return .value(member)
      }
      names[key] = name
    }
    return .key(names)
  }

  /// Equal in meaning: a quantity can be written in many ways.
  func areEqual(_ a: Value, _ b: Value) -> Bool {
    if a == b { return true }
    guard case .leaf(.quantity?) = self, let a = a.quantityText, let b = b.quantityText,
      let first = Quantity(a), let second = Quantity(b)
    else { return false }
    return !(first < second) && !(second < first)
  }
}
