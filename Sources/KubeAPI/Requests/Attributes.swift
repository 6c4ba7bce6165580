/// What a request is about, by its method and path alone: this is what authorization looks at.
package enum Attributes: Hashable, Sendable {
  case resource(ResourceAttributes)
  /// Health, discovery, versions, and everything unknown.
  case path(verb: String, String)

  /// Upstream's `RequestInfoFactory`: `/api/V/...` and `/apis/G/V/...` with something behind are
  /// resources.
  package init(method: String, path: String, isWatch: Bool) {
    let parts = path.split(separator: "/").map { String($0).percentDecoded }
    var rest = parts[...]
    var group = ""
    var version = ""
    if parts.first == "api", parts.count > 2 {
      version = parts[1]
      rest = parts[2...]
    } else if parts.first == "apis", parts.count > 3 {
      group = parts[1]
      version = parts[2]
      rest = parts[3...]
    } else {
      self = .path(verb: method.lowercased(), path)
      return
    }
    self = .resource(
      ResourceAttributes(
        method: method, group: group, version: version, path: Array(rest), isWatch: isWatch))
  }
}

/// A resource as a URL names it; whether there is such a resource is another question.
package struct ResourceAttributes: Hashable, Sendable {
  package var group: String
  package var version: String
  /// Lower-case plural.
  package var plural: String
  /// Empty: in all namespaces, or the kind has none.
  package var namespace = ""
  /// Empty: the collection.
  package var name = ""
  package var subresource = ""
  /// What stands behind the subresource (`proxy` has a path there).
  package var remainder: [String] = []
  package var verb: String

  init(method: String, group: String, version: String, path: [String], isWatch: Bool) {
    self.group = group
    self.version = version
    var path = path[...]
    var isWatch = isWatch
    // The old form of a watch, which some clients still use.
    if path.first == "watch", path.count > 1 {
      path = path.dropFirst()
      isWatch = true
    }
    // `namespaces/NAME` and its two subresources are about the namespace itself.
    if path.first == "namespaces", path.count > 2,
      !Self.namespaceSubresources.contains(path[path.startIndex + 2])
    {
      namespace = path[path.startIndex + 1]
      path = path.dropFirst(2)
    }
    plural = path.popFirst() ?? ""
    name = path.popFirst() ?? ""
    subresource = path.popFirst() ?? ""
    remainder = Array(path)
    if group.isEmpty && plural == "namespaces" { namespace = name }
    verb = Self.verb(method, isCollection: name.isEmpty, isWatch: isWatch)
  }

  /// All others that stand there are kinds.
  private static let namespaceSubresources = ["status", "finalize"]

  /// As authorization calls what a method does (K8s authorization §"Request verbs").
  private static func verb(_ method: String, isCollection: Bool, isWatch: Bool) -> String {
    switch method {
    case "GET", "HEAD": isWatch ? "watch" : isCollection ? "list" : "get"
    case "POST": "create"
    case "PUT": "update"
    case "PATCH": "patch"
    case "DELETE": isCollection ? "deletecollection" : "delete"
    default: method.lowercased()
    }
  }

  /// `pods`, `pods/log`.
  package var resourceText: String {
    subresource.isEmpty ? plural : "\(plural)/\(subresource)"
  }
}
