/// A change of an object as clients send it with PATCH.
package enum ObjectPatch: Hashable, Sendable {
  /// A list of operations (RFC 6902).
  case json([Value])
  /// RFC 7386.
  case merge(Value)
  /// Kubernetes' own: as a merge patch, but lists merge by the keys of the schema.
  case strategic(Value)

  /// - Parameter contentType: with or without parameters.
  package init(contentType: String, body: Value) throws(PatchError) {
    let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    switch type {
    case "application/json-patch+json":
      guard let operations = body.isNull ? [] : body.array else {
        throw .undecodable(
          "json: cannot unmarshal \(body.jsonKind) into Go value of type jsonpatch.Patch")
      }
      self = .json(operations)
    case "application/merge-patch+json", "application/strategic-merge-patch+json":
      let isMerge = type == "application/merge-patch+json"
      // Null is an empty map to Go, but not to the library that merges.
      if body.isNull, isMerge { throw .undecodable("Invalid JSON Patch") }
      guard body.isNull || body.object != nil else {
        throw .undecodable(
          "json: cannot unmarshal \(body.jsonKind) into Go value of type map[string]interface {}")
      }
      self = isMerge ? .merge(body) : .strategic(body.isNull ? [:] : body)
    default:
      throw .unsupportedMediaType
    }
  }

  /// The object after the change, not normalized and not validated.
  package func applied(to object: Value, of resource: Resource) throws(PatchError) -> Value {
    switch self {
    case .json(let operations):
      return try JSONPatch.apply(operations, to: object)
    case .merge(let patch):
      return object.merging(patch)
    case .strategic(let patch):
      guard let type = Schema.typeName(of: resource) else { throw .unsupportedMediaType }
      return try StrategicMerge.apply(patch, to: object, of: type)
    }
  }
}

/// Why a patch cannot be applied.
package enum PatchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nobody knows such a patch, or not for this kind.
  case unsupportedMediaType
  /// The body has not the shape of a patch.
  case undecodable(String)
  /// More operations than upstream allows.
  case tooLarge(String)
  /// The patch does not fit the object; upstream does not tell its clients why.
  case inapplicable(String)
  /// What upstream lets through as an internal error, such as an item without its merge key.
  case failed(String)

  /// Of the HTTP response.
  package var status: Int {
    switch self {
    case .undecodable: 400
    case .tooLarge: 413
    case .unsupportedMediaType: 415
    case .inapplicable: 422
    case .failed: 500
    }
  }

  /// Of the Status object.
  package var reason: String {
    switch self {
    case .undecodable: "BadRequest"
    case .tooLarge: "RequestEntityTooLarge"
    case .unsupportedMediaType: "UnsupportedMediaType"
    case .inapplicable: "Invalid"
    case .failed: ""
    }
  }

  /// As upstream's Status says it.
  package var description: String {
    switch self {
    case .unsupportedMediaType:
      "the body of the request was in an unknown format - accepted media types include: "
        + "application/json-patch+json, application/merge-patch+json, "
        + "application/strategic-merge-patch+json, application/apply-patch+yaml"
    case .inapplicable: "the server rejected our request due to an error in our request"
    case .tooLarge(let text): "Request entity too large: \(text)"
    case .undecodable(let text), .failed(let text): text
    }
  }

  /// The cause that ``description`` does not have, for a Status' causes.
  package var cause: String? {
    if case .inapplicable(let text) = self { text } else { nil }
  }
}

extension Value {
  /// Go's word for a value of this type.
  package var jsonKind: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
