import ObjectStore
package import Objects

/// Keeps slices of the Endpoints that somebody wrote for a Service without a selector, so that it
/// has its names as others do: names are answered from slices alone (upstream's
/// endpointslicemirroring-controller).
package struct EndpointMirror: Reconciler {
  static let manager = "endpointslicemirroring-controller.k8s.io"

  private var recorder = EventRecorder(component: "endpoint-slice-mirroring-controller")

  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    recorder.note(change)
    switch change {
    case .service(let old, let new):
      // Of others the endpoints are a controller's.
      guard [old, new].contains(where: { $0?.spec.selector.isEmpty == true }) else { return [] }
      return [.service((new ?? old)!.namespacedName)]
    case .other(let old, let new):
      guard let object = new ?? old, object.resource == .endpoints else { return [] }
      return [.service(object.namespacedName)]
    case .slice(let old, let new):
      // As upstream, which looks at annotations and owners with the next change.
      if let old, let new, old.metadata.generation == new.metadata.generation { return [] }
      let services = [old, new].compactMap { $0?.service(managedBy: Self.manager) }
      return Set(services).sorted().map { .service($0) }
    case .namespace, .pod, .set:
      return []
    }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .service(let name) = key else { return ReconcileResult() }
    let slices = view.slices(of: name).filter {
      $0.service(managedBy: Self.manager) != nil && $0.metadata.deletionTimestamp == nil
    }
    let service = view.services[name].flatMap { $0.spec.selector.isEmpty ? $0 : nil }
    guard service != nil, let source = view.object(of: .endpoints, name), source.isToBeMirrored
    else {
      return ReconcileResult(writes: slices.map(\.removal))
    }
    let subsets = MirroredSubsets(source.body["subsets"]?.array ?? [])
    let writes = ["IPv4", "IPv6"].flatMap { family in
      Self.writes(
        of: subsets.groups(of: family), over: slices.filter { $0.addressType == family },
        like: source.newMirror(family: family), isGoing: source.metadata.deletionTimestamp != nil)
    }
    return ReconcileResult(writes: writes, remarks: remarks(about: source, subsets, at: now))
  }

  /// A slice for each group, written whole; those that are left over give their names to new ones.
  private static func writes(
    of groups: [EndpointGroup], over slices: [EndpointSlice], like template: EndpointSlice,
    isGoing: Bool
  ) -> [Write] {
    var spare = slices
    var leaving: [EndpointSlice] = []
    var created: [EndpointSlice] = []
    var updated: [EndpointSlice] = []
    for group in groups {
      let own = spare.filter(group.isOf)
      spare.removeAll(where: group.isOf)
      guard !group.endpoints.isEmpty else {
        leaving += own
        continue
      }
      var slice = template
      slice.ports = group.ports
      slice.endpoints = group.endpoints
      guard let old = own.first else {
        created.append(slice)
        continue
      }
      leaving += own.dropFirst()
      slice.metadata.generateName = ""
      slice.takePlace(of: old)
      if !slice.says(whatIsSaidBy: old) { updated.append(slice) }
    }
    leaving += spare
    for (index, old) in leaving.prefix(created.count).enumerated() {
      created[index].takePlace(of: old)
    }
    let recycled = min(created.count, leaving.count)
    return (isGoing ? [] : created.dropFirst(recycled).map { .create($0) })
      + (updated + created.prefix(recycled)).map { .update($0) }
      + leaving.dropFirst(recycled).map(\.removal)
  }

  private mutating func remarks(
    about source: GenericObject, _ subsets: MirroredSubsets, at now: Timestamp
  ) -> [Write] {
    guard subsets.skipped > 0 else { return [] }
    return recorder.record(
      .warning, reason: "TooManyAddressesToMirror",
      message: "A max of \(MirroredSubsets.limit) addresses can be mirrored to EndpointSlices "
        + "per Endpoints subset. \(subsets.skipped) addresses were skipped",
      about: EventSubject(source), at: now)
  }
}

extension EndpointSlice {
  fileprivate var removal: Write { .delete(key, uid: metadata.uid, gracePeriodSeconds: 0) }

  /// The same endpoints in any order, labels and annotations.
  fileprivate func says(whatIsSaidBy old: EndpointSlice) -> Bool {
    func byIdentity(_ endpoints: [SliceEndpoint]) -> [EndpointIdentity: SliceEndpoint] {
      Dictionary(endpoints.map { (EndpointIdentity($0), $0) }, uniquingKeysWith: { $1 })
    }
    return endpoints.count == old.endpoints.count
      && byIdentity(endpoints) == byIdentity(old.endpoints)
      && metadata.labels == old.metadata.labels
      && metadata.annotations == old.metadata.annotations
  }
}

extension GenericObject {
  /// Whoever keeps slices of its own, or uses the object as a lock, says so.
  fileprivate var isToBeMirrored: Bool {
    metadata.labels["endpointslice.kubernetes.io/skip-mirror"] != "true"
      && metadata.annotations["control-plane.alpha.kubernetes.io/leader"] == nil
  }

  /// Owned by the Endpoints, with which it goes. When those were changed is not told.
  fileprivate func newMirror(family: String) -> EndpointSlice {
    var labels = metadata.labels
    labels["kubernetes.io/service-name"] = metadata.name
    labels["endpointslice.kubernetes.io/managed-by"] = EndpointMirror.manager
    var annotations = metadata.annotations
    annotations[EndpointsReconciler.triggerAnnotation] = nil
    annotations["kubectl.kubernetes.io/last-applied-configuration"] = nil
    return EndpointSlice(
      metadata: ObjectMetadata(
        generateName: "\(metadata.name)-", namespace: metadata.namespace, labels: labels,
        annotations: annotations,
        ownerReferences: [
          OwnerReference(
            apiVersion: "v1", kind: "Endpoints", name: metadata.name, uid: metadata.uid,
            isController: true, blocksOwnerDeletion: true)
        ]),
      addressType: family)
  }
}
