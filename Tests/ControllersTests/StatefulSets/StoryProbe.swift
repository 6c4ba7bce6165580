import ObjectStore
import Objects
import Synchronization

@testable import Controllers

/// A rule that was broken, and how.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  var rule: String
  var detail: String

  var description: String { "\(rule): \(detail)" }
}

/// What was seen of the syncs of sets.
final class SyncLog: Sendable {
  private struct State {
    var troubled = Set<ReconcileKey>()
    var violations: [Violation] = []
    var syncs = 0
  }

  /// More syncs than any story has between two rests.
  private static let limit = 3000
  private let state = Mutex(State())

  /// The last sync was refused something.
  func isTroubled(_ set: String) -> Bool {
    state.withLock {
      $0.troubled.contains(.set(NamespacedName(namespace: "sandbox", name: set)))
    }
  }

  var violations: [Violation] { state.withLock { $0.violations } }

  func rest() { state.withLock { $0.syncs = 0 } }
  func forget() { state.withLock { $0.troubled = [] } }

  /// False where the controllers find no end.
  func begin(_ key: ReconcileKey) -> Bool {
    state.withLock { state in
      state.syncs += 1
      guard state.syncs == Self.limit else { return state.syncs < Self.limit }
      state.violations.append(Violation(rule: "controllers come to rest", detail: "\(key)"))
      return false
    }
  }

  func end(_ key: ReconcileKey, hasFailed: Bool) {
    state.withLock {
      if hasFailed { $0.troubled.insert(key) } else { $0.troubled.remove(key) }
    }
  }

  func expect(_ holds: Bool, _ rule: String, _ detail: @autoclosure () -> String) {
    guard !holds else { return }
    let violation = Violation(rule: rule, detail: detail())
    state.withLock { $0.violations.append(violation) }
  }
}

/// The controller under test, and what each of its syncs may write.
struct ProbedSets: Reconciler {
  private var reconciler: StatefulSetReconciler
  private let isGateOn: Bool
  private let log: SyncLog
  private let flaw: StoryFlaw?

  init(gates: FeatureGates, log: SyncLog, flaw: StoryFlaw?) {
    reconciler = StatefulSetReconciler(gates: gates)
    isGateOn = gates.maxUnavailableStatefulSet
    self.log = log
    self.flaw = flaw
  }

  mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    reconciler.keys(touchedBy: change, in: view)
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard log.begin(key) else { return ReconcileResult() }
    var result = reconciler.reconcile(key, in: view, at: now)
    if case .set(let name) = key, let set = view.sets[name] {
      let more = flaw?.applied(to: &result.writes, of: set, in: view) ?? []
      result.remarks += more
      check(Array(result.writes) + more, of: set, view)
    }
    if result.writes.isEmpty { log.end(key, hasFailed: false) }
    return result
  }

  mutating func report(_ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp)
    -> [Write]
  {
    log.end(key, hasFailed: outcomes.contains { $0.error != nil })
    return reconciler.report(outcomes, of: key, at: now)
  }

  private func check(_ writes: [Write], of set: StatefulSet, _ view: ClusterView) {
    var made = 0
    var removed: [Pod] = []
    for write in writes {
      let old = view.metadata(of: write.key)
      switch write {
      case .create(let object) where object is Pod: made += 1
      case .delete(let key, let deletion):
        if let pod = view.pods[key.namespacedName], key.resource == Pod.resource {
          removed.append(pod)
        }
        log.expect(
          deletion.uid == old?.uid && old?.controller?.uid == set.metadata.uid,
          "a set deletes what is its own", key.path)
      case .update(let object) where object is Pod:
        log.expect(
          old?.controller == nil || old?.controller?.uid == set.metadata.uid,
          "a set touches no pod of others", object.key.path)
      default: continue
      }
      // Its history is kept within its limit to the end.
      log.expect(
        set.metadata.deletionTimestamp == nil || write.key.resource == .controllerRevision,
        "a set that goes leaves its pods alone",
        write.key.path)
    }
    let updated = removed.filter { pod in
      !pod.isTerminal
        && set.ordinal(ofPodNamed: pod.metadata.name).map(set.spec.ordinals.contains) == true
    }
    log.expect(
      updated.count <= 1 || isGateOn, "one pod is replaced a sync",
      "\(updated.map(\.metadata.name))")
    guard set.spec.podManagementPolicy == "OrderedReady" else { return }
    log.expect(
      made + removed.count - updated.count <= 1, "an ordered set takes one step a sync",
      "\(writes.map(\.key.path))")
  }
}

/// What a broken controller does, to see that the rules notice.
enum StoryFlaw: CaseIterable, Sendable {
  case makesTwoPods, forgetsClaims, forgetsStatus, wrongHostname, deletesLowest, keepsHistory
  case ignoresPartition, stealsClaims

  /// Every write keeps its place; returns what is written beside them.
  func applied(to writes: inout WriteSequence, of set: StatefulSet, in view: ClusterView)
    -> [Write]
  {
    var flawed = WriteSequence()
    var more: [Write] = []
    for (write, place) in zip(writes, writes.places) {
      let instead = self.instead(of: write, of: set, in: view)
      // What is left out leaves a write that changes nothing.
      flawed.append(instead.first ?? .update(set), at: place)
      more += instead.dropFirst()
    }
    writes = flawed
    return more
  }

  private func instead(of write: Write, of set: StatefulSet, in view: ClusterView) -> [Write] {
    switch (self, write) {
    case (.makesTwoPods, .create(var pod as Pod)):
      guard let ordinal = set.ordinal(ofPodNamed: pod.metadata.name) else { return [write] }
      pod.metadata.name = set.podName(ordinal + 1)
      return [write, .create(pod)]
    case (.forgetsClaims, .create(let claim)) where claim.resource == .persistentVolumeClaim:
      return []
    case (.forgetsStatus, .updateStatus(let new as StatefulSet)):
      return new.status.replicas < set.status.replicas ? [] : [write]
    case (.wrongHostname, .create(var pod as Pod)):
      pod.spec.hostname = "localhost"
      return [.create(pod)]
    case (.deletesLowest, .delete(let key, _)) where key.resource == Pod.resource:
      guard let lowest = view.pods(ownedBy: set.metadata.uid).first else { return [write] }
      return [.delete(lowest.key, uid: lowest.metadata.uid, gracePeriodSeconds: nil)]
    case (.keepsHistory, .delete(let key, _)) where key.resource == .controllerRevision:
      return []
    case (.ignoresPartition, .create(var pod as Pod)):
      pod.metadata.labels[StatefulSetLabel.revision] = set.status.updateRevision
      return [.create(pod)]
    case (.stealsClaims, .create(let pod as Pod)):
      return [write]
        + view.objects(of: .persistentVolumeClaim, in: "sandbox")
        .filter { $0.metadata.name.hasSuffix(pod.metadata.name) }
        .map { .delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: nil) }
    default: return [write]
    }
  }
}
