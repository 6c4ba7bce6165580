import Objects

/// The types of a document: asking for one adds it together with all that its fields lead to.
struct SchemaComponents {
  /// `components.schemas`.
  private(set) var schemas: [String: Value] = [:]

  /// A pointer to a type of the embedded schema.
  mutating func reference(_ type: String) -> Value {
    let name = SchemaName.of(type)
    if schemas[name] == nil {
      // Types that hold themselves end here.
      schemas[name] = .null
      schemas[name] = structure(type)
    }
    return SchemaName.reference(name)
  }

  /// A pointer to a type that is no struct.
  mutating func special(_ name: String) -> Value {
    schemas[name] = SpecialSchema.all[name]
    return SchemaName.reference(name)
  }

  /// A pointer to the list of a kind: `StatefulSetList`.
  mutating func listReference(_ type: String, of resource: Resource) -> Value {
    let name = SchemaName.of(type) + "List"
    schemas[name] = [
      "type": "object",
      "description": .string("Objects of the kind \(resource.kind)."),
      "required": ["items"],
      "properties": [
        "apiVersion": ["type": "string"], "kind": ["type": "string"],
        "metadata": ["allOf": [reference("ListMeta")]],
        "items": ["type": "array", "items": ["allOf": [reference(type)]]],
      ],
      "x-kubernetes-group-version-kind": [
        [
          "group": .string(resource.group), "version": "v1",
          "kind": .string("\(resource.kind)List"),
        ]
      ],
    ]
    return SchemaName.reference(name)
  }

  /// A type with its fields. What Kubernetes knows of it beyond OpenAPI stands in extensions
  /// (`x-kubernetes-...`), which patches and server-side apply follow.
  private mutating func structure(_ type: String) -> Value {
    let fields = Schema.fields(ofType: type)
    var schema: [String: Value] = ["type": "object"]
    schema["description"] = SchemaNotes.text(of: type).map(Value.string)
    var properties: [String: Value] = [:]
    for field in fields { properties[field.name] = property(field, of: type) }
    if !properties.isEmpty { schema["properties"] = .object(properties) }
    let required = fields.filter(\.isRequired).map { Value.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    if Schema.isAtomic(type: type) { schema["x-kubernetes-map-type"] = "atomic" }
    schema["x-kubernetes-group-version-kind"] = KindOfType.all[type]
    return .object(schema)
  }

  /// A field. The words that an enum allows are for `explain`: the server says itself what it
  /// refuses.
  private mutating func property(_ field: SchemaField, of type: String) -> Value {
    var property = shape(field.type, isMember: false, of: field)
    property["description"] = SchemaNotes.text(of: type, field: field.name).map(Value.string)
    property["default"] = field.defaultValue
    let words = field.name == "stopSignal" ? SignalNames.all : field.allowedWords
    if !words.isEmpty { property["enum"] = .array(words.map(Value.string)) }
    property["x-kubernetes-list-type"] = field.listType.map { .string($0.rawValue) }
    if !field.listMapKeys.isEmpty {
      property["x-kubernetes-list-map-keys"] = .array(field.listMapKeys.map(Value.string))
    }
    property["x-kubernetes-patch-merge-key"] = field.mergeKey.map(Value.string)
    if !field.patchStrategies.isEmpty {
      property["x-kubernetes-patch-strategy"] = .string(
        field.patchStrategies.joined(separator: ","))
    }
    if field.isAtomicMap { property["x-kubernetes-map-type"] = "atomic" }
    return .object(property)
  }

  /// A pointer stands alone in a list or map, and within `allOf` where the field has more to say:
  /// OpenAPI 3.0 ignores what stands beside `$ref`.
  private mutating func shape(_ kind: SchemaField.Kind, isMember: Bool, of field: SchemaField)
    -> [String: Value]
  {
    switch kind {
    case .list(let member):
      return ["type": "array", "items": .object(shape(member, isMember: true, of: field))]
    case .map(let member):
      return [
        "type": "object",
        "additionalProperties": .object(shape(member, isMember: true, of: field)),
      ]
    case .type(let name): return pointer(reference(name), isMember: isMember)
    case .scalar(let scalar):
      switch scalar {
      case .string: return ["type": "string"]
      case .boolean: return ["type": "boolean"]
      case .int32: return ["type": "integer", "format": "int32"]
      case .int64: return ["type": "integer", "format": "int64"]
      case .octets: return ["type": "string", "format": "byte"]
      case .time: return pointer(special(SchemaName.time), isMember: isMember)
      case .microTime: return pointer(special(SchemaName.microTime), isMember: isMember)
      case .quantity: return pointer(special(SchemaName.quantity), isMember: isMember)
      case .integerOrString:
        return pointer(special(SchemaName.integerOrString), isMember: isMember)
      case .anything:
        let isFieldSet = field.name == "fieldsV1"
        return pointer(
          special(isFieldSet ? SchemaName.fieldsV1 : SchemaName.rawExtension), isMember: isMember)
      }
    }
  }

  /// - Parameter isMember: of a list or map.
  private func pointer(_ reference: Value, isMember: Bool) -> [String: Value] {
    isMember ? reference.object ?? [:] : ["allOf": [reference]]
  }
}
