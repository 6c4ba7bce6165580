import Objects

/// The paths of a kind with what can be done there (`paths` of an OpenAPI document).
///
/// kubectl reads three things here: which kind a path is of; that PATCH takes the query parameter
/// `fieldValidation`, which is how it knows that the server checks fields; and that PATCH takes
/// strategic merges.
struct ResourceOperations {
  private let resource: DiscoveredResource
  private let type: String
  /// `/apis/apps/v1`.
  private let base: String

  init(_ resource: DiscoveredResource, type: String, below base: String) {
    self.resource = resource
    self.type = type
    self.base = base
  }

  /// - Parameter components: gets every type that the operations send or answer.
  func paths(_ components: inout SchemaComponents) -> [String: Value] {
    let kind = resource.resource
    let inNamespace = kind.isNamespaced ? "/namespaces/{namespace}" : ""
    let collection = "\(base)\(inNamespace)/\(kind.plural)"
    var paths: [String: Value] = [:]
    if kind.isNamespaced, resource.verbs.contains("list") {
      paths["\(base)/\(kind.plural)"] = ["get": list(&components)]
    }
    paths[collection] = whole(&components)
    guard resource.verbs.contains("get") else { return paths }
    paths["\(collection)/{name}"] = item(&components)
    for subresource in resource.subresources where subresource.verbs.contains("patch") {
      let path = "\(collection)/{name}/\(subresource.name)"
      paths[path] = part(subresource, &components)
    }
    return paths
  }

  /// `/apis/apps/v1/namespaces/{namespace}/statefulsets`
  private func whole(_ components: inout SchemaComponents) -> Value {
    var operations: [String: Value] = ["parameters": .array(place(isNamed: false))]
    let reference = components.reference(type)
    if resource.verbs.contains("list") { operations["get"] = list(&components) }
    operations["post"] = operation(
      "post", Parameters.change, answer: reference, body: reference)
    if resource.verbs.contains("deletecollection") {
      operations["delete"] = operation(
        "deletecollection", Parameters.list + Parameters.deletion,
        answer: components.reference("Status"), body: components.reference("DeleteOptions"))
    }
    return .object(operations)
  }

  /// Within a namespace, and over all of them. A watch is the same request with a parameter.
  private func list(_ components: inout SchemaComponents) -> Value {
    operation(
      "list", Parameters.list + Parameters.watch,
      answer: components.listReference(type, of: resource.resource))
  }

  /// `/apis/apps/v1/namespaces/{namespace}/statefulsets/{name}`
  private func item(_ components: inout SchemaComponents) -> Value {
    var operations = readAndChange(type, of: resource.resource, &components)
    operations["delete"] = operation(
      "delete", Parameters.deletion, answer: components.reference("Status"),
      body: components.reference("DeleteOptions"))
    return .object(operations)
  }

  /// `.../statefulsets/{name}/scale`; nil for what is no object, like the options of a proxy.
  private func part(_ subresource: Subresource, _ components: inout SchemaComponents) -> Value? {
    guard let kind = subresource.kind else {
      return .object(readAndChange(type, of: resource.resource, &components))
    }
    let other = Resource(
      group: subresource.group, version: "v1", kind: kind, plural: "", singular: "")
    guard let otherType = Schema.typeName(of: other) else { return nil }
    return .object(readAndChange(otherType, of: other, &components))
  }

  /// What objects and their parts have in common.
  private func readAndChange(
    _ type: String, of kind: Resource, _ components: inout SchemaComponents
  ) -> [String: Value] {
    let reference = components.reference(type)
    return [
      "parameters": .array(place(isNamed: true)),
      "get": operation("get", [], of: kind, answer: reference),
      "put": operation("put", Parameters.change, of: kind, answer: reference, body: reference),
      "patch": operation(
        "patch", Parameters.change + Parameters.force, of: kind, answer: reference,
        body: components.special(SchemaName.patch), mediaTypes: Self.patchTypes),
    ]
  }

  /// `kubectl apply` looks for the strategic one before it merges along these schemas.
  private static let patchTypes = [
    "application/apply-patch+yaml", "application/json-patch+json",
    "application/merge-patch+json", "application/strategic-merge-patch+json",
  ]

  /// - Parameters:
  ///   - kind: of what is sent and answered; nil: the kind itself.
  ///   - body: the type of what is sent; deletions may go without.
  ///   - mediaTypes: in which the body may be written.
  private func operation(
    _ action: String, _ parameters: [Value], of kind: Resource? = nil, answer: Value,
    body: Value? = nil, mediaTypes: [String] = ["application/json"]
  ) -> Value {
    var operation: [String: Value] = [
      "x-kubernetes-action": .string(action),
      "x-kubernetes-group-version-kind": (kind ?? resource.resource).openAPIKind,
      "responses": [
        "200": ["description": "OK", "content": ["application/json": ["schema": answer]]],
        "401": ["description": "Unauthorized"],
      ],
    ]
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if let body {
      let content = mediaTypes.map { ($0, ["schema": body] as Value) }
      operation["requestBody"] = [
        "content": .object(Dictionary(content) { $1 }),
        "required": .bool(!["delete", "deletecollection"].contains(action)),
      ]
    }
    return .object(operation)
  }

  /// The variable parts of a path.
  private func place(isNamed: Bool) -> [Value] {
    var parameters: [Value] = []
    if isNamed { parameters.append(Parameters.inPath("name")) }
    if resource.resource.isNamespaced { parameters.append(Parameters.inPath("namespace")) }
    return parameters
  }
}
