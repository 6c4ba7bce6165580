/// Walks an object along its schema, once, collecting errors and building what is left of it.
struct SchemaWalker {
  private(set) var typeErrors: [FieldError] = []
  private(set) var unknownFields: [FieldError] = []
  private var path = FieldPath()

  /// The normal form; whether it may be used depends on ``typeErrors``.
  mutating func normalized(_ value: Value, as resource: Resource) -> Value? {
    if let root = SchemaType.name(of: resource) {
      return normalized(value, FieldShape(type: root), in: nil)
    }
    guard case .object(var fields) = value else { return value }
    path.components.append(.field("metadata"))
    fields["metadata"] = fields["metadata"].flatMap {
      normalized($0, FieldShape(type: "ObjectMeta"), in: nil)
    }
    path.components.removeLast()
    return .object(fields)
  }

  /// nil: Go would not print it.
  private mutating func normalized(_ value: Value, _ shape: FieldShape, in owner: SchemaType?)
    -> Value?
  {
    if value.isNull { return zero(shape) }
    switch (shape.container, value) {
    case (.list, .array(let elements)): return list(elements, shape, in: owner)
    case (.map, .object(let fields)): return map(fields, shape, in: owner)
    case (.list, _), (.map, _): return refuse(value, shape, in: owner)
    case (.one, _): break
    }
    if case .type(let name) = shape.element {
      guard case .object(let fields) = value else { return refuse(value, shape, in: owner) }
      return structure(fields, .named(name))
    }
    return scalar(value, shape, in: owner)
  }

  /// Fields are visited in the order of their names, so that errors have an order.
  private mutating func structure(_ fields: [String: Value], _ type: SchemaType) -> Value {
    var normal: [String: Value] = [:]
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      path.components.append(.field(name))
      if let shape = type.fields[name] {
        normal[name] = normalized(value, shape, in: type)
      } else {
        let detail = Suggestion.nearest(to: name, among: type.fields.keys)
        unknownFields.append(FieldError(path, .unknownField, value: value, detail: detail))
      }
      path.components.removeLast()
    }
    for name in type.always where normal[name] == nil {
      normal[name] = type.fields[name].map { empty($0) }
    }
    return .object(normal)
  }

  /// What Go prints of a struct that nobody filled.
  mutating func zero(of type: SchemaType) -> Value { structure([:], type) }

  /// What Go prints of a value that nobody set.
  private mutating func empty(_ shape: FieldShape) -> Value {
    switch shape.element {
    case .type(let name): structure([:], .named(name))
    case .string: ""
    case .quantity: "0"
    default: .null
    }
  }

  /// An empty list is left out; its elements are kept even when they are empty.
  private mutating func list(_ elements: [Value], _ shape: FieldShape, in owner: SchemaType?)
    -> Value?
  {
    if elements.isEmpty { return isOfPod(path) ? [] : nil }
    var normal: [Value] = []
    for (index, element) in elements.enumerated() {
      path.components.append(.index(index))
      normal.append(normalized(element, shape.member, in: owner) ?? .null)
      path.components.removeLast()
    }
    return .array(normal)
  }

  /// Devices are claimed by containers: a pod may not even have an empty list of them (upstream's
  /// `validatePodResources` asks whether there is one).
  private func isOfPod(_ path: FieldPath) -> Bool {
    path.components.suffix(3) == [.field("spec"), .field("resources"), .field("claims")]
  }

  /// As with lists.
  private mutating func map(_ fields: [String: Value], _ shape: FieldShape, in owner: SchemaType?)
    -> Value?
  {
    if fields.isEmpty { return nil }
    var normal: [String: Value] = [:]
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      path.components.append(.key(key))
      normal[key] = normalized(value, shape.member, in: owner) ?? .null
      path.components.removeLast()
    }
    return .object(normal)
  }

  /// Go decodes null to the zero value: nothing of a field, but a whole member of a list or map.
  private mutating func zero(_ shape: FieldShape) -> Value? {
    switch path.components.last {
    case .index, .key: break
    case .field, nil: return nil
    }
    let value = empty(shape)
    return value.isNull ? nil : value
  }

  /// Texts, numbers and flags; times and quantities in canonical form.
  private mutating func scalar(_ value: Value, _ shape: FieldShape, in owner: SchemaType?)
    -> Value?
  {
    switch (shape.element, value) {
    case (.string, .string(let text)):
      return text.isEmpty && !shape.keepsZero ? nil : value
    case (.octets, .string(let text)):
      guard let octets = try? Base64.decode(text) else { return refuse(value, shape, in: owner) }
      return octets.isEmpty && !shape.keepsZero ? nil : .string(Base64.encode(octets))
    case (.bool, .bool(let flag)): return flag || shape.keepsZero ? value : nil
    case (.int32, .integer(let number)) where Int32(exactly: number) != nil,
      (.int64, .integer(let number)):
      return number != 0 || shape.keepsZero ? value : nil
    case (.integerOrString, .string): return value
    case (.integerOrString, .integer(let number)) where Int32(exactly: number) != nil:
      return value
    case (.anything, _): return value
    case (.strings, .array(let texts)) where texts.allSatisfy({ $0.string != nil }): return value
    case (.time, .string(let text)), (.microTime, .string(let text)):
      guard let moment = Timestamp(text: text) else { return refuse(value, shape, in: owner) }
      return .string(shape.element == .time ? moment.description : moment.microseconds)
    case (.quantity, _):
      guard let text = value.quantityText, let quantity = Quantity(text) else {
        return refuse(value, shape, in: owner)
      }
      return .string(quantity.description)
    default: return refuse(value, shape, in: owner)
    }
  }

  /// Goes on after the error, so that all of an object's errors are found at once.
  private mutating func refuse(_ value: Value, _ shape: FieldShape, in owner: SchemaType?) -> Value?
  {
    let detail = TypeErrorText.text(value, shape, in: owner, at: path)
    typeErrors.append(FieldError(path, .typeInvalid, value: value, detail: detail))
    return nil
  }
}
