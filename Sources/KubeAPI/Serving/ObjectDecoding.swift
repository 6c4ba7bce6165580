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
      var object = try resource.object(from: value)
      // An empty list is as good as none in every place but this one, where it empties the books.
      let books = "managedFields"
      if value["metadata"]?[books] == [] { object.metadata.rest[books] = [] }
      // A client that names no finalizers means none; a new namespace gets its own later.
      if var namespace = object as? Namespace, value["spec"]?["finalizers"]?.array ?? [] == [] {
        namespace.finalizers = []
        object = namespace
      }
      return object
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

  static let wrongNamespace = StatusError.badRequest(
    "the namespace of the provided object does not match the namespace sent on the request")

  /// With what the URL tells as well: its kind and its namespace.
  func identified(_ value: Value) throws(StatusError) -> Value { try placed(named(value)) }

  private func named(_ value: Value) throws(StatusError) -> Value {
    var fields = value.object ?? [:]
    let apiVersion = fields["apiVersion"]?.string ?? ""
    let kind = fields["kind"]?.string ?? ""
    if let problem = resource.decodingProblem(apiVersion, kind) {
      let name = kind.isEmpty ? resource.kind : kind
      let version = apiVersion.split(separator: "/").last.map(String.init) ?? resource.version
      throw .badRequest(
        "\(name) in version \"\(version)\" cannot be handled as a \(resource.kind): \(problem)")
    }
    if !apiVersion.isEmpty && apiVersion != resource.apiVersion {
      throw .badRequest(
        "the API version in the data (\(apiVersion)) does not match the expected API version "
          + "(\(resource.apiVersion))")
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
      throw Self.wrongNamespace
    default: break
    }
    fields["metadata"] = .object(metadata)
    return .object(fields)
  }
}

extension Resource {
  /// Why an object that says to be of another kind cannot become one of this; nil if it can. Of what
  /// is left out, this kind is meant.
  func decodingProblem(_ apiVersion: String, _ kind: String) -> String? {
    let apiVersion = apiVersion.isEmpty ? self.apiVersion : apiVersion
    let kind = kind.isEmpty ? self.kind : kind
    // A former version of this kind is known, and converts.
    let isFormer = kind == self.kind && apiVersion.hasPrefix("\(group)/v1beta")
    if isFormer || apiVersion == self.apiVersion && kind == self.kind { return nil }
    guard let other = Resource.of(apiVersion: apiVersion, kind: kind) else {
      return "no kind \(Value.string(kind).quoted) is registered for version "
        + "\(Value.string(apiVersion).quoted) in scheme \"pkg/runtime/scheme.go:111\""
    }
    let package = group.isEmpty ? "core" : String(group.prefix { $0 != "." })
    return "converting (\(other.version).\(kind)) to (\(package).\(self.kind)): unknown conversion"
  }
}
