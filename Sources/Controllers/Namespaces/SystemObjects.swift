import ObjectStore
package import Objects

/// Sees to it that what every cluster has is there, and comes back when it is deleted: the system
/// namespaces, what each namespace has, the Service of the API, the class of volumes, the node.
///
/// A look compares, so that a start on a store that has all of it writes nothing.
package struct SystemObjects: Reconciler {
  private static let namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"]
  /// The namespace on whose key cluster-wide objects hang.
  private static let home = "kube-system"

  private let api: APILocation?
  private let certificateAuthority: String?
  private let node: SystemNode?
  /// A user may delete the class, to make it anew with other parameters, until the next start.
  private var hasSeenToClass: Bool

  /// - Parameters:
  ///   - api: where the API listens; nil: it does not, and its Service has no endpoints.
  ///   - certificateAuthority: PEM, for pods that speak to the API.
  ///   - node: the one node; nil where whoever runs the pods makes its nodes.
  ///   - hasVolumes: whether the class `standard` can be served.
  package init(
    api: APILocation? = nil, certificateAuthority: String? = nil, node: SystemNode? = nil,
    hasVolumes: Bool = true
  ) {
    self.api = api
    self.certificateAuthority = certificateAuthority
    self.node = node
    hasSeenToClass = !hasVolumes
  }

  package func initialKeys(in view: ClusterView) -> [ReconcileKey] {
    Self.namespaces.map { .namespace($0) }
  }

  /// All of it hangs on a namespace's key, so that nothing is made before its namespace.
  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    let (old, new) = change.metadata
    guard let metadata = new ?? old else { return [] }
    switch change {
    case .namespace:
      // Content is made once the namespace is there, and a system namespace when it is gone.
      return old == nil || new == nil ? [.namespace(metadata.name)] : []
    case .service, .slice:
      return metadata.namespace == APILocation.name.namespace
        && metadata.name == APILocation.name.name ? [.namespace(metadata.namespace)] : []
    case .other(let old, let new):
      return isOurs((new ?? old)?.resource, metadata)
        ? [.namespace(metadata.namespace.isEmpty ? Self.home : metadata.namespace)] : []
    case .pod, .set:
      return []
    }
  }

  private func isOurs(_ resource: Resource?, _ metadata: ObjectMetadata) -> Bool {
    switch resource {
    case .serviceAccount: metadata.name == "default"
    case .configMap: metadata.name == NamespaceContent.certificateName
    case .endpoints:
      metadata.namespace == APILocation.name.namespace && metadata.name == APILocation.name.name
    case .node: metadata.name == node?.name
    default: false
    }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .namespace(let name) = key else { return ReconcileResult() }
    var writes: [Write] = []
    if let namespace = view.namespaces["", name] {
      guard namespace.metadata.deletionTimestamp == nil else { return ReconcileResult() }
    } else {
      guard Self.namespaces.contains(name) else { return ReconcileResult() }
      writes.append(.create(Namespace(metadata: ObjectMetadata(name: name))))
    }
    let content = NamespaceContent(certificateAuthority: certificateAuthority)
    writes += content.writes(for: name, in: view)
    if name == Self.home {
      if !hasSeenToClass {
        hasSeenToClass = true
        writes += NamespaceContent.classWrites(in: view)
      }
      writes += node?.writes(in: view, at: now) ?? []
    }
    if name == APILocation.name.namespace {
      writes += APILocation.writes(api, in: view)
    }
    return ReconcileResult(writes: writes)
  }
}
