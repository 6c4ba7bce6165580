import ObjectStore
package import Objects

/// Sees to it that what every cluster has is there, and comes back when it is deleted: the system
/// namespaces and the Service of the API.
package struct SystemObjects: Reconciler {
  private static let namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"]

  /// The port on which the API itself listens.
  private let apiPort: Int32

  package init(apiPort: Int32 = 6443) { self.apiPort = apiPort }

  package func initialKeys(in view: ClusterView) -> [ReconcileKey] {
    Self.namespaces.map { .namespace($0) }
  }

  /// All of it hangs on the namespace's key, so that nothing is made before its namespace.
  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    switch change {
    case .namespace(let old?, nil) where Self.namespaces.contains(old.metadata.name):
      [.namespace(old.metadata.name)]
    case .service(let old?, nil) where old.namespacedName == ServiceAdmission.apiService:
      [.namespace(old.metadata.namespace)]
    default: []
    }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .namespace(let name) = key else { return ReconcileResult() }
    var writes: [Write] = []
    if view.namespaces["", name] == nil {
      writes.append(.create(Namespace(metadata: ObjectMetadata(name: name))))
    }
    let apiService = ServiceAdmission.apiService
    if name == apiService.namespace && view.services[apiService] == nil {
      writes.append(.create(service(apiService)))
    }
    return ReconcileResult(writes: writes)
  }

  /// As the API server itself writes it.
  private func service(_ name: NamespacedName) -> Service {
    Service(
      metadata: ObjectMetadata(
        name: name.name, namespace: name.namespace,
        labels: ["component": "apiserver", "provider": "kubernetes"]),
      spec: ServiceSpec(
        type: "ClusterIP",
        ports: [ServicePort(name: "https", port: 443, targetPort: .number(apiPort))]))
  }
}
