import Objects
import Testing

/// Random objects there and back, and damaged ones that must not crash.
struct ProtobufWalkTests {
  static let kinds = Schema.types.filter { type in
    Schema.field("metadata", ofType: type) != nil && Schema.field("kind", ofType: type) != nil
  }

  @Test(arguments: kinds) func whatGoesInComesOut(type: String) throws {
    var walk = Walk(state: 7)
    for step in 0..<40 {
      let value = try Self.object(type, &walk)
      let decoded = try ProtobufBody.decode(ProtobufEncoder.body(value, of: type))
      try #require(decoded == value, "\(type), step \(step)")
    }
  }

  @Test(arguments: kinds) func damageIsAnErrorOrAnObject(type: String) throws {
    var walk = Walk(state: 11)
    for _ in 0..<2 {
      let octets = ProtobufEncoder.body(try Self.object(type, &walk), of: type)
      for index in octets.indices where octets.count < 600 || index % (octets.count / 300) == 0 {
        _ = try? ProtobufBody.decode(Array(octets[..<index]))
        for change in [1, 0x80, UInt8.random(in: 0...255, using: &walk)] {
          var damaged = octets
          damaged[index] ^= change
          if let value = try? ProtobufBody.decode(damaged) { #expect(value.object != nil) }
        }
      }
    }
  }

  /// Normalized, as both sides are to agree on what is empty.
  static func object(_ type: String, _ walk: inout Walk) throws -> Value {
    var fields = walk.object(ofType: type, percent: 60).object ?? [:]
    let kind = type.split(separator: ".").last.map(String.init) ?? type
    let package = Schema.package(ofType: type) ?? ""
    let apiVersion =
      switch package {
      case "core/v1", "meta/v1": "v1"
      case "apps/v1", "autoscaling/v1": package
      default: package.replacing("/", with: ".k8s.io/")
      }
    (fields["apiVersion"], fields["kind"]) = (.string(apiVersion), .string(kind))
    let resource = try #require(
      Resource.of(apiVersion: apiVersion, kind: kind)
        ?? (kind == "Status"
          ? Resource(group: "", version: "v1", kind: kind, plural: "", singular: "")
          : kind == "Scale"
            ? Resource(group: "autoscaling", version: "v1", kind: kind, plural: "", singular: "")
            : nil))
    return withoutEmptyLists(try Schema.normalize(.object(fields), of: resource))
  }

  /// Which only JSON can tell from none.
  private static func withoutEmptyLists(_ value: Value) -> Value {
    switch value {
    case .array(let elements): .array(elements.map(withoutEmptyLists))
    case .object(let fields):
      .object(fields.filter { $0.value != [] }.mapValues(withoutEmptyLists))
    default: value
    }
  }
}
