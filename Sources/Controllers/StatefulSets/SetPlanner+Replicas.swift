import Objects

/// The wanted pods, from the lowest ordinal up: what is missing is made, what has ended is put
/// away, the rest is waited for and kept as it should be.
extension SetPlanner {
  mutating func fill(_ place: Int) -> Step {
    guard let member = member(at: place) else {
      return create(set.spec.ordinals.lowerBound + place)
    }
    if member.isTerminal {
      if !member.isTerminating { add(.deletePod(member.pod, .ended)) }
      return stop(for: .termination(pod: member.name))
    }
    var needsClaims = member.hasStrayClaims
    if member.isPending {
      guard createMissingClaims(for: .init(pod: member.name, deed: .keep)) else { return .fail }
      adjustClaims(of: member.pod, ordinal: member.ordinal)
      needsClaims = false
    }
    if isOrdered, let wait = wait(for: member) { return stop(for: wait) }
    if needsClaims || member.needsRepair { return repair(member, needsClaims: needsClaims) }
    return .proceed
  }

  /// The claims come before their pod, which a scheduler could not place without.
  private mutating func create(_ ordinal: Int) -> Step {
    let pod = set.makePod(ordinal, of: revision(for: ordinal))
    let name = pod.metadata.name
    let reference = ClaimRetention.reference(pod)
    if retention.deletesScaled,
      claims(of: name).contains(where: { retention.isStale($0, for: reference) })
    {
      return stop(for: .claims(pod: name))
    }
    guard createMissingClaims(for: .init(pod: name, deed: .create)) else { return .fail }
    add(.createPod(pod))
    adjustClaims(of: pod, ordinal: ordinal)
    return isOrdered ? stop(for: .creation(pod: name)) : .proceed
  }

  /// Returns whether none of the claims that are there is going away. Of a pod that is left as it
  /// is nobody hears that one is.
  private mutating func createMissingClaims(for purpose: StatefulSetPlan.ClaimPurpose) -> Bool {
    var leaving: [String] = []
    for template in claimTemplates {
      let name = template.claimName(podName: purpose.pod)
      if let claim = claim(name) {
        if claim.metadata.deletionTimestamp != nil { leaving.append(name) }
      } else {
        add(
          .createClaim(set.makeClaim(of: template, podName: purpose.pod), purpose))
      }
    }
    if !leaving.isEmpty, purpose.deed != .keep {
      plan.warnings.append(.claimsAreBeingDeleted(leaving, purpose))
    }
    return leaving.isEmpty
  }

  private mutating func repair(_ member: SetMember, needsClaims: Bool) -> Step {
    let repaired = set.repaired(member.pod, ordinal: member.ordinal)
    // A Pending pod's claims were made above.
    if !member.isPending, repaired != nil, !set.hasClaimVolumes(member.pod) {
      guard createMissingClaims(for: .init(pod: member.name, deed: .update)) else { return .fail }
    }
    if needsClaims { adjustClaims(of: member.pod, ordinal: member.ordinal) }
    add(.updatePod(repaired ?? member.pod))
    return .proceed
  }

  /// Gives the claims of a pod the owners that the policy asks for.
  mutating func adjustClaims(of pod: Pod, ordinal: Int) {
    let reference = ClaimRetention.reference(pod)
    for claim in claims(of: pod.metadata.name) {
      if retention.hasConflictingController(claim, of: reference) {
        plan.warnings.append(.conflictingController(claim: claim.metadata.name))
      }
      guard !retention.isSatisfied(by: claim, of: reference, ordinal: ordinal) else { continue }
      add(
        .updateClaim(
          retention.applied(to: claim, of: reference, ordinal: ordinal), pod: pod.metadata.name,
          isCondemned: !set.spec.ordinals.contains(ordinal)))
    }
  }

  private func claims(of podName: String) -> [GenericObject] {
    claimTemplates.compactMap { claim($0.claimName(podName: podName)) }
  }

  /// Which revision a new pod gets. Here the partition counts from the first ordinal.
  private func revision(for ordinal: Int) -> Revision {
    guard set.spec.updateStrategyType != "OnDelete" else { return revisions.update }
    // Without a partition no defaults were applied; upstream then counts the pods that were there.
    let kept = Int(set.spec.rollingUpdate?.partition ?? set.status.currentReplicas)
    return ordinal < set.spec.ordinals.lowerBound + kept ? revisions.current : revisions.update
  }
}
