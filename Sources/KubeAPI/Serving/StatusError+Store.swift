package import ObjectStore
import Objects

/// The store's refusals as the API tells them.
extension StatusError {
  /// - Parameter namespace: of the object, which upstream tells in two cases.
  package init(_ error: StoreError, in namespace: String = "") {
    let message = "\(error)"
    switch error {
    case .notFound(let resource, let name):
      self.init(404, "NotFound", message, details: Self.details(resource, name))
    case .alreadyExists(let resource, let name, _):
      self.init(409, "AlreadyExists", message, details: Self.details(resource, name))
    case .conflict(let resource, let name, let reason):
      self = Self.conflict(resource, namespace, name, reason, message)
    case .invalid(let resource, let name, let errors):
      self = Self.invalid(group: resource.group, kind: resource.kind, name: name, errors)
    case .forbidden(let resource, let name, let reason):
      self.init(
        403, "Forbidden", message,
        details: Self.details(resource, name)
          .merging(reason == StoreError.ending(namespace) ? Self.ending(namespace) : [:]))
    case .failure: self.init(500, "", message)
    case .expired:
      self.init(410, "Expired", message)
    case .internalError(let text):
      self.init(
        500, "InternalError", message, details: ["causes": [["message": .string(text)]]])
    }
  }

  /// Clients tell by this cause that trying again is of no use.
  private static func ending(_ namespace: String) -> Value {
    [
      "causes": [
        [
          "reason": "NamespaceTerminating", "field": "metadata.namespace",
          "message": .string("namespace \(namespace) is being terminated"),
        ]
      ]
    ]
  }

  /// A version from the future: of another server, or made up.
  static func tooLarge(_ wanted: ResourceVersion, current: ResourceVersion) -> StatusError {
    StatusError(
      504, "Timeout", "Too large resource version: \(wanted), current: \(current)",
      details: [
        "causes": [
          ["reason": "ResourceVersionTooLarge", "message": "Too large resource version"]
        ], "retryAfterSeconds": 1,
      ])
  }

  /// Upstream names the kind, and not the plural, where a precondition of a deletion fails.
  private static func conflict(
    _ resource: Resource, _ namespace: String, _ name: String, _ reason: String,
    _ message: String
  ) -> StatusError {
    guard reason.hasPrefix("the UID in") || reason.hasPrefix("the ResourceVersion in") else {
      let marker = "Precondition failed: UID"
      let prefix =
        "StorageError: invalid object, Code: 4, Key: /\(resource.plural)"
        + (namespace.isEmpty ? "" : "/\(namespace)") + "/\(name), "
        + "ResourceVersion: 0, AdditionalErrorMsg: "
      let text =
        reason.hasPrefix(marker)
        ? StoreError.conflict(resource, name: name, reason: prefix + reason).description : message
      return StatusError(409, "Conflict", text, details: details(resource, name))
    }
    return StatusError(
      409, "Conflict",
      "Operation cannot be fulfilled on \(resource.qualifiedKind) "
        + "\(Value.string(name).quoted): \(reason)",
      details: details(resource, name, kind: resource.kind))
  }

  /// What a Status says of the object it is about; its `kind` is the plural.
  static func details(
    _ resource: Resource, _ name: String, kind: String? = nil, uid: String = ""
  ) -> Value {
    var fields: [String: Value] = ["kind": .string(kind ?? resource.plural)]
    if !name.isEmpty { fields["name"] = .string(name) }
    if !resource.group.isEmpty { fields["group"] = .string(resource.group) }
    if !uid.isEmpty { fields["uid"] = .string(uid) }
    return .object(fields)
  }
}
