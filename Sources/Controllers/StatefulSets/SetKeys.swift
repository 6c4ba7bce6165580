import ObjectStore
import Objects

/// Which sets a change concerns.
enum SetKeys {
  /// The set with this uid, if the uid is a set's.
  static func set(ofUID uid: String, in view: ClusterView) -> NamespacedName? {
    guard let key = view.key(ofUID: uid), key.resource.kind == StatefulSet.resource.kind else {
      return nil
    }
    return key.namespacedName
  }

  /// Sets that may take a pod which nobody controls.
  static func adopters(of pod: Pod, in view: ClusterView) -> [ReconcileKey] {
    guard pod.metadata.controller == nil else { return [] }
    return view.sets(selecting: pod.metadata.labels, in: pod.metadata.namespace)
      .map { .set($0.namespacedName) }
  }

  /// The set that gave a pod's name, or would have: a name that nobody has any more may be wanted.
  static func claimants(ofNameOf pod: ObjectMetadata, in view: ClusterView) -> [ReconcileKey] {
    guard let dash = pod.name.lastIndex(of: "-"),
      let set = view.sets[pod.namespace, String(pod.name[..<dash])],
      set.metadata.uid != pod.controller?.uid
    else { return [] }
    return [.set(set.namespacedName)]
  }

  /// The pods whose claim this is by its name, `TEMPLATE-SET-ORDINAL`. Both names may hold dashes,
  /// so there can be more than one.
  static func pods(claiming claim: NamespacedName, in view: ClusterView)
    -> [(set: StatefulSet, pod: String)]
  {
    let name = claim.name
    return name.indices.compactMap { index in
      guard name[index] == "-", index > name.startIndex else { return nil }
      let pod = String(name[name.index(after: index)...])
      guard let dash = pod.lastIndex(of: "-"),
        let set = view.sets[claim.namespace, String(pod[..<dash])],
        set.ordinal(ofPodNamed: pod) != nil,
        set.claimTemplates.contains(where: { $0.name == name[..<index] })
      else { return nil }
      return (set, pod)
    }
  }
}

extension GenericObject {
  /// Of a claim: what the controller looks at. Its volume and phase are others' matter.
  func concernsSets(differentlyFrom old: GenericObject?) -> Bool {
    old?.metadata.ownerReferences != metadata.ownerReferences
      || old?.metadata.deletionTimestamp != metadata.deletionTimestamp
      || old?.metadata.uid != metadata.uid
  }
}
