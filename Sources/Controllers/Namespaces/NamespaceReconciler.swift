import ObjectStore
package import Objects

/// Empties namespaces that are being deleted, and lets them go when nothing is left in them.
package struct NamespaceReconciler: Reconciler {
  /// Deletions a pass: then other keys have their turn.
  private static let deletionLimit = 500

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

  /// Pods are asked to go first, and the rest when they are gone: what they need is there to their
  /// end (upstream's ordered namespace deletion). What has finalizers holds the namespace.
  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .namespace(let name) = key, var namespace = view.namespaces["", name],
      namespace.metadata.deletionTimestamp != nil, namespace.finalizers.contains("kubernetes")
    else { return ReconcileResult() }
    let content = view.keys(in: name)
    let pods = content.filter { $0.resource == Pod.resource }
    let next = pods.isEmpty ? content : pods
    var writes = deletions(of: next, in: view)
    var requeueAfter: Duration?
    if writes.count > Self.deletionLimit {
      writes = Array(writes.prefix(Self.deletionLimit))
      requeueAfter = .zero
    }
    // Told once there is something to wait for, or nothing more; while there are pods, of them alone.
    if writes.isEmpty {
      let conditions = NamespaceConditions(next, in: view)
        .values(replacing: namespace.conditions, at: now)
      if conditions != namespace.conditions {
        namespace.conditions = conditions
        writes.append(.updateStatus(namespace))
        namespace.metadata.resourceVersion = nil
      }
    }
    if content.isEmpty {
      namespace.finalizers.removeAll { $0 == "kubernetes" }
      writes.append(.update(namespace))
    }
    return ReconcileResult(writes: writes, requeueAfter: requeueAfter)
  }

  private func deletions(of content: [ObjectKey], in view: ClusterView) -> [Write] {
    content.compactMap { key in
      guard let metadata = view.metadata(of: key), metadata.deletionTimestamp == nil else {
        return nil
      }
      return .delete(key, uid: metadata.uid, gracePeriodSeconds: nil)
    }
  }
}
