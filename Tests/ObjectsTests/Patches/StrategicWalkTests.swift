import Objects
import Testing

/// A patch made of two objects, applied to the first, gives the second.
struct StrategicWalkTests {
  @Test(arguments: [Pod.resource, Service.resource, StatefulSet.resource, .node, .endpoints])
  func differenceAppliedToTheFirstGivesTheSecond(resource: Resource) throws {
    let type = try #require(Schema.typeName(of: resource))
    var walk = Walk(state: 42)
    for step in 0..<150 {
      let first = try Schema.normalize(walk.object(ofType: type, percent: 50), of: resource)
      let fresh = walk.object(ofType: type, percent: 50)
      let second = try Schema.normalize(walk.mixed(first, fresh), of: resource)
      let patch = StrategicDifference.patch(from: first, to: second, type: type)
      let result = try ObjectPatch.strategic(patch).applied(to: first, of: resource)
      try #require(
        try Schema.normalize(result, of: resource) == second, "step \(step), patch \(patch)")
    }
  }
}

extension Walk {
  /// Parts of one object and of the other.
  fileprivate mutating func mixed(_ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.object(let a), .object(let b)):
      var fields: [String: Value] = [:]
      for key in Set(a.keys).union(b.keys).sorted() where chance(90) {
        fields[key] = a[key].flatMap { a in b[key].map { mixed(a, $0) } } ?? a[key] ?? b[key]
      }
      return .object(fields)
    case (.array(var elements), .array(let others)) where chance(50):
      elements = elements.filter { _ in chance(80) }
      elements.shuffle(using: &self)
      return .array(elements.isEmpty ? others : elements)
    default: return chance(50) ? a : b
    }
  }
}

/// As client-go's `CreateTwoWayMergePatch`.
private enum StrategicDifference {
  static func patch(from a: Value, to b: Value, type: String?) -> Value {
    let (a, b) = (a.object ?? [:], b.object ?? [:])
    var patch: [String: Value] = [:]
    for key in a.keys where b[key] == nil { patch[key] = .null }
    for (key, value) in b where a[key] != value {
      let field = type.flatMap { Schema.field(key, ofType: $0) }
      switch (a[key], value, field?.type) {
      case (.object?, .object, .type(let type)?):
        patch[key] = self.patch(from: a[key]!, to: value, type: type)
      case (.object?, .object, _):
        patch[key] = self.patch(from: a[key]!, to: value, type: nil)
      case (.array(let before)?, .array(let after), _)
      where field?.patchStrategies.contains("merge") == true:
        lists(before, after, field!, into: &patch)
      default: patch[key] = value
      }
    }
    return .object(patch)
  }

  private static func lists(
    _ before: [Value], _ after: [Value], _ field: SchemaField, into patch: inout [String: Value]
  ) {
    guard let key = field.mergeKey, case .list(.type(let type)) = field.type else {
      patch["$setElementOrder/\(field.name)"] = .array(after)
      patch[field.name] = .array(after.filter { !before.contains($0) })
      patch["$deleteFromPrimitiveList/\(field.name)"] = .array(
        before.filter { !after.contains($0) })
      return
    }
    patch["$setElementOrder/\(field.name)"] = .array(after.map { [key: $0[key]!].asValue })
    var changes: [Value] = []
    for member in after {
      let former = before.first { $0[key] == member[key] }
      if former == member { continue }
      var change = self.patch(from: former ?? [:], to: member, type: type).object!
      change[key] = member[key]
      if field.patchStrategies.contains("retainKeys") {
        change["$retainKeys"] = .array(member.object!.keys.sorted().map(Value.string))
      }
      changes.append(.object(change))
    }
    for member in before where !after.contains(where: { $0[key] == member[key] }) {
      changes.append(.object([key: member[key]!, "$patch": "delete"]))
    }
    patch[field.name] = .array(changes)
  }
}

extension [String: Value] {
  fileprivate var asValue: Value { .object(self) }
}
