import ObjectStore
package import Objects
package import Pods

/// Moves pods along their life, as the runtime says: what scheduler and kubelet are in a cluster.
///
/// Put it before the StatefulSet controller: then a set sees its pods as far on their way as they
/// can be.
package struct PodReconciler<Runtime: PodRuntime>: Reconciler {
  package private(set) var runtime: Runtime
  /// The pod that was last seen under a name: a new one may have it by now.
  private var uids: [NamespacedName: String] = [:]
  /// Pods that wait for any address of the pool.
  private var waitingForPool = WaitingLine<NamespacedName>()
  /// Pods that wait for one that they are pinned to: any that is freed may be theirs.
  private var waitingForPin = WaitingLine<NamespacedName>()
  /// Pods that an address which is freed brings on: more than one, as what is freed need not be the pool's.
  private static var broughtOn: Int { 4 }

  package init(runtime: Runtime) {
    self.runtime = runtime
  }

  /// All pods are shown before the first is reconciled, so that no address is given out which a
  /// pod has.
  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    switch change {
    case .pod(let old, let new):
      guard let pod = new ?? old else { return [] }
      if old == nil, !pod.status.podIPs.isEmpty { runtime.restore(pod) }
      let key = ReconcileKey.pod(pod.namespacedName)
      let isFreeing = old.map {
        !$0.status.podIPs.isEmpty && $0.status.podIPs != new?.status.podIPs
      }
      guard isFreeing == true else { return [key] }
      let waiting = waitingForPin.all + waitingForPool.first(Self.broughtOn)
      return [key] + waiting.map { .pod($0) }
    case .set(let old, let new):
      guard let set = new ?? old else { return [] }
      runtime.reserve(for: set.metadata.uid, new)
      guard old?.metadata.annotations != new?.metadata.annotations else { return [] }
      return view.pods(ownedBy: set.metadata.uid).map { .pod($0.namespacedName) }
    case .namespace, .service, .slice, .other:
      return []
    }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .pod(let name) = key else { return ReconcileResult() }
    let pod = view.pods[name]
    // Its addresses are freed here, where the time is known, also when the name has a new pod
    // already.
    if let known = uids[name], known != pod?.metadata.uid {
      runtime.forget(uid: known, now: now)
      leaveLines(name)
    }
    uids[name] = pod?.metadata.uid
    guard let pod else { return ReconcileResult() }
    let set = pod.metadata.controller
      .flatMap { view.sets[name.namespace, $0.name] }
      .flatMap { $0.metadata.uid == pod.metadata.controller?.uid ? $0 : nil }
    let step = runtime.step(pod, in: set, now: now)
    switch step.wait {
    case .pool: waitingForPool.join(name)
    case .pin: waitingForPin.join(name)
    case nil: leaveLines(name)
    }
    return ReconcileResult(
      writes: step.writes(for: pod), requeueAfter: step.nextLook.map { $0 - now })
  }

  private mutating func leaveLines(_ name: NamespacedName) {
    waitingForPool.leave(name)
    waitingForPin.leave(name)
  }
}

extension PodStep {
  /// One sequence: a pod is not removed before its last status is written.
  func writes(for pod: Pod) -> [Write] {
    var writes: [Write] = []
    if let node { writes.append(.bind(pod.key, uid: pod.metadata.uid, node: node)) }
    if let status {
      var updated = pod
      updated.status = status
      writes.append(.updateStatus(updated))
    }
    if isFinished {
      writes.append(.delete(pod.key, uid: pod.metadata.uid, gracePeriodSeconds: 0))
    }
    return writes
  }
}
