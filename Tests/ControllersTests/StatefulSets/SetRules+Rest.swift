import ObjectStore
import Objects

@testable import Controllers

/// What holds whenever nothing is due, and no write of the set was refused.
extension SetRules {
  /// - Parameter isCollected: what belonged to earlier sets is gone.
  mutating func seeRest(of set: StatefulSet, isCollected: Bool, at now: Timestamp) {
    seeCounts(of: set, at: now)
    if isCollected { seeHistory(of: set) }
    guard set.metadata.deletionTimestamp == nil, !isEmptying else { return }
    let name = set.metadata.name
    expect(
      pods.values.allSatisfy {
        $0.metadata.controller?.uid != set.metadata.uid
          || set.spec.selector.matches($0.metadata.labels)
      },
      "pods that do not match are released", name)
    let strays = pods.values.filter {
      $0.metadata.controller == nil && !$0.isTerminating
        && set.spec.selector.matches($0.metadata.labels)
        && set.ordinal(ofPodNamed: $0.metadata.name) != nil
    }
    expect(strays.isEmpty, "pods that match are adopted", "\(strays.map(\.metadata.name))")
    seeProgress(of: set, at: now)
  }

  /// §3.4. A set that is going cannot adopt, and writes no status beside revisions that nobody has.
  private mutating func seeCounts(of set: StatefulSet, at now: Timestamp) {
    let orphans = revisions.values.filter {
      $0.metadata.controller == nil && set.spec.selector.matches($0.metadata.labels)
    }
    guard set.metadata.deletionTimestamp == nil || orphans.isEmpty else { return }
    let members = members(of: set).map(\.pod)
    let status = set.status
    let staying = members.filter { !$0.isTerminating }
    let ready = members.filter { $0.status.phase == "Running" && $0.isReady }
    let available = ready.filter { $0.isAvailable(after: set.spec.minReadySeconds, at: now) }
    let wanted = [
      members.count, ready.count, available.count,
      staying.count { $0.revisionName == status.currentRevision },
      staying.count { $0.revisionName == status.updateRevision },
    ].map { Int32($0) }
    expect(
      set.counts == wanted, "the status counts the pods",
      "\(set.metadata.name) \(set.counts) instead of \(wanted)")
    expect(
      status.observedGeneration == set.metadata.generation, "the last change is seen",
      set.metadata.name)
  }

  /// §3.5.
  private mutating func seeHistory(of set: StatefulSet) {
    let name = set.metadata.name
    let own = revisions.values.filter { $0.metadata.controller?.uid == set.metadata.uid }
    let numbers = own.map(\.revisionNumber)
    expect(numbers.count == Set(numbers).count, "revisions have numbers of their own", name)
    // Of one that is going the collector takes them away, and they are made again with its next change.
    guard set.metadata.deletionTimestamp == nil else { return }
    let update = revisions[set.status.updateRevision]
    expect(
      update?.revisionData == RevisionData.data(of: set)
        && update?.revisionNumber == numbers.max(),
      "the update revision is the template and the newest", name)
    expect(
      revisions[set.status.currentRevision] != nil, "the current revision is there", name)
    guard let limit = set.spec.revisionHistoryLimit, limit >= 0 else { return }
    let live = Set(members(of: set).map(\.pod.revisionName))
      .union([set.status.updateRevision, set.status.currentRevision])
    let history = own.filter { !live.contains($0.metadata.name) }
    expect(
      history.count <= Int(limit), "the history keeps its limit",
      "\(name) \(history.count) above \(limit)")
  }

  /// A set does at once what nothing hinders.
  private mutating func seeProgress(of set: StatefulSet, at now: Timestamp) {
    let name = set.metadata.name
    let isParallel = set.spec.podManagementPolicy == "Parallel"
    let members = members(of: set)
    let there = Set(members.map(\.ordinal))
    let unwell = set.spec.ordinals.first { !isAvailable($0, of: set, at: now) }
    // A failed pod, or claims that go away, hold a set up.
    let isHeld =
      members.contains { $0.pod.isTerminal }
      || set.claimTemplates.contains { template in
        set.spec.ordinals.contains { ordinal in
          let claim = claims[template.claimName(podName: set.podName(ordinal))]
          return claim?.metadata.deletionTimestamp != nil
            || claim?.metadata.ownerReferences.contains {
              $0.kind == "Pod"
            } == true
        }
      }
    guard !isHeld else { return }
    let missing = set.spec.ordinals.filter { !there.contains($0) }
    expect(
      isParallel ? missing.isEmpty : missing.first.map { $0 != unwell } ?? true,
      "a pod that nothing hinders is made", "\(name) \(missing)")
    let excess = excess(of: set).filter { !$0.pod.isTerminating }
    if isParallel {
      expect(excess.isEmpty, "an excess pod goes", "\(name) \(excess.map(\.ordinal))")
    } else if unwell == nil, let last = self.excess(of: set).last, !last.pod.isTerminating {
      expect(
        !isAvailable(last.ordinal, of: set, at: now), "an excess pod goes",
        "\(name) \(last.ordinal)")
    }
    guard
      unwell == nil
        || isParallel && isGateOn && self.missing(of: set, at: now) < set.mostUnavailable,
      isParallel || self.excess(of: set).isEmpty, set.spec.updateStrategyType == "RollingUpdate"
    else { return }
    let first = set.spec.ordinals.lowerBound + Int(set.spec.rollingUpdate?.partition ?? 0)
    let outdated = members.filter {
      $0.ordinal >= first && $0.pod.revisionName != set.status.updateRevision
        && !$0.pod.isTerminating
        && set.spec.ordinals.contains($0.ordinal)
    }
    expect(outdated.isEmpty, "an outdated pod is replaced", "\(name) \(outdated.map(\.ordinal))")
    if set.counts == Array(repeating: set.spec.replicas ?? 1, count: 3) + set.counts[3...],
      set.status.updatedReplicas == set.spec.replicas
    {
      expect(
        set.status.currentRevision == set.status.updateRevision, "a rollout ends",
        "\(name) \(set.counts)")
    }
  }

  /// Where everything was healed and had its time: the set is what its spec says.
  mutating func seeGoal(of set: StatefulSet, at now: Timestamp) {
    let name = set.metadata.name
    guard set.metadata.deletionTimestamp == nil else {
      return expect(false, "a set that goes is gone", "\(name) \(set.metadata.finalizers)")
    }
    let members = members(of: set)
    expect(
      members.map(\.ordinal) == Array(set.spec.ordinals), "a healthy set reaches its goal",
      "\(name) \(set.spec.ordinals): \(members.map { Self.sketch($0.pod) })")
    for (ordinal, pod) in members {
      expect(isAvailable(ordinal, of: set, at: now), "all pods are available", Self.sketch(pod))
      expect(
        pod.metadata.labels["statefulset.kubernetes.io/pod-name"] == pod.metadata.name,
        "labels of a place are repaired", Self.sketch(pod))
      for template in set.claimTemplates {
        guard let claim = claims[template.claimName(podName: pod.metadata.name)] else {
          // Claims are made with a pod or while it is Pending.
          expect(
            madeByHand.contains(pod.metadata.uid), "each pod has its claims", Self.sketch(pod))
          continue
        }
        let owners = claim.metadata.ownerReferences.map(\.kind)
        expect(
          claim.metadata.deletionTimestamp != nil || owners == ["Backup"]
            || owners == (owner(set, ordinal).map { [$0] } ?? []),
          "claims have the owners of the policy", "\(claim.metadata.name): \(owners)")
      }
    }
  }

  /// What nobody owns any more is collected.
  mutating func seeLeftovers() {
    let uids = Set(sets.keys).union(pods.values.map(\.metadata.uid))
    let dependents =
      pods.values.map(\.metadata) + claims.values.map(\.metadata) + revisions.values.map(\.metadata)
    // What is still in use goes later.
    for metadata in dependents where metadata.deletionTimestamp == nil {
      let lost = metadata.ownerReferences.filter { $0.kind != "Backup" && !uids.contains($0.uid) }
      expect(lost.isEmpty, "what has lost its owner goes", "\(metadata.name): \(lost.map(\.name))")
    }
  }

  /// `web-0 Running ready`.
  private static func sketch(_ pod: Pod) -> String {
    let marks = [
      pod.isReady ? "ready" : "", pod.isTerminating ? "ending" : "",
      pod.metadata.controller == nil ? "nobody's" : "", pod.metadata.labels["app"] ?? "no app",
    ]
    return ([pod.metadata.name, pod.status.phase] + marks.filter { !$0.isEmpty })
      .joined(separator: " ")
  }
}
