import Testing

@testable import Objects

/// Random damage to real objects: whatever comes in, nothing crashes, and what was read once is
/// read the same again.
struct ObjectWalkTests {
  @Test(arguments: [UInt64(11), 12, 13, 14])
  func damagedObjectsAreReadOrRefused(seed: UInt64) throws {
    var random = Walk(state: seed)
    var accepted = 0
    for step in 0..<400 {
      let row = RecordedObjectTests.rows.randomElement(using: &random)!
      var value = row.object
      for _ in 0...Int.random(in: 0...2, using: &random) { value = random.damage(value) }
      guard case .object = value, let object = try? Resource.object(from: value) else { continue }
      accepted += 1
      let defaulted = object.applyingDefaults()
      let errors = defaulted.validate() + defaulted.validateUpdate(replacing: object)
      #expect(errors.allSatisfy { !$0.description.isEmpty })
      let again = try Resource.object(from: defaulted.value)
      #expect(again.value == defaulted.value, "seed \(seed), step \(step): \(row.name)")
      if let set = defaulted as? StatefulSet { _ = (RevisionData.name(of: set), set.spec.ordinals) }
    }
    #expect(accepted > 40, "seed \(seed)")
  }
}

extension Walk {
  /// Replaces, removes or renames one place of the value.
  fileprivate mutating func damage(_ value: Value) -> Value {
    let strays: [Value] = [
      .null, true, 0, -1, .integer(.max), .number(0.5), "", "a b", "None", [], [:], [.null],
      ["x": 1],
    ]
    switch value {
    case .object(var fields) where !fields.isEmpty && Int.random(in: 0...5, using: &self) > 0:
      let key = fields.keys.sorted().randomElement(using: &self)!
      switch Int.random(in: 0...9, using: &self) {
      case 0: fields.removeValue(forKey: key)
      case 1: fields[key + "x"] = fields.removeValue(forKey: key)
      default: fields[key] = damage(fields[key]!)
      }
      return .object(fields)
    case .array(var elements) where !elements.isEmpty && Int.random(in: 0...5, using: &self) > 0:
      let index = elements.indices.randomElement(using: &self)!
      elements[index] = damage(elements[index])
      return .array(elements)
    default: return strays.randomElement(using: &self)!
    }
  }
}
