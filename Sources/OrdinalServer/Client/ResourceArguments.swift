import Objects

/// What the words of a command name: `pods`, `sts,svc`, `statefulset web db`, `pod/web-0 svc/httpd`,
/// `all`.
struct ResourceArguments {
  /// Kinds to list, or single objects, in the order of the words.
  private(set) var targets: [Target] = []

  struct Target: Hashable {
    var resource: Resource
    /// nil: all of the kind.
    var name: String?
  }

  init(_ words: [String]) throws(OrdinalError) {
    guard let first = words.first else {
      throw OrdinalError(
        "name a resource: TYPE, TYPE NAME or TYPE/NAME, for example pods or statefulset/web",
        isUsage: true)
    }
    if first.contains("/") {
      for word in words {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else {
          throw OrdinalError("\(word): TYPE/NAME is expected, as in all of these", isUsage: true)
        }
        targets += try Self.resources(parts[0]).map { Target(resource: $0, name: String(parts[1])) }
      }
      return
    }
    var resources: [Resource] = []
    for type in first.split(separator: ",") { resources += try Self.resources(type) }
    let names = words.dropFirst()
    if names.isEmpty {
      targets = resources.map { Target(resource: $0) }
    } else {
      targets = resources.flatMap { resource in
        names.map { Target(resource: resource, name: $0) }
      }
    }
  }

  /// Plural, singular, short name or kind, alone or with its group: `sts`, `statefulsets.apps`.
  private static func resources(_ type: Substring) throws(OrdinalError) -> [Resource] {
    if type == "all" { return [Pod.resource, Service.resource, StatefulSet.resource] }
    let lower = type.lowercased()
    let found = Resource.served.first { resource in
      let names = [resource.plural, resource.singular] + resource.shortNames
      return names.contains { $0 == lower || "\($0).\(resource.group)" == lower }
    }
    guard let found else {
      let kinds = Resource.served.map(\.plural).sorted().joined(separator: ", ")
      throw OrdinalError(
        "the server doesn't have a resource type \"\(type)\"; it has \(kinds)", isUsage: true)
    }
    return [found]
  }
}

extension Resource {
  /// Where the API has it.
  func path(in namespace: String?, name: String? = nil, subresource: String? = nil) -> String {
    var path = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
    if isNamespaced, let namespace { path += "/namespaces/\(namespace)" }
    path += "/\(plural)"
    if let name { path += "/\(name)" }
    if let subresource { path += "/\(subresource)" }
    return path
  }

  /// Before a name in output: `pod/`, `statefulset.apps/`.
  var prefix: String { group.isEmpty ? "\(singular)/" : "\(singular).\(group)/" }
}
