/// Objects of every other kind. Where the embedded schema has the kind, it is normalized and
/// checked like the typed ones.
extension GenericObject: KubernetesObject {
  /// Of the type, not of a value: a value has its own kind.
  package static let resource = Resource(
    group: "", version: "v1", kind: "Object", plural: "objects", singular: "object")

  /// Any kind with a group, a version and a name of its kind, known or not.
  package init(value: Value) throws(FieldErrors) {
    guard let kind = value["kind"]?.string, !kind.isEmpty else {
      throw FieldErrors(.required(FieldPath("kind")))
    }
    guard let apiVersion = value["apiVersion"]?.string, !apiVersion.isEmpty else {
      throw FieldErrors(.required(FieldPath("apiVersion")))
    }
    let resource =
      Resource.of(apiVersion: apiVersion, kind: kind)
      ?? Resource(unknown: apiVersion, kind: kind)
    let value = try Schema.normalize(value, of: resource)
    var body = value.object ?? [:]
    for key in ["apiVersion", "kind", "metadata"] { body[key] = nil }
    self.init(resource: resource, metadata: try ObjectMetadata(value["metadata"]), body: body)
  }

  package var value: Value { resource.compose(metadata, body) }
}
