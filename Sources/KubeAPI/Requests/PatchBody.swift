import Objects

/// A patch that is not an apply, ready to be applied, and again if somebody else was faster.
struct PatchBody {
  private let patch: ObjectPatch
  private let resource: Resource
  private let duplicates: [FieldPath]
  /// What is wrong with the operations of a JSON patch, though they can be read.
  private var strictFindings: [String] = []

  init(_ request: APIRequest, _ resource: Resource, _ validation: FieldValidation)
    throws(StatusError)
  {
    self.resource = resource
    var type = request.mediaType
    // A Scale has no lists, so that both ways of merging are one.
    if type == "application/strategic-merge-patch+json", Schema.typeName(of: resource) == nil {
      type = "application/merge-patch+json"
    }
    // Unless told otherwise, upstream looks at these two types strictly before it reads them.
    let isStrict = validation != .ignore && type != "application/strategic-merge-patch+json"
    let prefix = isStrict ? "error decoding patch: " : ""
    var duplicates: [FieldPath] = []
    do {
      let value = try Value.parse(json: request.body, duplicates: &duplicates)
      patch = try ObjectPatch(contentType: type, body: value)
      if isStrict, case .json(let operations) = patch {
        strictFindings = try Self.look(at: operations, duplicates)
        duplicates = []
      }
    } catch let error as JSONError {
      throw StatusError.badRequest(prefix + error.reason)
    } catch let error as PatchError {
      if case .undecodable(let text) = error {
        // The strict look takes null for empty, and calls the list of operations otherwise.
        let isDecoding = text.hasPrefix("json: ")
        throw StatusError.badRequest(
          isStrict && isDecoding
            ? prefix + text.replacing("jsonpatch.Patch", with: Self.operations) : text)
      }
      throw Self.refusal(error)
    } catch let error as StatusError {
      throw error
    } catch {
      throw StatusError.badRequest("\(error)")
    }
    self.duplicates = duplicates
  }

  /// Upstream reads the operations strictly before it applies them.
  private static func look(at operations: [Value], _ duplicates: [FieldPath]) throws(StatusError)
    -> [String]
  {
    let known = ["from", "op", "path", "value"]
    var findings = duplicates.map { "json patch duplicate field \"\($0)\"" }
    for (index, operation) in operations.enumerated() where !operation.isNull {
      guard let fields = operation.object else {
        throw .badRequest(
          "error decoding patch: json: cannot unmarshal \(operation.jsonKind) into Go value of type "
            + "handlers.jsonPatchOp")
      }
      for name in ["op", "path", "from"] {
        guard let value = fields[name], !value.isNull, value.string == nil else { continue }
        throw .badRequest(
          "error decoding patch: json: cannot unmarshal \(value.jsonKind) into Go struct field "
            + "jsonPatchOp.\(name) of type string")
      }
      findings += fields.keys.filter { !known.contains($0) }.sorted()
        .map { "json patch unknown field \"[\(index)].\($0)\"" }
    }
    return findings
  }

  private static let types = [
    "application/json-patch+json", "application/merge-patch+json",
    "application/strategic-merge-patch+json",
  ]

  private static let operations = "[]handlers.jsonPatchOp"

  static func isKnown(_ type: String) -> Bool { types.contains(type) }

  /// The patch itself says which version of the object it is for.
  var namesVersion: Bool {
    switch patch {
    case .json(let operations):
      operations.contains { $0["path"]?.string == "/metadata/resourceVersion" }
    case .merge(let value), .strategic(let value):
      !(value["metadata"]?["resourceVersion"] ?? .null).isNull
    }
  }

  /// The object after the patch, and what is to be told of it.
  func applied(to current: Value, _ validation: FieldValidation) throws(StatusError) -> (
    value: Value, warnings: [String]
  ) {
    let value: Value
    do {
      value = try patch.applied(to: current, of: resource)
    } catch {
      throw Self.refusal(error)
    }
    let findings = ShapeFindings(
      BodyReader.Body(value: value, duplicates: duplicates), of: resource)
    if let error = findings.typeErrors.first {
      if error.path == FieldPath("metadata", "resourceVersion") {
        throw Endpoint.undecodable(resource, error)
      }
      throw invalid(value, error.detail)
    }
    // An object cannot become another kind. A strategic patch knows its kind, and passes over it.
    if case .strategic = patch {
    } else if let problem = resource.decodingProblem(
      value["apiVersion"]?.string ?? "", value["kind"]?.string ?? "")
    {
      throw invalid(value, problem)
    }
    let strict = strictFindings + findings.strict
    if strict.isEmpty || validation == .ignore { return (value, []) }
    if validation == .strict {
      throw invalid(value, "strict decoding error: " + strict.joined(separator: ", "))
    }
    return (value, strict)
  }

  /// Upstream shows the whole object, or of a strategic patch the patch as Go prints a map.
  private func invalid(_ value: Value, _ detail: String) -> StatusError {
    let shown: String
    if case .strategic(let patch) = patch { shown = patch.goText } else { shown = value.json() }
    return .invalid(
      group: "", kind: "", name: "",
      FieldErrors(
        FieldError(FieldPath("patch"), .invalid, value: .string(shown), detail: detail)))
  }

  private static func refusal(_ error: PatchError) -> StatusError {
    switch error {
    case .unsupportedMediaType: .unsupportedPatch
    // Upstream keeps its reason to itself.
    case .inapplicable: StatusError(error.status, error.reason, "\(error)", details: [:])
    default: StatusError(error.status, error.reason, "\(error)")
    }
  }
}
