import ObjectStore
import Objects

@testable import Controllers

/// What becomes of pods.
extension SetRules {
  mutating func see(_ kind: StoreEvent.Kind, _ pod: Pod, _ old: Pod?, at now: Timestamp) {
    let name = pod.metadata.name
    if kind == .added {
      expect(old == nil, "one pod an ordinal", name)
      if !madeByHand.contains(pod.metadata.uid) { seeCreation(of: pod, at: now) }
      return
    }
    guard let old else { return expect(false, "a pod begins with its creation", name) }
    expect(
      pod.spec.hostname == old.spec.hostname && pod.spec.subdomain == old.spec.subdomain,
      "a pod keeps its name", name)
    expect(
      pod.revisionName == old.revisionName, "a pod keeps its revision", name)
    // A deletion at once, or the beginning of one.
    guard kind == .deleted || pod.isTerminating, !old.isTerminating,
      !deletedByHand.contains(pod.metadata.uid), !isEmptying
    else { return }
    seeDeletion(of: old, at: now)
  }

  private mutating func seeCreation(of pod: Pod, at now: Timestamp) {
    let name = pod.metadata.name
    guard let set = set(of: pod), let ordinal = set.ordinal(ofPodNamed: name) else {
      return expect(false, "pods are made for a set", name)
    }
    expect(set.metadata.deletionTimestamp == nil, "a set that goes makes no pods", name)
    expect(set.spec.ordinals.contains(ordinal), "only wanted ordinals", name)
    seeIdentity(of: pod, ordinal, set)
    seeRevision(of: pod, ordinal, set)
    for template in set.claimTemplates {
      let claim = claims[template.claimName(podName: name)]
      expect(claim != nil, "a claim comes before its pod", name)
      expect(claim?.metadata.deletionTimestamp == nil, "no pod on a claim that goes away", name)
      let isLeft = claim?.metadata.ownerReferences.contains {
        $0.kind == "Pod" && $0.name == name
      }
      expect(
        isLeft != true || set.spec.retainWhenScaled == "Retain",
        "no pod on a claim that goes with an earlier pod", name)
    }
    guard set.spec.podManagementPolicy == "OrderedReady" else { return }
    for lower in set.spec.ordinals.prefix(while: { $0 < ordinal }) {
      expect(isAvailable(lower, of: set, at: now), "a pod waits for those before it", name)
    }
  }

  /// §3.2, S1 to S5.
  private mutating func seeIdentity(of pod: Pod, _ ordinal: Int, _ set: StatefulSet) {
    let name = pod.metadata.name
    let labels = pod.metadata.labels
    expect(
      labels["statefulset.kubernetes.io/pod-name"] == name
        && labels["apps.kubernetes.io/pod-index"] == "\(ordinal)",
      "a pod has the labels of its place", "\(name) \(labels)")
    expect(
      pod.metadata.ownerReferences == [set.controllerReference]
        && set.controllerReference
          .isController
        && set.controllerReference.blocksOwnerDeletion,
      "a pod has one owner", name)
    expect(
      pod.spec.hostname == name && pod.spec.subdomain == set.spec.serviceName,
      "a pod has the name of its place", "\(name): \(pod.spec.hostname)")
    let claims = pod.spec.volumes.compactMap {
      $0["persistentVolumeClaim"]?["claimName"]?.string
    }
    expect(
      claims.sorted() == set.claimTemplates.map { "\($0.name)-\(name)" }.sorted(),
      "a pod mounts its claims", "\(name): \(claims)")
  }

  /// §3.3, 7.
  private mutating func seeRevision(of pod: Pod, _ ordinal: Int, _ set: StatefulSet) {
    let name = pod.metadata.name
    // A revision that an earlier set of the name left behind will do as well, as upstream's.
    guard let revision = revisions[pod.revisionName], let owner = revision.metadata.controller,
      owner == set.controllerReference || owner.name == set.metadata.name && sets[owner.uid] == nil
    else { return expect(false, "a pod is of a revision of its set", name) }
    let template = RevisionData.apply(revision.revisionData, to: set)?.spec.template
    expect(
      template?.spec.containers == pod.spec.containers, "a pod is made from its revision", name)
    let isRolling = set.spec.updateStrategyType == "RollingUpdate"
    // A strategy of a type alone keeps as many as there were.
    let kept = set.spec.rollingUpdate.map { $0.partition ?? 0 } ?? set.status.currentReplicas
    let isKept = isRolling && ordinal - set.spec.ordinals.lowerBound < kept
    let current = set.status.currentRevision
    if isKept, revisions[current]?.metadata.controller?.uid == set.metadata.uid {
      expect(pod.revisionName == current, "below the partition pods are current", name)
    } else {
      expect(
        template?.spec.containers == set.spec.template.spec.containers,
        "new pods are of the set's template", name)
    }
  }

  private mutating func seeDeletion(of pod: Pod, at now: Timestamp) {
    let name = pod.metadata.name
    guard let reference = pod.metadata.controller else {
      return expect(false, "a pod that nobody controls stays", name)
    }
    // The garbage collector's turn.
    guard let set = sets[reference.uid], set.metadata.deletionTimestamp == nil else { return }
    guard let ordinal = set.ordinal(ofPodNamed: name) else {
      return expect(false, "a set deletes pods of its name", name)
    }
    guard set.spec.ordinals.contains(ordinal) else {
      return seeScaleDown(of: pod, ordinal, set, at: now)
    }
    if set.spec.podManagementPolicy == "OrderedReady" {
      for lower in set.spec.ordinals where lower < ordinal {
        expect(
          isAvailable(lower, of: set, at: now), "a pod goes when those before it are well", name)
      }
    }
    // It has ended, and comes again.
    guard !pod.isTerminal else { return }
    let index = ordinal - set.spec.ordinals.lowerBound
    expect(set.spec.updateStrategyType == "RollingUpdate", "OnDelete waits for people", name)
    expect(index >= Int(set.spec.rollingUpdate?.partition ?? 0), "the partition keeps pods", name)
    let containers = set.spec.template.spec.containers
    expect(
      revisions[pod.revisionName]?.metadata.controller?.uid != set.metadata.uid
        || pod.spec.containers != containers,
      "only outdated pods are replaced", name)
    if isGateOn {
      expect(
        missing(of: set, at: now) < set.mostUnavailable, "no more than maxUnavailable are replaced",
        name)
    } else {
      for higher in set.spec.ordinals where higher > ordinal {
        expect(isAvailable(higher, of: set, at: now), "updates go from the top", name)
      }
    }
    if set.spec.podManagementPolicy == "OrderedReady" {
      expect(excess(of: set).isEmpty, "a set is scaled down before it is updated", name)
    }
  }

  /// From the top, and in order one at a time, while all that stay are well.
  private mutating func seeScaleDown(
    of pod: Pod, _ ordinal: Int, _ set: StatefulSet, at now: Timestamp
  ) {
    let name = pod.metadata.name
    let isParallel = set.spec.podManagementPolicy == "Parallel"
    let others = excess(of: set).filter { $0.ordinal != ordinal }
    let higher = others.filter {
      $0.ordinal > ordinal && (isParallel ? !$0.pod.isTerminating : true)
    }
    expect(higher.isEmpty, "the highest goes first", name)
    guard !isParallel else { return }
    for wanted in set.spec.ordinals {
      expect(isAvailable(wanted, of: set, at: now), "a set that is not well keeps its pods", name)
    }
    expect(
      isAvailable(ordinal, of: set, at: now)
        || others.allSatisfy { isAvailable($0.ordinal, of: set, at: now) },
      "a pod that is not well goes when it is the first", name)
  }

  /// The set's pods outside the wanted ordinals.
  func excess(of set: StatefulSet) -> [(ordinal: Int, pod: Pod)] {
    members(of: set).filter { !set.spec.ordinals.contains($0.ordinal) }
  }

  /// The set's pods, from the lowest up.
  func members(of set: StatefulSet) -> [(ordinal: Int, pod: Pod)] {
    pods.values.compactMap { pod in
      guard pod.metadata.controller?.uid == set.metadata.uid,
        set.spec.selector.matches(pod.metadata.labels)
      else { return nil }
      return set.ordinal(ofPodNamed: pod.metadata.name).map { ($0, pod) }
    }.sorted { $0.ordinal < $1.ordinal }
  }

  /// How many wanted pods are not to be counted on.
  func missing(of set: StatefulSet, at now: Timestamp) -> Int {
    set.spec.ordinals.count { !isAvailable($0, of: set, at: now) }
  }

  func isAvailable(_ ordinal: Int, of set: StatefulSet, at now: Timestamp) -> Bool {
    guard let pod = pods[set.podName(ordinal)], pod.metadata.controller?.uid == set.metadata.uid,
      !pod.isTerminating
    else { return false }
    return pod.isAvailable(after: set.spec.minReadySeconds, at: now)
  }
}

extension Pod {
  func isAvailable(after seconds: Int32, at now: Timestamp) -> Bool {
    guard status.phase == "Running", let ready = condition("Ready"), ready.status == "True" else {
      return false
    }
    guard seconds > 0 else { return true }
    return ready.lastTransitionTime.map { $0.adding(seconds: Int64(seconds)) <= now } ?? false
  }
}

extension StatefulSet {
  /// §3.3, 6.
  var mostUnavailable: Int {
    let replicas = Int(spec.replicas ?? 1)
    return switch spec.rollingUpdate?.maxUnavailable {
    case .integer(let number): max(1, Int(number))
    case .string(let share): max(1, (Int(share.dropLast()) ?? 0) * replicas / 100)
    default: 1
    }
  }
}
