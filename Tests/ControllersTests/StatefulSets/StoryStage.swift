import ClusterNames
import ObjectStore
import Objects
import Pods

@testable import Controllers

/// Where stories happen: a store, the controllers and what they need, on a clock.
final class StoryStage {
  let store: ObjectStore
  let clock = ManualClock(now: Timestamp(seconds: 1_000_000))
  let faults = StoryFaults()
  private let log = SyncLog()
  private let rivalLog = SyncLog()
  private let story: Story
  private let flaw: StoryFlaw?
  private var names: StoryNames?
  private let folders = MemoryFolders()
  private var manager: ControllerManager
  private var rival: ControllerManager?
  private var seen = ResourceVersion(rawValue: 0)

  init(_ story: Story, flaw: StoryFlaw?) async throws {
    self.story = story
    self.flaw = flaw
    store = ObjectStore(
      identifiers: SeededIdentifiers(seed: story.seed), clock: clock,
      gates: FeatureGates(maxUnavailableStatefulSet: story.isGateOn),
      plugins: [ServiceAdmission(blocks: [try AddressBlock("10.96.0.0/16")])]
        + (story.isSimulated ? [faults] : [StoryProtection(), faults]),
      journal: faults, historyLimit: 100_000)
    manager = ControllerManager(store: store, clock: clock, reconcilers: [])
    try restart()
    guard story.isSimulated else { return }
    for write in NamespaceContent.classWrites(in: ClusterView()) { try await commit(write) }
    try await commit(.create(Namespace(metadata: ObjectMetadata(name: "kube-system"))))
  }

  /// All that the controllers remember is lost.
  func restart() throws {
    log.forget()
    names = story.isSimulated ? StoryNames() : nil
    manager = ControllerManager(
      store: store, clock: clock, reconcilers: try reconcilers(), publisher: names?.publisher)
  }

  private func reconcilers() throws -> [any Reconciler] {
    let sets = probedSets(log)
    let readyAfter = Duration.milliseconds(story.readyAfter)
    let endsAfter = Duration.milliseconds(story.endsAfter)
    guard story.isSimulated else {
      let lives = PodLives(readyAfter: readyAfter, endsAfter: endsAfter)
      return [
        NamespaceReconciler(), GarbageCollector(), StoryProtection(), StoryKubelet(lives), sets,
      ]
    }
    // Small enough that addresses come round.
    let book = AddressBook(blocks: [try AddressBlock("10.9.0.0/25")])
    let runtime = SimulatedRuntime(
      addresses: book, script: PodScript(readyAfter: readyAfter, terminatesAfter: endsAfter))
    return [
      EndpointSliceReconciler(), PodReconciler(runtime: runtime), sets,
      StorageReconciler(folders: folders), NamespaceReconciler(), GarbageCollector(),
      EventExpiry(),
    ]
  }

  /// Another controller of sets, beside all the others.
  func callRival() {
    rival =
      rival ?? ControllerManager(store: store, clock: clock, reconcilers: [probedSets(rivalLog)])
  }

  func dismissRival() {
    rival = nil
    rivalLog.forget()
  }

  /// The last sync was refused something; it will be tried again, some time.
  func isTroubled(_ set: String) -> Bool { log.isTroubled(set) || rivalLog.isTroubled(set) }

  /// Of the controllers' own doing.
  var violation: Violation? { log.violations.first ?? rivalLog.violations.first }

  private func probedSets(_ log: SyncLog) -> ProbedSets {
    ProbedSets(
      gates: FeatureGates(maxUnavailableStatefulSet: story.isGateOn), log: log, flaw: flaw)
  }

  @discardableResult
  func commit(_ write: Write) async throws -> any KubernetesObject {
    faults.pause(true)
    defer { faults.pause(false) }
    return try await store.commit(write)
  }

  /// Works until nothing is due; returns when something will be.
  func settle() async -> Timestamp? {
    log.rest()
    rivalLog.rest()
    await rival?.settle()
    return await manager.settle()
  }

  /// What a controller that remembers nothing would write about a set.
  func plan(_ set: StatefulSet) async -> [Write] {
    var sets = StatefulSetReconciler(
      gates: FeatureGates(maxUnavailableStatefulSet: story.isGateOn))
    var view = ClusterView()
    let list = await store.list(
      Selection(
        [
          Namespace.resource, StatefulSet.resource, Pod.resource, .persistentVolumeClaim,
          .controllerRevision,
        ]))
    for change in view.replace(by: list.items, at: list.version) {
      _ = sets.keys(touchedBy: change, in: view)
    }
    return Array(sets.reconcile(.set(set.namespacedName), in: view, at: clock.now()).writes)
  }

  /// What the names of pods lead to, and to what they should.
  func misnamed() async -> [String] {
    guard let names else { return [] }
    return names.differences(await store.list(Pod.self, namespace: "sandbox"))
  }

  func set(_ name: String) async -> StatefulSet? {
    try? await store.get(StatefulSet.self, "sandbox", name)
  }

  func pods() async -> [Pod] { await store.list(Pod.self, namespace: "sandbox") }

  func claims() async -> [GenericObject] {
    await store.list(Selection([.persistentVolumeClaim])).items.compactMap { $0 as? GenericObject }
  }

  func namespace() async -> Namespace? { try? await store.get(Namespace.self, "", "sandbox") }

  /// Everything since the last call.
  func events() async throws -> [StoreEvent] {
    let batch = try await store.events(after: seen)
    seen = batch.version
    return batch.events
  }
}
