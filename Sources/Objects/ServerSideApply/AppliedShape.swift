/// Whether what a client applies fits the schema: server-side apply cannot merge what it has no type
/// for, and says so before all else (structured-merge-diff's `typed` validation).
extension ServerSideApply {
  /// Everything that does not fit, in upstream's words; nil if all does.
  package static func misfits(in wanted: Value, of resource: Resource) -> String? {
    guard let type = Schema.typeName(of: resource) else { return nil }
    var check = AppliedShape()
    check.visit(wanted, .type(type), nil, at: "")
    switch check.problems.count {
    case 0: return nil
    case 1: return check.problems[0]
    default: return (["errors:"] + check.problems.map { "  \($0)" }).joined(separator: "\n")
    }
  }
}

/// Walks along the schema and collects; fields in the order of their names.
private struct AppliedShape {
  var problems: [String] = []

  /// - Parameter field: whose value this is; nil for members and for the whole.
  mutating func visit(
    _ value: Value, _ kind: SchemaField.Kind, _ field: SchemaField?, at path: String
  ) {
    if value.isNull { return }
    switch kind {
    case .scalar(let scalar):
      if let problem = Self.problem(with: value, as: scalar) { add(problem, path) }
    case .type(let type):
      guard let fields = value.object else { return add("expected map, got \(value.shown)", path) }
      for (name, content) in fields.sorted(by: { $0.key < $1.key }) {
        guard let field = Schema.field(name, ofType: type) else {
          add("field not declared in schema", "\(path).\(name)")
          continue
        }
        visit(content, field.type, field, at: "\(path).\(name)")
      }
    case .map(let member):
      guard let fields = value.object else { return add("expected map, got \(value.shown)", path) }
      for (name, content) in fields.sorted(by: { $0.key < $1.key }) {
        visit(content, member, nil, at: "\(path).\(name)")
      }
    case .list(let member):
      guard let members = value.array else {
        return add("expected list, got \(value.shown)", path)
      }
      visit(members, member, field, at: path)
    }
  }

  /// A member without its keys has no place, so that the rest of its list is not looked at.
  private mutating func visit(
    _ members: [Value], _ kind: SchemaField.Kind, _ field: SchemaField?, at path: String
  ) {
    let shape = field.map(OwnedShape.init)
    var known = Set<FieldElement>()
    for (index, member) in members.enumerated() {
      var place = "[\(index)]"
      if let shape, shape.isAssociative {
        let element = shape.element(of: member)
        if let problem = shape.problem(with: member, element) {
          return add("element \(index): \(problem)", path)
        }
        place = element.pathText
        if !known.insert(element).inserted { add("duplicate entries for key \(place)", path) }
      }
      visit(member, kind, nil, at: path + place)
    }
  }

  private mutating func add(_ problem: String, _ path: String) {
    problems.append(path.isEmpty ? problem : "\(path): \(problem)")
  }

  /// Integers and other numbers are one, and what can be written in several ways is any scalar.
  private static func problem(with value: Value, as scalar: SchemaField.Scalar) -> String? {
    switch (scalar, value) {
    case (.anything, _), (.string, .string), (.octets, .string), (.boolean, .bool),
      (.int32, .integer), (.int64, .integer), (.int32, .number), (.int64, .number):
      nil
    case (.string, _), (.octets, _):
      "expected string, got &value.valueUnstructured{Value:\(value.goSyntax)}"
    case (.boolean, _): "expected boolean, got \(value.shown)"
    case (.int32, _), (.int64, _): "expected numeric (int or float), got \(value.goType)"
    case (_, .object), (_, .array): "expected any scalar, got \(value.shown)"
    default: nil
    }
  }
}

extension OwnedShape {
  fileprivate var isAssociative: Bool {
    switch self {
    case .keyed, .set: true
    case .leaf, .structure, .map: false
    }
  }

  /// Why a member of an associative list has no place of its own.
  fileprivate func problem(with member: Value, _ element: FieldElement) -> String? {
    guard case .keyed(let keys, _) = self, case .value = element else { return nil }
    if member.isNull { return "associative list with keys may not have a null element" }
    guard member.object != nil else {
      return "associative list with keys may not have non-map elements"
    }
    let list = keys.map { Value.string($0).quoted }.joined(separator: " ")
    return "associative list with keys has an element that omits all key fields [\(list)] "
      + "(and doesn't have default values for any key fields)"
  }
}

/// As Go prints values that came as JSON.
extension Value {
  /// A pointer to a struct that holds it (`%v`).
  fileprivate var shown: String { "&{\(goText)}" }

  /// As it would stand in a program (`%#v`).
  fileprivate var goSyntax: String {
    switch self {
    case .null: return "interface {}(nil)"
    case .bool, .integer, .number: return json()
    case .string: return quoted
    case .array(let members):
      return "[]interface {}{\(members.map(\.goSyntax).joined(separator: ", "))}"
    case .object(let fields):
      let pairs = fields.sorted { $0.key < $1.key }
        .map { "\(Value.string($0.key).quoted):\($0.value.goSyntax)" }
      return "map[string]interface {}{\(pairs.joined(separator: ", "))}"
    }
  }
}
