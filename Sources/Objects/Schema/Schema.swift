/// The shape of the known kinds: which fields there are, of which types, and which are printed when
/// empty.
package enum Schema {
  /// What upstream's strict decoding refuses: values of wrong types, and fields that do not exist.
  ///
  /// Of a kind without an embedded schema only the metadata is checked.
  package static func check(_ value: Value, of resource: Resource) -> [FieldError] {
    var walker = SchemaWalker()
    _ = walker.normalized(value, as: resource)
    return walker.typeErrors + walker.unknownFields
  }

  /// The object as it would come back from the API: without unknown fields, nulls and zeros that Go
  /// omits, and with canonical quantities and times.
  package static func normalize(_ value: Value, of resource: Resource) throws(FieldErrors) -> Value
  {
    var walker = SchemaWalker()
    let normalized = walker.normalized(value, as: resource)
    if !walker.typeErrors.isEmpty { throw FieldErrors(walker.typeErrors) }
    return normalized ?? [:]
  }

  /// The fields at a path of a kind, for messages and completion; empty where there is no struct.
  package static func fields(of resource: Resource, at path: FieldPath = FieldPath()) -> [String] {
    guard var type = SchemaType.name(of: resource).map(SchemaType.named) else { return [] }
    for case .field(let name) in path.components {
      guard let shape = type.fields[name], case .type(let next) = shape.element else { return [] }
      type = .named(next)
    }
    return type.fields.keys.sorted()
  }
}
