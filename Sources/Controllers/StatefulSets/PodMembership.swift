package import ObjectStore
package import Objects

/// Which pods are a set's, by controller reference and selector, and what must change about that.
///
/// A pod of the set keeps its reference while the selector and its name match, and is released
/// when they
/// do not; a pod without a controller that matches is adopted. References of others are left alone.
package struct PodMembership: Sendable {
  /// The pods that carry the set's reference and match.
  package var members: [Pod] = []
  /// Adoptions and releases. They are made before anything is planned: a plan must not count on
  /// them.
  package var writes: [Write] = []

  package init(of set: StatefulSet, owned: [Pod], orphans: [Pod]) {
    let isLeaving = set.metadata.deletionTimestamp != nil
    let strays = owned.indices.filter { !Self.belongs(owned[$0], to: set) }
    members = owned
    for stray in strays.reversed() {
      var released = members.remove(at: stray)
      guard !isLeaving, released.metadata.controller?.uid == set.metadata.uid else { continue }
      released.metadata.ownerReferences.removeAll { $0.uid == set.metadata.uid }
      writes.append(.update(released))
    }
    guard !isLeaving else { return }
    for pod in orphans
    where pod.metadata.controller == nil && !pod.isTerminating && Self.matches(pod, set) {
      var adopted = pod
      adopted.metadata.ownerReferences.removeAll { $0.uid == set.metadata.uid }
      adopted.metadata.ownerReferences.append(set.controllerReference)
      writes.append(.update(adopted))
    }
  }

  private static func belongs(_ pod: Pod, to set: StatefulSet) -> Bool {
    pod.metadata.controller?.uid == set.metadata.uid && matches(pod, set)
  }

  private static func matches(_ pod: Pod, _ set: StatefulSet) -> Bool {
    pod.metadata.namespace == set.metadata.namespace
      && set.ordinal(ofPodNamed: pod.metadata.name) != nil
      && set.spec.selector.matches(pod.metadata.labels)
  }
}
