import Objects

/// A version of an API group with its kinds. Every group served here has one version.
struct GroupVersion: Sendable {
  let group: String
  let version: String
  /// By their plural names, as upstream lists them.
  let resources: [DiscoveredResource]

  /// `v1`, `apps/v1`.
  var name: String { group.isEmpty ? version : "\(group)/\(version)" }
  /// `/api/v1`, `/apis/apps/v1`.
  var path: String { group.isEmpty ? "/api/\(version)" : "/apis/\(name)" }

  /// In the order in which upstream's discovery names the groups.
  static let served: [GroupVersion] = {
    let resources =
      Resource.served.map(DiscoveredResource.init(kept:)) + DiscoveredResource.reviews
    let groups = [
      "", "apps", "authentication.k8s.io", "authorization.k8s.io", "storage.k8s.io",
      "discovery.k8s.io",
    ]
    return groups.map { group in
      GroupVersion(
        group: group, version: "v1",
        resources: resources.filter { $0.resource.group == group }
          .sorted { $0.resource.plural < $1.resource.plural })
    }
  }()
}

/// A kind as discovery tells of it.
struct DiscoveredResource: Sendable {
  let resource: Resource
  /// What may be done with it, sorted: kubectl looks here before it deletes or watches.
  let verbs: [String]
  /// `all`: what `kubectl get all` asks for.
  let categories: [String]
  /// Paths below its objects.
  let subresources: [Subresource]

  /// A kind whose objects are stored.
  init(kept resource: Resource) {
    self.resource = resource
    let verbs = [
      "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
    ]
    // Upstream has no deletion of all namespaces at once.
    self.verbs =
      resource == Namespace.resource ? verbs.filter { $0 != "deletecollection" } : verbs
    let isInAll = [Pod.resource, Service.resource, StatefulSet.resource].contains(resource)
    categories = isInAll ? ["all"] : []
    subresources = Subresource.all[resource] ?? []
  }

  /// A kind that is only posted, for its answer.
  private init(posted kind: String, in group: String) {
    resource = Resource(
      group: group, version: "v1", kind: kind, plural: "\(kind.lowercased())s",
      singular: kind.lowercased(), isNamespaced: false)
    verbs = ["create"]
    categories = []
    subresources = []
  }

  /// Behind `kubectl auth can-i` and `kubectl auth whoami`.
  static let reviews: [DiscoveredResource] = [
    DiscoveredResource(posted: "SelfSubjectReview", in: "authentication.k8s.io"),
    DiscoveredResource(posted: "SelfSubjectAccessReview", in: "authorization.k8s.io"),
    DiscoveredResource(posted: "SelfSubjectRulesReview", in: "authorization.k8s.io"),
  ]
}
