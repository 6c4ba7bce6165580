/// Kubernetes' strategic merge patch (`apimachinery/pkg/util/strategicpatch`): objects merge, null
/// removes, and lists merge where the schema says by which key. Directives among the fields say
/// otherwise: `$patch`, `$retainKeys`, `$setElementOrder/FIELD`, `$deleteFromPrimitiveList/FIELD`.
enum StrategicMerge {
  /// What the schema knows of a place in an object.
  enum Place {
    case type(String)
    case map(of: SchemaField.Kind)
    /// Of any content: objects merge, lists are replaced.
    case unknown

    init(_ kind: SchemaField.Kind) {
      switch kind {
      case .type(let name): self = .type(name)
      case .map(let member): self = .map(of: member)
      case .scalar, .list: self = .unknown
      }
    }

    /// nil where the schema says nothing of a field.
    func field(_ name: String) -> SchemaField? {
      if case .type(let type) = self { Schema.field(name, ofType: type) } else { nil }
    }

    /// Where a field's value, or the members of a list, stand.
    func below(_ name: String) -> Place {
      switch self {
      case .type(let type):
        guard let kind = Schema.field(name, ofType: type)?.type else { return .unknown }
        if case .list(let member) = kind { return Place(member) }
        return Place(kind)
      case .map(let member): return Place(member)
      case .unknown: return .unknown
      }
    }
  }

  static let directive = "$patch"
  private static let retainKeys = "$retainKeys"
  private static let elementOrder = "$setElementOrder/"
  private static let deletion = "$deleteFromPrimitiveList/"

  static func apply(_ patch: Value, to object: Value, of type: String) throws(PatchError) -> Value {
    .object(try merge(patch.object ?? [:], into: object.object ?? [:], at: .type(type)))
  }

  /// One object; an empty one stands for one that is not there, so that directives in what a patch
  /// adds have a meaning too.
  static func merge(_ patch: [String: Value], into original: [String: Value], at place: Place)
    throws(PatchError) -> [String: Value]
  {
    var patch = patch
    let whole = patch
    switch patch.removeValue(forKey: directive) {
    case nil: break
    case "replace": return patch
    case "delete": return [:]
    case let other?: throw badDirective(other, whole)
    }
    var result = original
    try retain(patch.removeValue(forKey: retainKeys), of: patch, in: &result)
    try applyOrders(of: &patch, to: &result, at: place)
    for (key, change) in patch {
      if key.hasPrefix(deletion) {
        let name = String(key.dropFirst(deletion.count))
        guard case .array(let removed) = change else {
          throw .undecodable("invalid patch format of primitive list")
        }
        guard case .array(let elements)? = result[name] else { continue }
        result[name] = .array(elements.filter { !removed.contains($0) })
      } else if change.isNull {
        result[key] = nil
      } else {
        result[key] = try merged(change, into: result[key], key, at: place)
      }
    }
    return result
  }

  /// A field's new value.
  private static func merged(_ change: Value, into value: Value?, _ key: String, at place: Place)
    throws(PatchError) -> Value
  {
    switch change {
    case .object(let fields):
      return .object(try merge(fields, into: value?.object ?? [:], at: place.below(key)))
    case .array(let elements):
      guard let field = place.field(key), field.patchStrategies.contains("merge") else {
        return change
      }
      let list = StrategicList(field: field, place: place.below(key))
      return .array(try list.merge(elements, into: value?.array ?? []))
    default:
      return change
    }
  }

  /// Fields that the patch does not name go.
  private static func retain(
    _ keys: Value?, of patch: [String: Value], in result: inout [String: Value]
  ) throws(PatchError) {
    guard let keys else { return }
    let kept = Set(keys.array?.compactMap(\.string) ?? [])
    let isSound =
      keys.array != nil
      && patch.allSatisfy { key, value in
        value.isNull || kept.contains(key) || key.hasPrefix(deletion)
          || key.hasPrefix(elementOrder)
      }
    guard isSound else { throw .undecodable("invalid patch format of retainKeys") }
    result = result.filter { kept.contains($0.key) }
  }

  /// Lists whose order the patch gives; they are done then.
  private static func applyOrders(
    of patch: inout [String: Value], to result: inout [String: Value], at place: Place
  ) throws(PatchError) {
    for (directive, value) in patch where directive.hasPrefix(elementOrder) {
      patch[directive] = nil
      let key = String(directive.dropFirst(elementOrder.count))
      guard case .array(let order) = value else {
        throw noList(value)
      }
      guard let field = place.field(key), field.patchStrategies.contains("merge") else { continue }
      if patch[key] == nil, result[key] == nil { continue }
      let list = StrategicList(field: field, place: place.below(key))
      let elements = result[key]?.array ?? []
      var merged = elements
      if let change = patch[key] {
        guard case .array(let changes) = change else { throw noList(change) }
        try list.check(changes, follow: order)
        merged = try list.merge(changes, into: elements)
        patch[key] = nil
      }
      result[key] = .array(try list.order(merged, by: order, before: elements))
    }
  }

  private static func noList(_ value: Value) -> PatchError {
    let found = value.isNull ? "%!s(<nil>)" : value.goType
    return .failed("expected a []interface {}, but received a \(found)")
  }

  static func badDirective(_ word: Value, _ fields: [String: Value]) -> PatchError {
    .failed("unknown patch type: \(word.goText) in map: \(Value.object(fields).goText)")
  }
}

extension Value {
  /// The type that Go gives a value that came as JSON (`%T`).
  var goType: String {
    switch self {
    case .null: "<nil>"
    case .bool: "bool"
    case .integer: "int64"
    case .number: "float64"
    case .string: "string"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    }
  }

  /// As Go's `%v` prints it.
  package var goText: String {
    switch self {
    case .null: "<nil>"
    case .string(let text): text
    case .array(let elements): "[\(elements.map(\.goText).joined(separator: " "))]"
    case .object(let fields):
      "map[\(fields.sorted { $0.key < $1.key }.map { "\($0):\($1.goText)" }.joined(separator: " "))]"
    case .bool, .integer, .number: json()
    }
  }
}
