import Objects

/// A patch that is not an apply, ready to be applied, and again if somebody else was faster.
struct PatchBody {
  private let patch: ObjectPatch
  private let resource: Resource
  private let duplicates: [FieldPath]

  init(_ request: APIRequest, _ resource: Resource) throws(StatusError) {
    self.resource = resource
    var type = request.mediaType
    // A Scale has no lists, so that both ways of merging are one.
    if type == "application/strategic-merge-patch+json", Schema.typeName(of: resource) == nil {
      type = "application/merge-patch+json"
    }
    guard Self.types.contains(type) else { throw .unsupportedPatch }
    var duplicates: [FieldPath] = []
    do {
      let value = try Value.parse(json: request.body, duplicates: &duplicates)
      patch = try ObjectPatch(contentType: type, body: value)
    } catch let error as JSONError {
      throw StatusError.badRequest(Self.prefix(type) + error.reason)
    } catch let error as PatchError {
      if case .undecodable(let text) = error {
        throw StatusError.badRequest(Self.prefix(type) + text)
      }
      throw Self.refusal(error)
    } catch {
      throw StatusError.badRequest("\(error)")
    }
    self.duplicates = duplicates
  }

  private static let types = [
    "application/json-patch+json", "application/merge-patch+json",
    "application/strategic-merge-patch+json",
  ]

  /// Upstream says it of one type of patch alone.
  private static func prefix(_ type: String) -> String {
    type == "application/merge-patch+json" ? "error decoding patch: " : ""
  }

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
    if case .strategic = patch {
    } else if let problem = kindProblem(value) {
      throw invalid(value, problem)
    }
    if findings.strict.isEmpty || validation == .ignore { return (value, []) }
    if validation == .strict { throw invalid(value, findings.strictText) }
    return (value, findings.strict)
  }

  /// An object cannot become another kind. A strategic patch knows its kind, and passes over it.
  private func kindProblem(_ value: Value) -> String? {
    let (version, kind) = (value["apiVersion"]?.string ?? "", value["kind"]?.string ?? "")
    guard
      !version.isEmpty && version != resource.apiVersion || !kind.isEmpty && kind != resource.kind
    else { return nil }
    return "no kind \(Value.string(kind).quoted) is registered for version "
      + "\(Value.string(version).quoted) in scheme \"pkg/runtime/scheme.go:111\""
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
