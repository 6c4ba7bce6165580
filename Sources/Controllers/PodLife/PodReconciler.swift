package import ObjectStore
package import Objects
package import Pods

/// Moves pods along their life, as the runtime says: what scheduler and kubelet are in a cluster.
///
/// Put it before the StatefulSet controller: then a set sees its pods as far on their way as they
/// can be.
package struct PodReconciler: Reconciler {
  package private(set) var runtime: any PodRuntime
  private var scheduler: PodScheduler
  private var events: PodEvents
  private var marks = AddressMarks()
  /// The pod that was last seen under a name: a new one may have it by now.
  private var uids: [NamespacedName: String] = [:]
  /// Pods that wait for any address of the pool.
  private var waitingForPool = WaitingLine<NamespacedName>()
  /// Pods that wait for one that they are pinned to: any that is freed may be theirs.
  private var waitingForPin = WaitingLine<NamespacedName>()
  /// Pods that an address which is freed brings on: more than one, as what is freed need not be the
  /// pool's.
  private static var broughtOn: Int { 4 }

  package init(runtime: any PodRuntime) {
    self.runtime = runtime
    scheduler = PodScheduler(node: runtime.node)
    events = PodEvents(node: runtime.node ?? SimulatedRuntime.defaultNode)
  }

  /// All pods are shown before the first is reconciled, so that no address is given out which a
  /// pod has.
  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    events.note(change)
    if let mark = marks.found(change) { runtime.resume(at: mark) }
    let scheduled = scheduler.pods(touchedBy: change, in: view)
    switch change {
    case .pod(let old, let new):
      guard let pod = new ?? old else { return [] }
      if old == nil { runtime.restore(pod) }
      let key = ReconcileKey.pod(pod.namespacedName)
      guard old?.isFreeingAddresses(as: new) == true else { return [key] }
      let waiting = waitingForPin.all + waitingForPool.first(Self.broughtOn)
      return [key] + waiting.map { .pod($0) }
    case .set(let old, let new):
      guard let set = new ?? old else { return [] }
      runtime.reserve(for: set.metadata.uid, new)
      guard old?.metadata.annotations != new?.metadata.annotations else { return [] }
      return view.pods(ownedBy: set.metadata.uid).map { .pod($0.namespacedName) }
    case .other: return scheduled.map { .pod($0) }
    case .namespace, .service, .slice: return []
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
    guard let pod else {
      // Where somebody else has removed it, that its addresses rest is told right after it.
      return ReconcileResult(writes: marks.writes(for: &runtime, in: view, at: now))
    }
    return pod.spec.nodeName.isEmpty && !pod.isTerminating && !pod.isTerminal
      ? schedule(pod, in: view, at: now) : step(pod, in: view, at: now)
  }

  private mutating func schedule(
    _ pod: Pod, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    let outcome = scheduler.schedule(pod, in: view, at: now)
    let told = events.record(outcome.event.map { [$0] } ?? [], of: pod, in: view, at: now)
    return ReconcileResult(writes: outcome.writes + told, requeueAfter: outcome.requeueAfter)
  }

  private mutating func step(
    _ pod: Pod, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    let name = pod.namespacedName
    let set = pod.metadata.controller
      .flatMap { view.sets[name.namespace, $0.name] }
      .flatMap { $0.metadata.uid == pod.metadata.controller?.uid ? $0 : nil }
    let step = runtime.step(pod, in: set, now: now)
    switch step.wait {
    case .pool: waitingForPool.join(name)
    case .pin: waitingForPin.join(name)
    case nil: leaveLines(name)
    }
    // One sequence: what is told comes last, as a refusal ends it.
    let writes =
      step.writes(for: pod) + marks.writes(for: &runtime, in: view, at: now)
      + events.record(step.events.map { PodEventDraft($0) }, of: pod, in: view, at: now)
    return ReconcileResult(writes: writes, requeueAfter: step.nextLook.map { $0 - now })
  }

  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] {
    if let failed = outcomes.first(where: { $0.error != nil }) {
      // The mark comes last: it was refused, or not tried.
      runtime.repeatAddressMark()
      if case .pod(let name) = key, let uid = uids[name] { runtime.repeatStage(of: uid) }
      if failed.write.key.resource == .configMap { marks.noteFailure() }
    }
    return []
  }

  private mutating func leaveLines(_ name: NamespacedName) {
    waitingForPool.leave(name)
    waitingForPin.leave(name)
  }
}

extension Pod {
  /// Whether a change gives other pods an address: this one moves, ends or goes.
  fileprivate func isFreeingAddresses(as new: Pod?) -> Bool {
    guard !status.podIPs.isEmpty else { return false }
    return status.podIPs != new?.status.podIPs || new?.isTerminal == true && !isTerminal
  }
}

extension PodStep {
  /// A pod is not removed before its last status is written.
  func writes(for pod: Pod) -> [Write] {
    var writes: [Write] = []
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
