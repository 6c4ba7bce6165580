import ObjectStore
import Objects

@testable import Controllers

/// The invariants of sets (statefulset behaviour §3.2 to §3.7), held against what the store saw, event by event.
///
/// It reads objects alone, and decides nothing by what the controller decides it by.
struct SetRules {
  let isGateOn: Bool
  /// Pods and claims that no controller deleted: no rule holds for when.
  var deletedByHand = Set<String>()
  /// Pods that no controller made.
  var madeByHand = Set<String>()
  private(set) var violations: [Violation] = []
  /// As the store had them at the last event, sets by uid, the others by name.
  private(set) var sets: [String: StatefulSet] = [:]
  private(set) var pods: [String: Pod] = [:]
  private(set) var claims: [String: GenericObject] = [:]
  private(set) var revisions: [String: GenericObject] = [:]
  private var isNamespaceGoing = false
  private var told: [String: Int] = [:]

  init(isGateOn: Bool) { self.isGateOn = isGateOn }

  mutating func expect(_ holds: Bool, _ rule: String, _ detail: @autoclosure () -> String) {
    if !holds { violations.append(Violation(rule: rule, detail: detail())) }
  }

  mutating func see(_ event: StoreEvent, at now: Timestamp) {
    let isGone = event.kind == .deleted
    switch event.object {
    case let namespace as Namespace where namespace.metadata.name == "sandbox":
      isNamespaceGoing = !isGone && namespace.metadata.deletionTimestamp != nil
    case let set as StatefulSet:
      let old = sets[set.metadata.uid]
      seeStatus(of: set, old)
      sets[set.metadata.uid] = isGone ? nil : set
    case let pod as Pod:
      let name = pod.metadata.name
      see(event.kind, pod, pods[name], at: now)
      pods[name] = isGone ? nil : pod
      seeAddresses(of: pod)
    case let object as GenericObject where object.resource == .persistentVolumeClaim:
      let name = object.metadata.name
      seeClaim(event.kind, object, claims[name])
      claims[name] = isGone ? nil : object
    case let object as GenericObject where object.resource == .controllerRevision:
      let name = object.metadata.name
      seeRevision(event.kind, object, revisions[name])
      revisions[name] = isGone ? nil : object
    case let object as GenericObject where object.resource == .event && !isGone:
      guard object.body["source"]?["component"] == "statefulset-controller",
        let uid = object.body["involvedObject"]?["uid"]?.string
      else { return }
      told[uid, default: 0] += 1
    default: break
    }
  }

  /// client-go tells of one object 25 times, and then once in five minutes.
  mutating func seeTalk(lives: Int, since start: Timestamp, at now: Timestamp) {
    let most = 25 * lives + Int((now - start).components.seconds) / 300 + 1
    for (uid, count) in told {
      expect(count <= most, "events do not grow without bound", "\(count) about \(uid)")
    }
  }

  /// Pods and claims go with their namespace, whatever their sets would say.
  var isEmptying: Bool { isNamespaceGoing }

  func set(of object: some KubernetesObject) -> StatefulSet? {
    object.metadata.controller.flatMap { sets[$0.uid] }
  }

  private mutating func seeAddresses(of pod: Pod) {
    guard !pod.status.podIPs.isEmpty else { return }
    let addresses = pods.values.filter { !$0.isTerminal }.flatMap(\.status.podIPs)
    expect(
      addresses.count == Set(addresses).count, "an address is of one pod", "\(addresses.sorted())")
  }
}

// MARK: Status and revisions

extension SetRules {
  private mutating func seeStatus(of set: StatefulSet, _ old: StatefulSet?) {
    guard let old = old?.status, set.status != old else { return }
    let name = set.metadata.name
    let new = set.status
    let counts = set.counts
    expect(counts.allSatisfy { $0 >= 0 }, "counts are not negative", "\(name) \(counts)")
    expect(
      counts[0] >= counts[1] && counts[1] >= counts[2], "available <= ready <= all",
      "\(name) \(counts)")
    expect(
      new.observedGeneration >= old.observedGeneration, "observedGeneration does not go back", name)
    expect(
      new.observedGeneration <= set.metadata.generation, "no status of a spec to come", name)
    expect(
      (new.collisionCount ?? 0) >= (old.collisionCount ?? 0), "collisions are not forgotten", name)
    guard !old.currentRevision.isEmpty, new.currentRevision != old.currentRevision,
      revisions[old.currentRevision]?.metadata.controller?.uid == set.metadata.uid
    else { return }
    expect(
      new.currentRevision == new.updateRevision && set.spec.updateStrategyType == "RollingUpdate"
        && [new.updatedReplicas, new.readyReplicas, new.replicas]
          .allSatisfy { $0 == set.spec.replicas },
      "the current revision changes when a rollout is complete", "\(name) \(counts)")
  }

  private mutating func seeRevision(
    _ kind: StoreEvent.Kind, _ revision: GenericObject, _ old: GenericObject?
  ) {
    let name = revision.metadata.name
    switch kind {
    case .added:
      if madeByHand.contains(revision.metadata.uid) { return }
      guard let set = set(of: revision) else {
        return expect(false, "a revision is of a set", name)
      }
      expect(
        revision.revisionData == RevisionData.data(of: set), "a revision keeps its set's template",
        name)
      // The status that tells of a collision comes after it.
      let names = (0...(set.status.collisionCount ?? 0) + 5).map {
        RevisionData.name(of: set, collisionCount: $0)
      }
      expect(names.contains(name), "a revision's name is the hash of its data", name)
    case .modified:
      expect(revision.revisionData == old?.revisionData, "a revision's data stays", name)
      expect(
        revision.revisionNumber >= old?.revisionNumber ?? 0, "a revision's number rises", name)
    case .deleted:
      guard let set = set(of: revision), set.metadata.deletionTimestamp == nil, !isEmptying,
        !deletedByHand.contains(revision.metadata.uid)
      else { return }
      let users = pods.values.filter {
        $0.metadata.controller?.uid == set.metadata.uid && $0.revisionName == name
      }
      expect(users.isEmpty, "a revision that a pod is of stays", "\(name)")
      expect(
        set.status.currentRevision != name && set.status.updateRevision != name,
        "current and update revision stay", "\(name)")
    }
  }
}
