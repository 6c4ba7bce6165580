import Objects

/// Who may do what: administrators everything, everybody the health endpoints and the version, and
/// known users what upstream's `system:basic-user` and `system:discovery` may.
enum Authorization {
  /// Throws upstream's 403.
  static func check(_ request: APIRequest) throws(StatusError) {
    if request.user.isMaster { return }
    switch request.attributes {
    case .path(let verb, let path):
      guard isAllowed(verb, path, request.user) else {
        throw StatusError(
          403, "Forbidden",
          "forbidden: User \(quoted(request.user.name)) cannot \(verb) path \(quoted(path))",
          details: [:])
      }
    case .resource(let attributes):
      guard isAllowed(attributes, request.user) else {
        throw refusal(of: attributes, to: request.user)
      }
    }
  }

  /// What a self-subject access review asks.
  static func isAllowed(_ attributes: ResourceAttributes, _ user: User) -> Bool {
    if user.isMaster { return true }
    let reviews = ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"]
    return user.isAuthenticated && attributes.verb == "create"
      && reviews.contains(attributes.plural)
  }

  /// Of a path that is no resource.
  static func isAllowed(_ verb: String, _ path: String, _ user: User) -> Bool {
    if user.isMaster { return true }
    guard verb == "get" || verb == "head" else { return false }
    let root = path.split(separator: "/").first.map(String.init) ?? ""
    if ["healthz", "livez", "readyz", "version"].contains(root) { return true }
    return user.isAuthenticated && ["api", "apis", "openapi"].contains(root)
  }

  /// Upstream's `responsewriters.ForbiddenStatusError`.
  static func refusal(of attributes: ResourceAttributes, to user: User) -> StatusError {
    let plural =
      attributes.group.isEmpty
      ? attributes.plural : "\(attributes.plural).\(attributes.group)"
    let object = attributes.name.isEmpty ? plural : "\(plural) \(quoted(attributes.name))"
    let place =
      attributes.namespace.isEmpty
      ? "at the cluster scope" : "in the namespace \(quoted(attributes.namespace))"
    let message =
      "\(object) is forbidden: User \(quoted(user.name)) cannot \(attributes.verb) resource "
      + "\(quoted(attributes.resourceText)) in API group \(quoted(attributes.group)) \(place)"
    var details: [String: Value] = ["kind": .string(attributes.plural)]
    if !attributes.name.isEmpty { details["name"] = .string(attributes.name) }
    if !attributes.group.isEmpty { details["group"] = .string(attributes.group) }
    return StatusError(403, "Forbidden", message, details: .object(details))
  }

  private static func quoted(_ text: String) -> String { Value.string(text).quoted }
}
