import Objects

/// The pods outside the wanted ordinals, from the highest down, and those that are outdated.
extension SetPlanner {
  /// Their claims change owners before any of them goes.
  mutating func disown(_ index: Int) -> Step {
    let member = members[condemned[index]]
    if member.hasStrayClaims { adjustClaims(of: member.pod, ordinal: member.ordinal) }
    return .proceed
  }

  /// A pod that is not healthy goes only if no pod before it is unhealthy too.
  mutating func remove(_ index: Int, firstUnhealthy: Int?) -> Step {
    let member = members[condemned[index]]
    if member.isTerminating {
      return isOrdered ? stop(for: .termination(pod: member.name)) : .proceed
    }
    if isOrdered, condemned[index] != firstUnhealthy, let wait = wait(for: member) {
      return stop(for: wait)
    }
    add(.deletePod(member.pod, .scaledDown))
    return .stop
  }

  /// The lowest excess pod that is unavailable, where no wanted pod is.
  func firstUnhealthyCondemned() -> Int? {
    let isReplicaUnhealthy = replicas.contains { $0 < 0 || members[$0].isUnavailable(at: now) }
    guard !isReplicaUnhealthy else { return nil }
    return condemned.last { members[$0].isUnavailable(at: now) }
  }

  /// From the highest place down to the partition, which counts places and not ordinals; above the
  /// number of replicas it stops every update. One at a time, Parallel sets too, unless the feature
  /// gate allows more.
  mutating func replaceOutdated() {
    guard set.spec.updateStrategyType != "OnDelete" else { return }
    let first = Int(set.spec.rollingUpdate?.partition ?? 0)
    guard first < replicas.count else { return }
    if gates.maxUnavailableStatefulSet {
      return replaceSeveral(from: first)
    }
    for place in (first..<replicas.count).reversed() {
      guard let member = member(at: place) else { return }
      if isOutdated(member), !member.isTerminating { return delete(member) }
      guard member.isUnavailable(at: now) else { continue }
      let isHolding = (first..<place).contains { self.member(at: $0).map(isOutdated) ?? false }
      if isHolding { plan.wait = wait(for: member) }
      return
    }
  }

  /// `maxUnavailable`: what is unavailable anywhere in the range counts, below the partition too.
  private mutating func replaceSeveral(from first: Int) {
    let unavailable = replicas.count { $0 < 0 || members[$0].isUnavailable(at: now) }
    var allowance = set.spec.unavailableLimit - unavailable
    for place in (first..<replicas.count).reversed() where allowance > 0 {
      guard let member = member(at: place), isOutdated(member), !member.isTerminating else {
        continue
      }
      delete(member)
      allowance -= 1
    }
  }

  /// The deletion is told in the same status as its cause. Upstream subtracts whatever revision the
  /// pod was of; the next sync counts anew.
  private mutating func delete(_ member: SetMember) {
    // One that has ended was put away in this sync already, and counts all the same.
    if member.isTerminal {
      plan.wait = wait(for: member)
    } else {
      beginBatch()
      add(.deletePod(member.pod, .outdated))
      plan.currentReplicas[member.name] = plan.status.currentReplicas
    }
    plan.status.currentReplicas = max(0, plan.status.currentReplicas - 1)
  }

  private func isOutdated(_ member: SetMember) -> Bool {
    member.revision != revisions.update.name
  }
}

extension StatefulSetSpec {
  /// `maxUnavailable` as a number of pods: a share is rounded down, and at least one may go.
  var unavailableLimit: Int {
    switch rollingUpdate?.maxUnavailable {
    case .integer(let number): return max(1, Int(clamping: number))
    case .string(let text):
      guard text.hasSuffix("%"), let percent = Int(text.dropLast()) else { return 1 }
      return max(1, ordinals.count * percent / 100)
    default: return 1
    }
  }
}
