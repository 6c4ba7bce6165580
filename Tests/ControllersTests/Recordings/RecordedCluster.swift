import ObjectStore
import Objects

@testable import Controllers

/// Plays a recording again against the controllers: what people did is done at the same time, what the kubelet did
/// is done by a stand-in, what the StatefulSet controller and the garbage collector did is left to ours.
final class RecordedCluster {
  let recording: ControlPlaneRecording
  private(set) var ours = ObjectStories()
  private(set) var theirs = ObjectStories()
  private let clock: ManualClock
  private let store: ObjectStore
  private let manager: ControllerManager
  private let moment: Duration
  private var lives = PodLives()
  /// False while something was done that nobody has seen yet, since ``lastLook``.
  private var isLooking = false
  private var lastLook: Timestamp
  private var seen = ResourceVersion(rawValue: 0)

  /// - Parameter moment: how long the controllers take to see what happens.
  init(
    _ scenario: String, moment: Duration = .milliseconds(20)
  ) async throws {
    self.moment = moment
    let gates = FeatureGates(maxUnavailableStatefulSet: scenario.contains("gate-on"))
    recording = try ControlPlaneRecording(scenario)
    clock = ManualClock(now: recording.start)
    lastLook = recording.start
    let changes = recording.changes.prefix { $0.author != .namespace }
    lives = PodLives(changes)
    store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: clock, gates: gates,
      plugins: [StandInProtection()])
    manager = ControllerManager(
      store: store, clock: clock,
      reconcilers: [
        GarbageCollector(), StandInProtection(), StandInKubelet(lives),
        StatefulSetReconciler(gates: gates),
      ])
    _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
    for change in changes {
      theirs.add(change.event)
      guard let write = try await deed(change) else { continue }
      await pass(until: recording.start + change.time)
      _ = try await store.commit(write)
      if isLooking { (lastLook, isLooking) = (clock.now(), false) }
    }
    if let last = changes.last { await pass(until: recording.start + last.time + .seconds(8)) }
    for remark in recording.remarks { theirs.add(remark) }
  }

  /// From deadline to deadline. What happens within a moment is seen together, as by the recorded controller, which
  /// took some milliseconds for each of its writes.
  private func pass(until end: Timestamp) async {
    while let next = await nextLook(), next <= end {
      clock.advance(to: next)
      await look()
    }
    clock.advance(to: end)
  }

  /// A moment after something is due, or was done.
  private func nextLook() async -> Timestamp? {
    if !isLooking { return lastLook + moment }
    return await manager.settle().map { $0 + moment }
  }

  private func look() async {
    isLooking = true
    await manager.settle()
    guard let batch = try? await store.events(after: seen) else {
      preconditionFailure("more happened than the store remembers")
    }
    seen = batch.version
    for event in batch.events { ours.add(event) }
  }

  /// What somebody else than the controllers under test did.
  private func deed(_ change: ControlPlaneRecording.Change) async throws -> Write? {
    switch (change.author, change.object) {
    case (.user, let set as StatefulSet): return deed(set, change)
    case (.user, let pod as Pod):
      if change.kind == .deleted || pod.isTerminating {
        let grace = change.kind == .deleted ? 0 : pod.metadata.deletionGracePeriodSeconds
        return .delete(pod.key, uid: nil, gracePeriodSeconds: grace)
      }
      await pass(until: recording.start + change.time)
      var current = try await store.get(Pod.self, "sandbox", change.name)
      current.metadata.labels = pod.metadata.labels
      return .update(current)
    case (.user, let claim):
      return .delete(claim.key, uid: nil, gracePeriodSeconds: nil)
    case (.kubelet, let pod as Pod) where lives.isIntervention(change):
      await pass(until: recording.start + change.time)
      guard var current = try? await store.get(Pod.self, "sandbox", change.name) else { return nil }
      current.status.phase = pod.status.phase
      current.status.conditions = pod.status.conditions
      return .updateStatus(current)
    default: return nil
    }
  }

  private func deed(_ set: StatefulSet, _ change: ControlPlaneRecording.Change) -> Write {
    var wanted = set
    wanted.metadata.uid = ""
    wanted.metadata.resourceVersion = nil
    switch change.kind {
    case .added: return .create(wanted)
    case .deleted: return .delete(set.key, uid: nil, gracePeriodSeconds: nil)
    case .modified where set.metadata.deletionTimestamp != nil:
      let isOrphaning = set.metadata.finalizers.contains("orphan")
      return .delete(set.key, Deletion(propagation: isOrphaning ? .orphan : .foreground))
    case .modified: return .update(wanted)
    }
  }
}

extension PodLives {
  /// What nobody asks of a kubelet within this time is somebody's doing.
  private static let patience = Duration.seconds(1)

  init(_ changes: some Sequence<ControlPlaneRecording.Change>) {
    self.init()
    var born: [String: Duration] = [:]
    var ending: [String: Duration] = [:]
    for change in changes {
      guard let pod = change.object as? Pod else { continue }
      let key = "\(change.name)#\(change.life)"
      switch change.kind {
      case .added:
        born[key] = change.time
        self[change.name, change.life] = Life(readyAfter: nil)
      case .deleted:
        guard let begun = ending[key] else { break }
        self[change.name, change.life].endsAfter = change.time - begun
        self[change.name, change.life].succeeds = pod.isTerminal
      case .modified:
        let old = change.previous as? Pod
        if old?.isTerminating == false, pod.isTerminating { ending[key] = change.time }
        let age = change.time - (born[key] ?? .zero)
        if old?.status.phase == "Pending", pod.isReady, age < Self.patience {
          self[change.name, change.life].readyAfter = age
        }
      }
    }
  }

  /// A change of a pod's state that does not follow from its creation or deletion.
  func isIntervention(_ change: ControlPlaneRecording.Change) -> Bool {
    guard let pod = change.object as? Pod, let old = change.previous as? Pod,
      change.kind == .modified, !pod.isTerminating
    else { return false }
    let isSame = old.status.phase == pod.status.phase && old.isReady == pod.isReady
    let isFirst = old.status.phase == "Pending" && self[change.name, change.life].readyAfter != nil
    return !isSame && !(isFirst && pod.isReady)
  }
}
