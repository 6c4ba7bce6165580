import Objects
import Testing

/// An object and what upstream says of it.
struct WarningRow: CustomTestStringConvertible, Sendable {
  var name: String
  /// JSON: a whole object, or the part of it that the table is about.
  var json: String
  var warnings: [String]
  var testDescription: String { name }

  init(_ name: String, _ json: String, _ warnings: [String] = []) {
    (self.name, self.json, self.warnings) = (name, json, warnings)
  }

  /// With defaults, as the API has it when it asks for warnings.
  static func object(_ json: String) throws -> any KubernetesObject {
    try Resource.object(from: Value.parse(json: json)).applyingDefaults()
  }

  static func read<Kind: KubernetesObject>(_ json: String, as: Kind.Type) throws -> Kind {
    try Kind(value: Value.parse(json: json)).applyingDefaults()
  }
}
