import Objects

/// A generator of random numbers that tells its seed's story again.
struct Walk: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// Objects that fit the schema, with values that nobody would think of.
extension Walk {
  /// - Parameter percent: of the fields of each struct that are there.
  mutating func object(ofType type: String, depth: Int = 0, percent: Int = 30) -> Value {
    var fields: [String: Value] = [:]
    for field in Schema.fields(ofType: type) where chance(depth > 5 ? 5 : percent) {
      guard field.name != "apiVersion", field.name != "kind" else { continue }
      fields[field.name] = value(field.type, in: field, depth: depth + 1)
    }
    return .object(fields)
  }

  mutating func value(_ kind: SchemaField.Kind, in field: SchemaField, depth: Int) -> Value {
    switch kind {
    case .type(let type): return object(ofType: type, depth: depth)
    case .map(let member):
      var members: [String: Value] = [:]
      for _ in 0..<Int.random(in: 0...3, using: &self) {
        members[word()] = value(member, in: field, depth: depth + 1)
      }
      return .object(members)
    case .list(let member):
      return .array(list(of: member, in: field, depth: depth))
    case .scalar(let scalar): return self.scalar(scalar)
    }
  }

  /// Members of lists that merge have names, each another one.
  private mutating func list(of kind: SchemaField.Kind, in field: SchemaField, depth: Int)
    -> [Value]
  {
    var members: [Value] = []
    var names = Set<Value>()
    for _ in 0..<Int.random(in: 0...4, using: &self) {
      var member = value(kind, in: field, depth: depth + 1)
      let key = field.mergeKey ?? field.listMapKeys.first
      if let key, case .object(var fields) = member, case .type(let type) = kind,
        let keyField = Schema.field(key, ofType: type)
      {
        let name =
          if case .scalar(.int32) = keyField.type {
            Value.integer(Int64.random(in: 1...9, using: &self))
          } else {
            Value.string(word())
          }
        fields[key] = name
        member = .object(fields)
        if !names.insert(name).inserted { continue }
      } else if key == nil, field.listType == .set || field.patchStrategies.contains("merge") {
        if !names.insert(member).inserted { continue }
      }
      members.append(member)
    }
    return members
  }

  private mutating func word() -> String {
    ["a", "b", "c", "d", "e", "f", "web", "x/y", "ä", "\u{1F600}"].randomElement(using: &self)!
  }

  private mutating func scalar(_ scalar: SchemaField.Scalar) -> Value {
    switch scalar {
    case .string: return .string(chance(10) ? "" : word())
    case .boolean: return .bool(chance(50))
    case .int32:
      return .integer([0, 1, -1, 80, .max, .min].randomElement(using: &self)!)
        .within(Int32.self)
    case .int64: return .integer([0, 1, -1, 300, .max, .min].randomElement(using: &self)!)
    case .octets: return .string(["", "AA==", "/+8=", "aGVsbG8="].randomElement(using: &self)!)
    case .time: return "2026-11-22T23:48:56Z"
    case .microTime: return "2026-11-22T23:48:56.123456Z"
    case .quantity: return .string(["0", "1", "100m", "1Gi"].randomElement(using: &self)!)
    case .integerOrString: return chance(50) ? .integer(80) : .string(word())
    case .anything: return ["x": [1, "a", .null], "y": ["z": true]]
    }
  }
}

extension Value {
  fileprivate func within(_: Int32.Type) -> Value {
    .integer(Int64(Int32(clamping: integer ?? 0)))
  }
}
