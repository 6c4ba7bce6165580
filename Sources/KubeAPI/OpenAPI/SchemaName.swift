import Objects

/// Names of types in OpenAPI documents: upstream's, because clients take the last part for the
/// type's name.
enum SchemaName {
  static let quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
  static let integerOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
  static let rawExtension = "io.k8s.apimachinery.pkg.runtime.RawExtension"
  static let fieldsV1 = meta("FieldsV1")
  static let time = meta("Time")
  static let microTime = meta("MicroTime")
  static let patch = meta("Patch")

  /// Of a type of the embedded schema: `discovery.EndpointPort` is
  /// `io.k8s.api.discovery.v1.EndpointPort`.
  static func of(_ type: String) -> String {
    let package = Schema.package(ofType: type) ?? "core/v1"
    let name = type.split(separator: ".").last.map(String.init) ?? type
    if package == "meta/v1" { return meta(name) }
    return "io.k8s.api.\(package.split(separator: "/").joined(separator: ".")).\(name)"
  }

  private static func meta(_ name: String) -> String {
    "io.k8s.apimachinery.pkg.apis.meta.v1.\(name)"
  }

  /// A pointer to the type within the same document.
  static func reference(_ name: String) -> Value {
    ["$ref": .string("#/components/schemas/\(name)")]
  }
}
