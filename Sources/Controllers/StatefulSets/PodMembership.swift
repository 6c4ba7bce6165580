import ObjectStore
import Objects

/// What must change about which pods are a set's, by controller reference and selector
/// (statefulset behaviour §3.7).
///
/// A pod of the set keeps its reference while the selector and its name match, and is released when
/// they do not; a pod without a controller that matches is adopted. References of others are left
/// alone.
enum PodMembership {
  /// - Parameters:
  ///   - strays: pods that carry the set's reference and do not match.
  ///   - orphans: pods of the namespace that nobody controls.
  static func writes(for set: StatefulSet, strays: [Pod], orphans: [Pod]) -> [Write] {
    guard set.metadata.deletionTimestamp == nil else { return [] }
    let releases = strays.map { stray in
      var released = stray
      released.metadata.ownerReferences.removeAll { $0.uid == set.metadata.uid }
      return Write.update(released)
    }
    let adoptions = orphans.compactMap { orphan -> Write? in
      guard orphan.metadata.controller == nil, !orphan.isTerminating,
        orphan.metadata.namespace == set.metadata.namespace,
        set.ordinal(ofPodNamed: orphan.metadata.name) != nil,
        set.spec.selector.matches(orphan.metadata.labels)
      else { return nil }
      var adopted = orphan
      adopted.metadata.adopt(set.controllerReference)
      return .update(adopted)
    }
    return releases + adoptions
  }
}

extension ObjectMetadata {
  /// One owner that was named already, though not as the controller, keeps its place in the list.
  mutating func adopt(_ controller: OwnerReference) {
    guard let place = ownerReferences.firstIndex(where: { $0.uid == controller.uid }) else {
      return ownerReferences.append(controller)
    }
    ownerReferences[place] = controller
  }
}
