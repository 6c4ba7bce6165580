import ObjectStore
import Objects

@testable import Controllers

/// The invariants of a set (statefulset behaviour §3.2 to §3.6), held against what the store saw, event by event.
struct SetRules {
  let isParallel: Bool
  /// Pods and claims that no controller deleted: no rule holds for when.
  var deletedByHand = Set<String>()
  private(set) var violations: [String] = []
  /// As the store had them at the last event.
  private var set: StatefulSet?
  private var pods: [String: Pod] = [:]
  private var claims: [String: GenericObject] = [:]

  init(isParallel: Bool) { self.isParallel = isParallel }

  mutating func expect(_ holds: Bool, _ rule: @autoclosure () -> String) {
    if !holds { violations.append(rule()) }
  }

  mutating func see(_ event: StoreEvent, at now: Timestamp) {
    switch event.object {
    case let changed as StatefulSet:
      seeStatus(of: changed)
      set = changed
    case let pod as Pod: see(event.kind, pod, at: now)
    case let claim as GenericObject where claim.resource == .persistentVolumeClaim:
      see(event.kind, claim)
    default: break
    }
  }

  private mutating func seeStatus(of changed: StatefulSet) {
    let counts = changed.counts
    expect(counts.allSatisfy { $0 >= 0 }, "counts are not negative: \(counts)")
    expect(counts[0] >= counts[1] && counts[1] >= counts[2], "available <= ready <= all: \(counts)")
    expect(
      changed.status.observedGeneration >= set?.status.observedGeneration ?? 0,
      "observedGeneration does not go back")
  }

  private mutating func see(_ kind: StoreEvent.Kind, _ pod: Pod, at now: Timestamp) {
    let name = pod.metadata.name
    let old = pods[name]
    if kind == .added {
      expect(old == nil, "one pod an ordinal: \(name)")
      seeCreation(of: pod, at: now)
    }
    // A deletion at once, or the beginning of one.
    let isNews = kind == .deleted || kind == .modified && pod.isTerminating
    if isNews, let old, !old.isTerminating, !deletedByHand.contains(pod.metadata.uid) {
      seeDeletion(of: old, at: now)
    }
    pods[name] = kind == .deleted ? nil : pod
  }

  private mutating func seeCreation(of pod: Pod, at now: Timestamp) {
    guard let set, let ordinal = set.ordinal(ofPodNamed: pod.metadata.name) else {
      return expect(false, "pods are made for a set: \(pod.metadata.name)")
    }
    expect(set.spec.ordinals.contains(ordinal), "only wanted ordinals: \(ordinal)")
    for template in set.claimTemplates {
      let claim = claims[template.claimName(podName: pod.metadata.name)]
      expect(claim != nil, "a claim comes before its pod: \(ordinal)")
      expect(
        claim?.metadata.deletionTimestamp == nil, "no pod on a claim that goes away: \(ordinal)")
    }
    guard !isParallel else { return }
    for lower in set.spec.ordinals.prefix(while: { $0 < ordinal }) {
      expect(isAvailable(lower, at: now), "\(ordinal) waits for \(lower)")
    }
  }

  private mutating func seeDeletion(of pod: Pod, at now: Timestamp) {
    guard let set, let ordinal = set.ordinal(ofPodNamed: pod.metadata.name) else { return }
    guard set.spec.ordinals.contains(ordinal) else { return seeScaleDown(of: ordinal, at: now) }
    // It has failed, and comes again.
    guard !pod.isTerminal else { return }
    let index = ordinal - set.spec.ordinals.lowerBound
    expect(set.spec.updateStrategyType != "OnDelete", "OnDelete waits for people: \(ordinal)")
    expect(index >= Int(set.spec.partition ?? 0), "the partition keeps \(ordinal)")
    for higher in set.spec.ordinals where higher > ordinal {
      expect(isAvailable(higher, at: now), "\(ordinal) is replaced after \(higher)")
    }
    let containers = set.spec.template.spec.containers
    expect(pod.spec.containers != containers, "only outdated pods are replaced: \(ordinal)")
  }

  /// From the top, and in order one at a time.
  private mutating func seeScaleDown(of ordinal: Int, at now: Timestamp) {
    guard let set else { return }
    let higher = pods.values.filter {
      guard let other = set.ordinal(ofPodNamed: $0.metadata.name), other > ordinal else {
        return false
      }
      let isExcess = !set.spec.ordinals.contains(other) && $0.metadata.controller != nil
      return isExcess && (isParallel ? !$0.isTerminating : true)
    }
    expect(higher.isEmpty, "\(ordinal) goes after \(higher.map(\.metadata.name).sorted())")
    guard !isParallel else { return }
    for wanted in set.spec.ordinals {
      expect(
        pods[set.podName(wanted)]?.isTerminating == false, "\(ordinal) goes when \(wanted) is there"
      )
    }
  }

  private mutating func see(_ kind: StoreEvent.Kind, _ claim: GenericObject) {
    let name = claim.metadata.name
    let old = claims[name]
    if kind != .added, claim.metadata.deletionTimestamp != nil,
      old?.metadata.deletionTimestamp == nil,
      !deletedByHand.contains(claim.metadata.uid)
    {
      let isPods = claim.metadata.ownerReferences.contains { $0.kind == "Pod" }
      expect(isPods, "only claims of pods that were scaled away go: \(name)")
    }
    claims[name] = kind == .deleted ? nil : claim
  }

  private func isAvailable(_ ordinal: Int, at now: Timestamp) -> Bool {
    guard let set, let pod = pods[set.podName(ordinal)] else { return false }
    return !pod.isTerminating && pod.isReady && member(pod, ordinal, of: set).isAvailable(at: now)
  }

  private func member(_ pod: Pod, _ ordinal: Int, of set: StatefulSet) -> SetMember {
    SetMember(
      pod, ordinal: ordinal, of: set, retention: ClaimRetention(set), claim: { claims[$0] })
  }

  mutating func seeRest(
    _ set: StatefulSet, _ pods: [Pod], _ claims: [GenericObject], isOnDelete: Bool
  ) {
    let pods = pods.sorted { (Int($0.index) ?? 0) < (Int($1.index) ?? 0) }
    expect(
      pods.map(\.metadata.name) == set.spec.ordinals.map { set.podName($0) },
      "pods are the ordinals \(set.spec.ordinals): \(pods.map(Self.sketch))")
    for (place, pod) in pods.enumerated() where place >= Int(set.spec.partition ?? 0) && !isOnDelete
    {
      expect(pod.revisionName == set.status.updateRevision, "\(place) is at the update revision")
    }
    for (pod, ordinal) in zip(pods, set.spec.ordinals) {
      let member = member(pod, ordinal, of: set)
      expect(!member.hasStrayClaims && !member.needsRepair, "\(ordinal) is as it should be")
    }
    let count = Int32(pods.count)
    expect(set.counts[..<3] == [count, count, count], "all are available: \(set.counts)")
    expect(set.status.observedGeneration == set.metadata.generation, "the last change is seen")
    expect(
      set.counts[4] == Int32(pods.filter { $0.revisionName == set.status.updateRevision }.count),
      "updated replicas")
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
