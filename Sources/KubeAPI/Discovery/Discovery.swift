package import Objects

/// What the API tells about itself: groups, versions, kinds and what can be done with them
/// (`kubectl api-resources`, and the map by which kubectl turns `sts` into a URL).
package enum Discovery {
  /// The media type of aggregated discovery, which clients name in Accept and we in Content-Type.
  package static let aggregatedMediaType =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

  /// The whole of it for `/api` or `/apis`; nil for other paths.
  package static func aggregated(path: String) -> ServedDocument? {
    switch path {
    case "/api": core
    case "/apis": named
    default: nil
    }
  }

  /// One document a group and version, as clients before 1.26 and many others ask: `/api`, `/apis`,
  /// `/apis/GROUP`, `/api/v1` and `/apis/GROUP/VERSION`; nil for what is not served.
  ///
  /// - Parameter serverAddress: host and port that clients should use (`/api` tells it).
  package static func legacy(path: String, serverAddress: String = "") -> Value? {
    switch path {
    case "/api": return versions(serverAddress)
    case "/apis": return groupList
    default: break
    }
    if let version = GroupVersion.served.first(where: { $0.path == path }) {
      return version.resourceList
    }
    return GroupVersion.served.first { !$0.group.isEmpty && "/apis/\($0.group)" == path }?.apiGroup
  }

  // Composed once: kubectl asks before each command whether its copy is still good.
  private static let core = ServedDocument(list(of: GroupVersion.served.filter(\.group.isEmpty)))
  private static let named = ServedDocument(
    list(of: GroupVersion.served.filter { !$0.group.isEmpty }))

  private static func list(of versions: [GroupVersion]) -> Value {
    [
      "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": [:],
      "items": .array(versions.map(\.aggregated)),
    ]
  }
}
