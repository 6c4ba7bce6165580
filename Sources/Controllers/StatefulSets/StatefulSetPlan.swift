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
    /// Its ordinal is outside the wanted ones.
    case scaledDown
    /// It is not of the update revision, and its turn has come.
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
  /// nil where nothing holds the set up.
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

/// One sync. The passes are those of upstream's `updateStatefulSet`, in its order; each returns
/// false
/// where the sync ends.
private struct Planner {
  let set: StatefulSet
  let pods: [Pod]
  let revisions: Revisions
  let now: Timestamp
  /// By place: the pods of the wanted ordinals, nil where there is none.
  var replicas: [SetMember?]
  /// Pods outside the wanted ordinals, the highest first.
  var condemned: [SetMember] = []
  var plan: StatefulSetPlan

  init(set: StatefulSet, pods: [Pod], revisions: Revisions, now: Timestamp) {
    self.set = set
    self.pods = pods
    self.revisions = revisions
    self.now = now
    let ordinals = set.spec.ordinals
    var members: [SetMember] = []
    members.reserveCapacity(pods.count)
    replicas = Array(repeating: nil, count: ordinals.count)
    for place in pods.indices {
      guard let ordinal = set.ordinal(ofPodNamed: pods[place].metadata.name) else { continue }
      let member = SetMember(
        pods[place], ordinal: ordinal, place: place, minReadySeconds: set.spec.minReadySeconds)
      members.append(member)
      if ordinals.contains(ordinal) {
        replicas[ordinal - ordinals.lowerBound] = member
      } else {
        condemned.append(member)
      }
    }
    condemned.sort { $0.ordinal > $1.ordinal }
    plan = StatefulSetPlan(status: set.status)
    plan.status.count(members, of: set, at: revisions, now: now)
    plan.nextLook = members.lazy.compactMap(\.availableAt).filter { $0 > now }.min()
  }

  /// OrderedReady: one step a sync, and each waits for the one before.
  var isOrdered: Bool { self.set.spec.podManagementPolicy != "Parallel" }

  mutating func run() {
    guard set.metadata.deletionTimestamp == nil, fillReplicas(), removeCondemned(),
      set.spec.updateStrategyType != "OnDelete"
    else { return }
    replaceOutdated()
  }

  /// From the lowest ordinal up: makes what is missing, puts away what has ended, waits for the
  /// rest.
  mutating func fillReplicas() -> Bool {
    for (place, ordinal) in set.spec.ordinals.enumerated() {
      guard let member = replicas[place] else {
        plan.actions.append(.createPod(set.makePod(ordinal, of: revision(for: ordinal))))
        if stops(for: .creation(pod: set.podName(ordinal))) { return false }
        continue
      }
      if member.isTerminal {
        if !member.isTerminating { plan.actions.append(.deletePod(pods[member.place], .ended)) }
        if stops(for: .termination(pod: member.name)) { return false }
        continue
      }
      if isOrdered, let wait = wait(for: member), stops(for: wait) { return false }
      if let repaired = set.repaired(pods[member.place], ordinal: ordinal) {
        plan.actions.append(.updatePod(repaired))
      }
    }
    return true
  }

  /// A pod that is not healthy goes only if no pod before it is unhealthy too.
  mutating func removeCondemned() -> Bool {
    guard !condemned.isEmpty else { return true }
    let isReplicaUnhealthy = replicas.contains { $0.map { wait(for: $0) != nil } ?? true }
    let firstUnhealthy =
      isReplicaUnhealthy ? nil : condemned.last { wait(for: $0) != nil }?.place
    for member in condemned {
      if member.isTerminating {
        if stops(for: .termination(pod: member.name)) { return false }
        continue
      }
      if isOrdered, member.place != firstUnhealthy, let wait = wait(for: member) {
        plan.wait = wait
        return false
      }
      plan.actions.append(.deletePod(pods[member.place], .scaledDown))
      if isOrdered { return false }
    }
    return true
  }

  /// From the highest place down to the partition, one at a time: Parallel sets too.
  ///
  /// The partition counts places, not ordinals; above the number of replicas it stops every update.
  mutating func replaceOutdated() {
    let candidates = replicas.dropFirst(Int(set.spec.partition ?? 0))
    for member in candidates.reversed() {
      guard let member else { return }
      let isLeaving = member.isTerminating || member.isTerminal
      if isOutdated(member), !isLeaving {
        plan.actions.append(.deletePod(pods[member.place], .outdated))
        plan.status.forget(member, at: revisions)
        return
      }
      if let wait = wait(for: member) {
        let isHolding = candidates.contains { $0.map(isOutdated) ?? false }
        if isHolding { plan.wait = wait }
        return
      }
    }
  }

  func isOutdated(_ member: SetMember) -> Bool { member.revision != revisions.update.name }

  /// Which revision a new pod gets. Here the partition counts from the first ordinal.
  func revision(for ordinal: Int) -> Revision {
    guard set.spec.updateStrategyType != "OnDelete" else { return revisions.update }
    // Without a partition no defaults were applied; upstream then counts the pods that were there.
    let kept = Int(set.spec.partition ?? set.status.currentReplicas)
    return ordinal < set.spec.ordinals.lowerBound + kept ? revisions.current : revisions.update
  }

  /// Why a pod is not one to build on; nil for a healthy one.
  func wait(for member: SetMember) -> StatefulSetPlan.Wait? {
    if member.isTerminating { return .termination(pod: member.name) }
    guard member.isRunningAndReady else { return .readiness(pod: member.name) }
    return member.isAvailable(at: now)
      ? nil : .availability(pod: member.name, at: member.availableAt)
  }

  /// Notes what an ordered set waits for; Parallel sets go on.
  mutating func stops(for wait: StatefulSetPlan.Wait) -> Bool {
    guard isOrdered else { return false }
    plan.wait = wait
    return true
  }
}
