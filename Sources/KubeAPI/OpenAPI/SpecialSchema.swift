import Objects

/// Types that have no fields of their own.
enum SpecialSchema {
  static let all: [String: Value] = [
    SchemaName.quantity: [
      "description":
        "An amount with a unit: Mi and Gi are powers of 1024, M and G of 1000, 100m is a tenth.",
      "oneOf": [["type": "string"], ["type": "number"]],
    ],
    SchemaName.integerOrString: [
      "description": "A number, or a text such as a port's name or a percentage.",
      "format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]],
    ],
    SchemaName.rawExtension: ["description": "An object of any shape.", "type": "object"],
    SchemaName.fieldsV1: [
      "description": "A set of fields as a tree of their names.", "type": "object",
    ],
    SchemaName.time: [
      "description": "A moment in whole seconds, as in RFC 3339.", "type": "string",
      "format": "date-time",
    ],
    SchemaName.microTime: [
      "description": "A moment in microseconds, as in RFC 3339.", "type": "string",
      "format": "date-time",
    ],
    SchemaName.patch: ["description": "The changes to an object.", "type": "object"],
  ]
}

/// Which types are kinds, so that clients find the schema of a kind.
enum KindOfType {
  /// `x-kubernetes-group-version-kind` of a type.
  static let all: [String: Value] = {
    let others = [
      Resource(group: "autoscaling", version: "v1", kind: "Scale", plural: "", singular: ""),
      Resource(group: "", version: "v1", kind: "DeleteOptions", plural: "", singular: ""),
      Resource(group: "", version: "v1", kind: "Status", plural: "", singular: ""),
    ]
    let kinds = GroupVersion.served.flatMap(\.resources).map(\.resource) + others
    return kinds.reduce(into: [:]) { types, resource in
      guard let type = Schema.typeName(of: resource) else { return }
      types[type] = [resource.openAPIKind]
    }
  }()
}

extension Resource {
  /// As operations name what they act on.
  var openAPIKind: Value {
    ["group": .string(group), "version": .string(version), "kind": .string(kind)]
  }
}
