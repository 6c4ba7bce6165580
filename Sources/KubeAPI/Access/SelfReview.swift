import Objects

/// What somebody may ask about themselves: who they are, whether they may do a thing, and what they
/// may do (`kubectl auth whoami`, `auth can-i`).
enum SelfReview {
  case subject, access, rules

  /// nil: the request is about something else.
  init?(_ attributes: ResourceAttributes, method: String) throws(StatusError) {
    switch (attributes.group, attributes.version, attributes.plural) {
    case ("authentication.k8s.io", "v1", "selfsubjectreviews"): self = .subject
    case ("authorization.k8s.io", "v1", "selfsubjectaccessreviews"): self = .access
    case ("authorization.k8s.io", "v1", "selfsubjectrulesreviews"): self = .rules
    default: return nil
    }
    guard method == "POST" && attributes.name.isEmpty else { throw .methodNotAllowed }
  }

  private var kind: String {
    switch self {
    case .subject: "SelfSubjectReview"
    case .access: "SelfSubjectAccessReview"
    case .rules: "SelfSubjectRulesReview"
    }
  }

  private var apiVersion: String {
    self == .subject ? "authentication.k8s.io/v1" : "authorization.k8s.io/v1"
  }

  /// 201, as if it had been stored; `spec` comes back as it was sent.
  func respond(to request: APIRequest, bodies: BodyReader) throws(StatusError) -> APIResponse {
    let accept = try Accept(request.accept)
    let body = try bodies.read(request, as: kind).value
    let spec = body["spec"] ?? [:]
    var fields: [String: Value] = [
      "kind": .string(kind), "apiVersion": .string(apiVersion),
      "metadata": body["metadata"] ?? [:],
    ]
    switch self {
    case .subject: fields["status"] = ["userInfo": request.user.value]
    case .access:
      fields["spec"] = spec
      fields["status"] = try access(spec, request.user)
    case .rules:
      fields["spec"] = spec
      fields["status"] = Self.rules(of: request.user)
    }
    return APIResponse(.object(fields), status: 201, contentType: accept.contentType)
  }

  /// About a resource or about a path, not both.
  private func access(_ spec: Value, _ user: User) throws(StatusError) -> Value {
    let resource = spec["resourceAttributes"].flatMap(\.object)
    let path = spec["nonResourceAttributes"].flatMap(\.object)
    guard (resource == nil) != (path == nil) else {
      let error = FieldError(
        FieldPath("spec", "resourceAttributes"), .invalid, value: .null,
        detail: "exactly one of nonResourceAttributes or resourceAttributes must be specified")
      throw .invalid(
        group: "authorization.k8s.io", kind: kind, name: "", FieldErrors(error))
    }
    let isAllowed: Bool
    if let path {
      isAllowed = Authorization.isAllowed(
        path["verb"]?.string ?? "", path["path"]?.string ?? "", user)
    } else {
      var attributes = ResourceAttributes(
        method: "", group: resource?["group"]?.string ?? "", version: "",
        path: [resource?["resource"]?.string ?? ""], isWatch: false)
      attributes.verb = resource?["verb"]?.string ?? ""
      isAllowed = Authorization.isAllowed(attributes, user)
    }
    return ["allowed": .bool(isAllowed)]
  }

  /// Stars for administrators; for others the few things that ``Authorization`` lets them do.
  private static func rules(of user: User) -> Value {
    let open: Value = [
      "verbs": ["get"],
      "nonResourceURLs": ["/healthz", "/livez", "/readyz", "/version", "/version/"],
    ]
    guard user.isMaster else {
      return [
        "resourceRules": user.isAuthenticated
          ? [
            [
              "verbs": ["create"],
              "apiGroups": ["authentication.k8s.io", "authorization.k8s.io"],
              "resources": [
                "selfsubjectaccessreviews", "selfsubjectreviews", "selfsubjectrulesreviews",
              ],
            ]
          ] : [],
        "nonResourceRules": [open], "incomplete": false,
      ]
    }
    return [
      "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]],
      "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]], "incomplete": false,
    ]
  }
}

extension User {
  /// `authentication.k8s.io/v1` UserInfo.
  fileprivate var value: Value {
    var fields: [String: Value] = [
      "username": .string(name), "groups": .array(groups.map(Value.string)),
    ]
    if !extra.isEmpty {
      fields["extra"] = .object(extra.mapValues { .array($0.map(Value.string)) })
    }
    return .object(fields)
  }
}
