import ObjectStore
package import Objects

/// Empties namespaces that are being deleted, and lets them go when nothing is left in them.
package struct NamespaceReconciler: Reconciler {
  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    if case .namespace(_, let new) = change {
      return new.map { [.namespace($0.metadata.name)] } ?? []
    }
    // Only what leaves a terminating namespace, or slipped into it, matters.
    let (old, new) = change.metadata
    guard old == nil || new == nil, let name = (new ?? old)?.namespace,
      view.namespaces["", name]?.metadata.deletionTimestamp != nil
    else { return [] }
    return [.namespace(name)]
  }

  /// Everything is asked to go at once; what has a grace period or finalizers holds the namespace.
  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .namespace(let name) = key, var namespace = view.namespaces["", name],
      namespace.metadata.deletionTimestamp != nil, namespace.finalizers.contains("kubernetes")
    else { return ReconcileResult() }
    let content = view.keys(in: name)
    guard content.isEmpty else {
      let writes = content.compactMap { key -> Write? in
        guard let metadata = view.metadata(of: key), metadata.deletionTimestamp == nil else {
          return nil
        }
        return .delete(key, uid: metadata.uid, gracePeriodSeconds: nil)
      }
      return ReconcileResult(writes: writes)
    }
    namespace.finalizers.removeAll { $0 == "kubernetes" }
    return ReconcileResult(writes: [.update(namespace)])
  }
}
