package import ObjectStore
package import Objects

/// Keeps the EndpointSlices of Services that have a selector: who is behind a Service, at which
/// addresses, and whether it is ready (`../shared/reference`'s K8s DNS E1 to E6).
package struct EndpointSliceReconciler: Reconciler {
  static let manager = "endpointslice-controller.k8s.io"

  /// How many endpoints a slice may have; upstream's controller packs 100, the API allows 1000.
  let limit: Int
  /// Kept from look to look; after a restart the first look has the Service's age alone, as
  /// upstream.
  private var triggers: [NamespacedName: TriggerTimes] = [:]
  /// Versions of slices that this reconciler wrote and has not seen come back.
  private var written = Set<ResourceVersion>()

  /// - Parameter limit: 1 to 1000.
  package init(endpointsPerSlice limit: Int = 100) {
    precondition((1...1000).contains(limit), "the API allows 1 to 1000 endpoints a slice")
    self.limit = limit
  }

  /// A pod without an address before and after concerns no slice, however often it is written.
  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    switch change {
    case .service(let old, let new):
      return [.service((new ?? old)!.namespacedName)]
    case .pod(let old, let new):
      return view.services(touchedBy: old, new).map { .service($0) }
    case .slice(let old, let new):
      if let version = new?.metadata.resourceVersion, written.remove(version) != nil { return [] }
      // As upstream, which looks at annotations and owners with the next change.
      if let old, let new, old.metadata.generation == new.metadata.generation { return [] }
      let owners = [old, new].compactMap { $0?.managedService }
      return Set(owners).sorted().map { .service($0) }
    case .namespace, .set, .other:
      return []
    }
  }

  /// What takes an address from a Service is told at once, what gives it one when others have come
  /// as well: the pods of a large set do not each write all of its slice.
  package func canWait(for change: ViewChange, in view: ClusterView) -> Bool {
    switch change {
    case .service(nil, let service?):
      let namespace = service.metadata.namespace
      return view.pods(selectedBy: service.spec.selector, in: namespace).isEmpty
    case .pod(let old?, let new):
      if let new, new.keeps(old) { return true }
      // It has left the answers already, unless one of its Services answers for it to the end.
      let metadata = old.metadata
      return old.isTerminating
        && !view.services(selecting: metadata.labels, in: metadata.namespace)
          .contains(where: \.spec.publishNotReadyAddresses)
    case .pod: return true
    case .namespace, .service, .set, .slice, .other: return false
    }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .service(let name) = key, let service = view.services[name] else {
      if case .service(let name) = key { triggers[name] = nil }
      return ReconcileResult()
    }
    // Without a selector its slices are somebody else's; an alias keeps those that it had
    // (kubernetes#105986).
    guard !service.spec.selector.isEmpty, service.spec.type != "ExternalName" else {
      return ReconcileResult()
    }
    let pods = view.pods(selectedBy: service.spec.selector, in: name.namespace)
    let trigger = triggers[name, default: TriggerTimes()].update(service, pods)
    let slices = view.slices(of: name).filter {
      $0.managedService != nil && $0.metadata.deletionTimestamp == nil
    }
    var writes: [Write] = []
    for family in service.spec.ipFamilies {
      let groups = EndpointGroup.groups(of: pods, behind: service, family: family) { node in
        view.object(of: .node, NamespacedName(namespace: "", name: node))?
          .metadata.labels["topology.kubernetes.io/zone"]
      }
      let plan = SlicePlan(
        existing: slices.filter { $0.addressType == family }, groups: groups,
        like: service.newSlice(family: family), limit: limit)
      writes += plan.writes(trigger: trigger)
    }
    for slice in slices where !service.spec.ipFamilies.contains(slice.addressType) {
      writes.append(.delete(slice.key, uid: slice.metadata.uid, gracePeriodSeconds: 0))
    }
    // One that is going gets no new ones: in the foreground it would wait for them for ever.
    if service.metadata.deletionTimestamp != nil {
      writes.removeAll { if case .create = $0 { true } else { false } }
    }
    return ReconcileResult(writes: writes)
  }

  /// Remembers the versions that it wrote, so that their events cost nothing.
  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] {
    for outcome in outcomes {
      guard case .success(let object) = outcome.result else { continue }
      if case .delete = outcome.write { continue }
      if let version = object.metadata.resourceVersion { written.insert(version) }
    }
    return []
  }
}

extension ClusterView {
  /// Those that select the pod, or did before its labels changed; none if nothing about it matters to
  /// whoever looks for its address, or for the time of its last change.
  ///
  /// As upstream, labels alone matter to a Service that selects the pod now and did not, or no more.
  func services(touchedBy old: Pod?, _ new: Pod?) -> [NamespacedName] {
    guard [old, new].contains(where: { $0?.bearsAddressOrTime == true }) else { return [] }
    func services(selecting pod: Pod?) -> Set<NamespacedName> {
      guard let metadata = pod?.metadata else { return [] }
      return Set(
        self.services(selecting: metadata.labels, in: metadata.namespace).map(\.namespacedName))
    }
    let hasChanged = old?.endpointState != new?.endpointState || new?.isTerminating == true
    guard hasChanged || old?.metadata.labels != new?.metadata.labels else { return [] }
    let (before, after) = (services(selecting: old), services(selecting: new))
    return (hasChanged ? before.union(after) : before.symmetricDifference(after)).sorted()
  }
}

extension EndpointSlice {
  /// The Service for which the controller here keeps this slice.
  var managedService: NamespacedName? { service(managedBy: EndpointSliceReconciler.manager) }

  /// The Service that this slice is for, if this is who keeps it.
  func service(managedBy manager: String) -> NamespacedName? {
    guard metadata.labels["endpointslice.kubernetes.io/managed-by"] == manager, let serviceName
    else { return nil }
    return NamespacedName(namespace: metadata.namespace, name: serviceName)
  }
}

extension Pod {
  /// What an endpoint says of its pod, but for the labels that select it.
  fileprivate struct EndpointState: Equatable {
    var uid, nodeName: String
    var addresses: [String]
    var isReady, isTerminating, isTerminal: Bool
  }

  fileprivate var endpointState: EndpointState {
    EndpointState(
      uid: metadata.uid, nodeName: spec.nodeName, addresses: addresses, isReady: isReady,
      isTerminating: isTerminating, isTerminal: isTerminal)
  }

  fileprivate var bearsAddressOrTime: Bool {
    !addresses.isEmpty || condition("Ready")?.lastTransitionTime != nil
  }

  /// Every Service that had this pod's addresses still has them.
  fileprivate func keeps(_ old: Pod) -> Bool {
    metadata.uid == old.metadata.uid && metadata.labels == old.metadata.labels
      && spec.subdomain == old.spec.subdomain && spec.hostname == old.spec.hostname
      && old.addresses.allSatisfy(addresses.contains) && !isTerminal
      && (isReady || !old.isReady) && isTerminating == old.isTerminating
  }
}
