/// Which fields differ between two states of an object.
struct FieldComparison {
  var added = FieldSet()
  var modified = FieldSet()
  var removed = FieldSet()

  /// - Parameter old: nil for a value that is new; ``zero(of:)`` stands for a new object.
  init(from old: Value?, to new: Value?, _ shape: OwnedShape) {
    switch (shape, old ?? Self.nothing(like: new), new ?? Self.nothing(like: old)) {
    case (.structure, .object(let a), .object(let b)), (.map, .object(let a), .object(let b)):
      if a.isEmpty, b.isEmpty { break }
      for name in Set(a.keys).union(b.keys) {
        guard let inner = shape.below(name) else { continue }
        add(FieldComparison(from: a[name], to: b[name], inner), .field(name))
      }
    case (.keyed, .array(let a), .array(let b)), (.set, .array(let a), .array(let b)):
      if a.isEmpty, b.isEmpty { break }
      let (before, after) = (Self.members(a, shape), Self.members(b, shape))
      for element in Set(before.keys).union(after.keys) {
        add(FieldComparison(from: before[element], to: after[element], shape.member), element)
      }
    default:
      if let old, let new, !shape.areEqual(old, new) { modified = .leaf }
    }
    // Go prints null for some of what is not there.
    if old == nil, new != .null { added.isMember = true }
    if new == nil, old != .null { removed.isMember = true }
  }

  /// An object before anybody wrote it, as Go prints it: with the structs and lists that are there
  /// though empty.
  static func zero(of resource: Resource) -> Value {
    guard let type = Schema.typeName(of: resource) else { return [:] }
    return zero(ofType: type, isRoot: true)
  }

  private static func zero(ofType type: String, isRoot: Bool = false) -> Value {
    var walker = SchemaWalker()
    var fields = walker.zero(of: .named(type)).object ?? [:]
    for field in Schema.fields(ofType: type) {
      switch field.type {
      case .type(let inner)
      where isRoot || fields[field.name] != nil || field.name == "updateStrategy":
        fields[field.name] = zero(ofType: inner)
      case .list where field.isRequired: fields[field.name] = []
      default: break
      }
    }
    return .object(fields)
  }

  private static func nothing(like value: Value?) -> Value {
    switch value {
    case .object: [:]
    case .array: []
    default: .null
    }
  }

  private static func members(_ list: [Value], _ shape: OwnedShape) -> [FieldElement: Value] {
    Dictionary(list.map { (shape.element(of: $0), $0) }) { $1 }
  }

  private mutating func add(_ child: FieldComparison, _ element: FieldElement) {
    added[element] = child.added
    modified[element] = child.modified
    removed[element] = child.removed
  }
}
