import Objects

extension Resource {
  /// The value as an object of this kind, in the Swift type that the store keeps.
  func object(from value: Value) throws(FieldErrors) -> any KubernetesObject {
    switch self {
    case Namespace.resource: try Namespace(value: value)
    case Service.resource: try Service(value: value)
    case Pod.resource: try Pod(value: value)
    case EndpointSlice.resource: try EndpointSlice(value: value)
    case StatefulSet.resource: try StatefulSet(value: value)
    default: try GenericObject(value: value)
    }
  }
}

/// An object that a client sent, and what is to be told about it beside the answer.
struct DecodedObject {
  var object: any KubernetesObject
  var warnings: [String] = []
}

extension Endpoint {
  /// Checks what upstream checks before admission: group, version and kind, the shape, the
  /// namespace.
  func decode(_ body: BodyReader.Body, _ validation: FieldValidation) throws(StatusError)
    -> DecodedObject
  {
    var body = body
    body.value = try identified(body.value)
    let findings = ShapeFindings(body, of: resource)
    if let error = findings.typeErrors.first { throw Self.undecodable(resource, error) }
    var warnings: [String] = []
    if !findings.strict.isEmpty {
      switch validation {
      case .strict:
        throw .badRequest(
          "\(resource.kind) in version \"\(resource.version)\" cannot be handled as a "
            + "\(resource.kind): \(findings.strictText)")
      case .warn: warnings = findings.strict
      case .ignore: break
      }
    }
    return DecodedObject(object: try typed(body.value), warnings: warnings)
  }

  /// What the shape's check let through can still break a type's own rules, like a version's.
  func typed(_ value: Value) throws(StatusError) -> any KubernetesObject {
    do {
      return try resource.object(from: value)
    } catch {
      throw Self.undecodable(resource, error.errors[0])
    }
  }

  /// Upstream decodes a version only when it needs it, and then has no better answer than 500.
  static func undecodable(_ resource: Resource, _ error: FieldError) -> StatusError {
    if error.path == FieldPath("metadata", "resourceVersion"),
      error.value?.string != nil
    {
      return StatusError(500, "", error.detail)
    }
    return .badRequest(FieldErrors(error).refusal(of: resource))
  }

  /// With what the URL tells as well: its kind and its namespace.
  func identified(_ value: Value) throws(StatusError) -> Value { try placed(named(value)) }

  private func named(_ value: Value) throws(StatusError) -> Value {
    var fields = value.object ?? [:]
    let apiVersion = fields["apiVersion"]?.string ?? ""
    let kind = fields["kind"]?.string ?? ""
    if !apiVersion.isEmpty && apiVersion != resource.apiVersion {
      throw .badRequest(
        "the API version in the data (\(apiVersion)) does not match the expected API version "
          + "(\(resource.apiVersion))")
    }
    if !kind.isEmpty && kind != resource.kind {
      throw .badRequest(
        "\(kind) in version \"\(resource.version)\" cannot be handled as a \(resource.kind): "
          + "no kind \"\(kind)\" is registered for version \"\(resource.apiVersion)\" in scheme "
          + "\"pkg/runtime/scheme.go:111\"")
    }
    fields["apiVersion"] = .string(resource.apiVersion)
    fields["kind"] = .string(resource.kind)
    return .object(fields)
  }

  /// In the namespace of the URL.
  private func placed(_ value: Value) throws(StatusError) -> Value {
    guard resource.isNamespaced, case .object(var fields) = value else { return value }
    guard var metadata = (fields["metadata"] ?? [:]).object else { return value }
    switch metadata["namespace"] {
    case nil, .null?, .string("")?: metadata["namespace"] = .string(namespace)
    case .string(let given)? where given != namespace:
      throw .badRequest(
        "the namespace of the provided object does not match the namespace sent on the request")
    default: break
    }
    fields["metadata"] = .object(metadata)
    return .object(fields)
  }
}
