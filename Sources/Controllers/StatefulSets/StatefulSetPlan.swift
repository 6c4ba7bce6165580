package import Objects

/// What is to be done about a set now: a function of what there is, which does nothing itself.
///
/// Every reconcile makes a new plan. A plan of a set at rest has no actions, so the controller may
/// forget everything between two of them.
package struct StatefulSetPlan: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case createPod(Pod)
    case deletePod(Pod, DeletionCause)
    /// The labels of the pod's identity are put back.
    case updatePod(Pod)
  }

  package enum DeletionCause: Hashable, Sendable {
    /// Failed or Succeeded: the pod comes again when the store has forgotten this one.
    case ended
    case scaledDown
    case outdated
  }

  /// What an OrderedReady set, or a rolling update, waits for.
  package enum Wait: Hashable, Sendable {
    case creation(pod: String)
    case termination(pod: String)
    case readiness(pod: String)
    case availability(pod: String, at: Timestamp?)
  }

  /// In the order in which they are to be performed; one that fails ends the sync.
  package var actions: [Action] = []
  package var status: StatefulSetStatus
  package var wait: Wait?
  /// When time alone will change the plan: the next Ready pod becomes available.
  package var nextLook: Timestamp?

  package static func plan(set: StatefulSet, pods: [Pod], revisions: Revisions, now: Timestamp)
    -> StatefulSetPlan
  {
    var planner = Planner(set: set, pods: pods, revisions: revisions, now: now)
    planner.run()
    planner.plan.status.completeRollout(of: set.spec)
    return planner.plan
  }
}

/// One sync. The passes are those of upstream's `updateStatefulSet`, in its order; each returns false
/// where the sync ends.
private struct Planner {
  let set: StatefulSet
  let revisions: Revisions
  let now: Timestamp
  /// By place: the pods of the wanted ordinals, nil where there is none.
  var replicas: [Pod?]
  /// Pods outside the wanted ordinals, the highest first.
  var condemned: [Pod]
  var plan: StatefulSetPlan

  init(set: StatefulSet, pods: [Pod], revisions: Revisions, now: Timestamp) {
    self.set = set
    self.revisions = revisions
    self.now = now
    let ordinals = set.spec.ordinals
    replicas = Array(repeating: nil, count: ordinals.count)
    var outside: [(ordinal: Int, pod: Pod)] = []
    for pod in pods {
      guard let ordinal = set.ordinal(ofPodNamed: pod.metadata.name) else { continue }
      if ordinals.contains(ordinal) {
        replicas[ordinal - ordinals.lowerBound] = pod
      } else {
        outside.append((ordinal, pod))
      }
    }
    condemned = outside.sorted { $0.ordinal > $1.ordinal }.map(\.pod)
    plan = StatefulSetPlan(status: set.status)
    let members = replicas.compactMap(\.self) + condemned
    plan.status.count(members, of: set, at: revisions, now: now)
    plan.nextLook = members.compactMap { $0.availableSince(minReadySeconds: minReadySeconds) }
      .filter { $0 > now }.min()
  }

  var minReadySeconds: Int32 { self.set.spec.minReadySeconds }
  /// OrderedReady: one step a sync, and each waits for the one before.
  var isOrdered: Bool { self.set.spec.podManagementPolicy != "Parallel" }

  mutating func run() {
    guard set.metadata.deletionTimestamp == nil, fillReplicas(), removeCondemned(),
      set.spec.updateStrategyType != "OnDelete"
    else { return }
    replaceOutdated()
  }

  mutating func fillReplicas() -> Bool {
    for (place, ordinal) in set.spec.ordinals.enumerated() {
      guard let pod = replicas[place] else {
        plan.actions.append(.createPod(set.makePod(ordinal, of: revision(for: ordinal))))
        if stops(for: .creation(pod: set.podName(ordinal))) { return false }
        continue
      }
      if pod.isTerminal {
        if !pod.isTerminating { plan.actions.append(.deletePod(pod, .ended)) }
        if stops(for: .termination(pod: pod.metadata.name)) { return false }
        continue
      }
      if let wait = wait(for: pod), stops(for: wait) { return false }
      if let repaired = set.repaired(pod, ordinal: ordinal) {
        plan.actions.append(.updatePod(repaired))
      }
    }
    return true
  }

  /// A pod that is not healthy goes only if no pod before it is unhealthy too.
  mutating func removeCondemned() -> Bool {
    let firstUnhealthy = (replicas + condemned.reversed())
      .first { $0.map { wait(for: $0) != nil } ?? true }
    for pod in condemned {
      if pod.isTerminating {
        if stops(for: .termination(pod: pod.metadata.name)) { return false }
        continue
      }
      if isOrdered, pod.metadata.uid != firstUnhealthy??.metadata.uid, let wait = wait(for: pod) {
        plan.wait = wait
        return false
      }
      plan.actions.append(.deletePod(pod, .scaledDown))
      if isOrdered { return false }
    }
    return true
  }

  /// From the highest place down to the partition, one at a time: Parallel sets too.
  ///
  /// The partition counts places, not ordinals; above the number of replicas it stops every update.
  mutating func replaceOutdated() {
    for pod in replicas.dropFirst(Int(set.spec.partition ?? 0)).reversed() {
      guard let pod else { return }
      let isLeaving = pod.isTerminating || pod.isTerminal
      if pod.revisionName != revisions.update.name, !isLeaving {
        plan.actions.append(.deletePod(pod, .outdated))
        plan.status.forget(pod, at: revisions)
        return
      }
      if let wait = wait(for: pod) {
        plan.wait = plan.wait ?? wait
        return
      }
    }
  }

  /// Which revision a new pod gets. Here the partition counts from the first ordinal.
  func revision(for ordinal: Int) -> Revision {
    guard set.spec.updateStrategyType != "OnDelete" else { return revisions.update }
    // Without a partition no defaults were applied; upstream then counts the pods that were there.
    let kept = Int(set.spec.partition ?? set.status.currentReplicas)
    return ordinal < set.spec.ordinals.lowerBound + kept ? revisions.current : revisions.update
  }

  func wait(for pod: Pod) -> StatefulSetPlan.Wait? {
    if pod.isTerminating { return .termination(pod: pod.metadata.name) }
    guard pod.isRunningAndReady else { return .readiness(pod: pod.metadata.name) }
    let available = pod.availableSince(minReadySeconds: minReadySeconds)
    if let available, available <= now { return nil }
    return .availability(pod: pod.metadata.name, at: available)
  }

  mutating func stops(for wait: StatefulSetPlan.Wait) -> Bool {
    guard isOrdered else { return false }
    plan.wait = wait
    return true
  }
}
