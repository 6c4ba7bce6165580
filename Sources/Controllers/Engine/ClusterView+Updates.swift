package import ObjectStore
package import Objects

extension ClusterView {
  /// Takes in one event, and says what changed with respect to what was seen before; nil if nothing
  /// did.
  package mutating func apply(_ event: StoreEvent) -> ViewChange? {
    version = max(version, event.version)
    return event.kind == .deleted ? remove(event.object.key) : update(event.object)
  }

  /// Makes the view equal to a list of everything, after events were missed.
  package mutating func replace(
    by objects: [any KubernetesObject], at version: ResourceVersion
  ) -> [ViewChange] {
    // A uid is an object's whole life: the same name with another uid is a deletion and an
    // addition.
    let present = Set(objects.map(\.metadata.uid))
    let gone = keysByUID.filter { !present.contains($0.key) }.values.sorted()
    var changes = gone.compactMap { remove($0) }
    changes += objects.compactMap { update($0) }
    self.version = version
    return changes
  }

  /// nil for an object that is as it was: a list brings many of them.
  private mutating func update(_ object: any KubernetesObject) -> ViewChange? {
    let change: ViewChange
    switch object {
    case let pod as Pod:
      change = .pod(old: pods.update(pod), new: pod)
    case let slice as EndpointSlice:
      change = .slice(old: slices.update(slice), new: slice)
    case let set as StatefulSet:
      change = .set(old: sets.update(set), new: set)
    case let service as Service:
      change = .service(old: services.update(service), new: service)
    case let namespace as Namespace:
      change = .namespace(old: namespaces.update(namespace), new: namespace)
    case let object as GenericObject:
      let old = others[GroupKind(object.resource), default: ViewTable()].update(object)
      change = .other(old: old, new: object)
    default:
      preconditionFailure("a kind that the view has no table for: \(object.resource.kind)")
    }
    guard change.metadata.old?.resourceVersion != object.metadata.resourceVersion else {
      return nil
    }
    file(change, object.key)
    return change
  }

  /// nil for an object that was never seen.
  private mutating func remove(_ key: ObjectKey) -> ViewChange? {
    let name = key.namespacedName
    let change: ViewChange?
    switch GroupKind(key.resource) {
    case GroupKind(Pod.resource): change = pods.remove(name).map { .pod(old: $0, new: nil) }
    case GroupKind(EndpointSlice.resource):
      change = slices.remove(name).map { .slice(old: $0, new: nil) }
    case GroupKind(StatefulSet.resource): change = sets.remove(name).map { .set(old: $0, new: nil) }
    case GroupKind(Service.resource):
      change = services.remove(name).map { .service(old: $0, new: nil) }
    case GroupKind(Namespace.resource):
      change = namespaces.remove(name).map { .namespace(old: $0, new: nil) }
    case let kind: change = others[kind]?.remove(name).map { .other(old: $0, new: nil) }
    }
    if let change { file(change, key) }
    return change
  }

  /// Brings the indexes up to date with one change.
  private mutating func file(_ change: ViewChange, _ key: ObjectKey) {
    let name = key.namespacedName
    let (old, new) = change.metadata
    if old?.uid != new?.uid {
      if let old { keysByUID[old.uid] = nil }
      if let new { keysByUID[new.uid] = key }
    }
    if old?.ownerReferences != new?.ownerReferences {
      for owner in old?.ownerReferences ?? [] { dependents.remove(key, under: owner.uid) }
      for owner in new?.ownerReferences ?? [] { dependents.insert(key, under: owner.uid) }
    }
    switch change {
    case .pod(let oldPod, let newPod):
      filePod(name, old, new)
      fileClaims(name, oldPod, newPod)
    case .slice(let old, let new):
      let service = { (slice: EndpointSlice) in
        slice.serviceName.map { NamespacedName(namespace: name.namespace, name: $0) }
      }
      slicesByService.replace(name, old.flatMap(service), by: new.flatMap(service))
    case .set(let old, let new):
      setSelectors.replace(
        name, old?.spec.selector.matchLabels, by: new?.spec.selector.matchLabels)
      setsByService.replace(name, old?.governingService, by: new?.governingService)
    case .service(let old, let new):
      serviceSelectors.replace(name, old?.spec.selector, by: new?.spec.selector)
    case .other(let old, let new):
      guard let body = old ?? new else { break }
      if body.resource == .persistentVolumeClaim {
        claimsByVolume.replace(name, old?.claimedVolume, by: new?.claimedVolume)
      } else if body.resource == .persistentVolume {
        volumesByClaim.replace(name, old?.volumeClaimant, by: new?.volumeClaimant)
      }
    case .namespace:
      break
    }
  }

  /// Pods have the most indexes, since most questions are about them.
  private mutating func filePod(
    _ name: NamespacedName, _ old: ObjectMetadata?, _ new: ObjectMetadata?
  ) {
    podLabels.replace(name, old?.labels, by: new?.labels)
    podsByOwner.replace(name, old?.controller?.uid, by: new?.controller?.uid)
    // Who adopts looks for pods without a controller in its own namespace.
    let orphanage = { (metadata: ObjectMetadata) in
      metadata.controller == nil ? metadata.namespace : nil
    }
    orphanPods.replace(name, old.flatMap(orphanage), by: new.flatMap(orphanage))
  }
}

extension SortedIndex {
  /// Files an element under another key.
  mutating func replace(_ element: Element, _ old: Key?, by new: Key?) {
    guard old != new else { return }
    if let old { remove(element, under: old) }
    if let new { insert(element, under: new) }
  }
}

extension StatefulSet {
  /// The Service that gives its pods their names; it need not exist.
  package var governingService: NamespacedName? {
    spec.serviceName.isEmpty
      ? nil : NamespacedName(namespace: metadata.namespace, name: spec.serviceName)
  }
}
