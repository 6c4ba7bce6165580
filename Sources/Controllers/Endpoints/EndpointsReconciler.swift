import ObjectStore
package import Objects

/// Keeps the Endpoints object of each Service that has a selector: the elder form of its slices, which
/// some clients still read. One object a Service, whole at each change, so it is the last to know.
package struct EndpointsReconciler: Reconciler {
  static let triggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time"
  static let capacityAnnotation = "endpoints.kubernetes.io/over-capacity"
  static let managerLabel = "endpoints.kubernetes.io/managed-by"
  static let headlessLabel = "service.kubernetes.io/headless"
  static let manager = "endpoint-controller"

  private var triggers: [NamespacedName: TriggerTimes] = [:]

  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    switch change {
    case .service(let old, let new):
      return [.service((new ?? old)!.namespacedName)]
    case .pod(let old, let new):
      return view.services(touchedBy: old, new).map { .service($0) }
    case .other(let old, let new):
      guard let object = new ?? old, object.resource == .endpoints else { return [] }
      let name = object.namespacedName
      // As upstream, which puts back what was deleted at once, but edits at the next change.
      let isLeftOver =
        view.services[name] == nil && object.metadata.labels[Self.managerLabel] != nil
      return new == nil || isLeftOver ? [.service(name)] : []
    case .namespace, .set, .slice:
      return []
    }
  }

  /// Names are answered from slices, so nobody waits for this.
  package func canWait(for change: ViewChange, in view: ClusterView) -> Bool {
    if case .pod = change { true } else { false }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .service(let name) = key else { return ReconcileResult() }
    let old = view.object(of: .endpoints, name)
    guard let service = view.services[name] else {
      triggers[name] = nil
      return ReconcileResult(writes: removal(of: old))
    }
    // Without a selector it is somebody else's; an alias keeps what it had (kubernetes#105986).
    guard !service.spec.selector.isEmpty, service.spec.type != "ExternalName" else {
      return ReconcileResult()
    }
    let pods = view.pods(selectedBy: service.spec.selector, in: name.namespace)
    let trigger = triggers[name, default: TriggerTimes()].update(service, pods)
    var subsets = EndpointSubsets(of: pods, behind: service)
    let isTruncated = subsets.truncate()
    var object =
      old
      ?? GenericObject(
        resource: .endpoints,
        metadata: ObjectMetadata(name: name.name, namespace: name.namespace), body: [:])
    object.body["subsets"] = subsets.value
    object.metadata.labels = Self.labels(of: service)
    object.metadata.annotations[Self.capacityAnnotation] = isTruncated ? "truncated" : nil
    // That a Service is headless no more is told with the next change, as upstream.
    var unchanged = object
    unchanged.metadata.labels = old?.metadata.labels ?? [:]
    guard unchanged != old || !unchanged.isLabelled(like: service) else { return ReconcileResult() }
    object.metadata.annotations[Self.triggerAnnotation] = trigger?.exact
    return ReconcileResult(writes: [old == nil ? .create(object) : .update(object)])
  }

  private static func labels(of service: Service) -> [String: String] {
    var labels = service.metadata.labels
    labels[managerLabel] = manager
    labels[headlessLabel] = service.isHeadless ? "" : nil
    return labels
  }

  /// It has no owner reference, as upstream: it goes because its Service did, whoever wrote it.
  private func removal(of old: GenericObject?) -> [Write] {
    guard let old, old.metadata.deletionTimestamp == nil else { return [] }
    return [.delete(old.key, uid: old.metadata.uid, gracePeriodSeconds: nil)]
  }
}

extension GenericObject {
  /// Whether Endpoints bear the labels of their Service, those of the controllers' own left aside.
  fileprivate func isLabelled(like service: Service) -> Bool {
    metadata.labels[EndpointsReconciler.managerLabel] == EndpointsReconciler.manager
      && service.metadata.labels
        == metadata.labels.filter {
          $0.key != EndpointsReconciler.managerLabel && $0.key != EndpointsReconciler.headlessLabel
        }
  }
}
