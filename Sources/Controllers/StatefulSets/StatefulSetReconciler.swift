package import ObjectStore
package import Objects

/// The StatefulSet controller: makes a plan for the set of each key, and writes of it what is to
/// be done.
///
/// Order of writes: the update revision, the pods, the status, then what history has too much. A
/// pod that
/// is refused ends the sequence, as an error ends upstream's sync, and the key comes again with
/// back-off.
package struct StatefulSetReconciler: Reconciler {
  /// The status that the last sync of a set came to; written also where a pod could not be.
  private var statuses: [NamespacedName: StatefulSet] = [:]
  private var revisions = RevisionIndex()

  /// Pods made or deleted a pass, as many as upstream's largest batch: then other sets have their turn.
  private static let actionLimit = 500

  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    switch change {
    case .set(let old, let new):
      guard let set = new ?? old else { return [] }
      return [.set(set.namespacedName)]
    case .pod(let old, let new):
      return owners(old?.metadata, new?.metadata, in: view)
        + (new.map { adopters(of: $0, in: view) } ?? [])
    case .other(let old, let new):
      guard (new ?? old)?.isControllerRevision == true else { return [] }
      revisions.replace(old, by: new)
      return owners(old?.metadata, new?.metadata, in: view)
    case .namespace, .service, .slice:
      return []
    }
  }

  /// Both owners of a pod that changed hands look at it: one may have lost what the other got.
  private func owners(_ old: ObjectMetadata?, _ new: ObjectMetadata?, in view: ClusterView)
    -> [ReconcileKey]
  {
    let owners = Set([old, new].compactMap { $0?.controller?.uid })
    return owners.sorted().compactMap { uid in
      guard let key = view.key(ofUID: uid), key.resource.kind == StatefulSet.resource.kind else {
        return nil
      }
      return .set(key.namespacedName)
    }
  }

  /// Sets that may take a pod which nobody controls.
  private func adopters(of pod: Pod, in view: ClusterView) -> [ReconcileKey] {
    guard pod.metadata.controller == nil else { return [] }
    return view.sets(selecting: pod.metadata.labels, in: pod.metadata.namespace)
      .map { .set($0.namespacedName) }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .set(let name) = key else { return ReconcileResult() }
    guard let set = view.sets[name] else {
      statuses[name] = nil
      return ReconcileResult()
    }
    let membership = PodMembership(
      of: set, owned: view.pods(ownedBy: set.metadata.uid),
      orphans: view.orphanPods(in: name.namespace))
    guard membership.writes.isEmpty else { return ReconcileResult(writes: membership.writes) }
    let adoptions = revisions.adoptions(by: set, in: view)
    guard adoptions.isEmpty else { return ReconcileResult(writes: adoptions) }
    let history = RevisionHistory(
      of: set, stored: revisions.owned(by: set, in: view),
      named: {
        view.object(
          of: ControllerRevision.resource,
          NamespacedName(namespace: name.namespace, name: $0))
      })
    let plan = StatefulSetPlan.plan(
      set: set, pods: membership.members, revisions: history.revisions, now: now)
    var writes = history.write.map { [$0] } ?? []
    guard plan.actions.count <= Self.actionLimit else {
      // The status of a plan is that after all its actions.
      writes += plan.actions.prefix(Self.actionLimit).map(\.write)
      return ReconcileResult(writes: writes, requeueAfter: .zero)
    }
    writes += plan.actions.map(\.write)
    var updated = set
    updated.status = plan.status
    statuses[name] = updated.status == set.status ? nil : updated
    if let status = statuses[name] { writes.append(.updateStatus(status)) }
    writes += history.truncation(
      limit: set.spec.revisionHistoryLimit ?? 10, pods: membership.members)
    return ReconcileResult(
      writes: writes, requeueAfter: plan.nextLook.map { $0 - now })
  }

  /// The status is owed even where a pod before it was refused.
  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] {
    guard case .set(let name) = key, let status = statuses.removeValue(forKey: name),
      !outcomes.contains(where: \.write.isStatus)
    else { return [] }
    return [.updateStatus(status)]
  }
}

extension StatefulSetPlan.Action {
  var write: Write {
    switch self {
    case .createPod(let pod): .create(pod)
    case .deletePod(let pod, _): .delete(pod.key, uid: pod.metadata.uid, gracePeriodSeconds: nil)
    case .updatePod(let pod): .update(pod)
    }
  }
}

extension Write {
  fileprivate var isStatus: Bool {
    if case .updateStatus = self { true } else { false }
  }
}
