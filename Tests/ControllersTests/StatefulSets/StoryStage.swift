import ObjectStore
import Objects
import Synchronization

@testable import Controllers

/// Where stories happen: a store, the controllers and stand-ins for what they need, on a clock.
final class StoryStage {
  let store: ObjectStore
  let clock = ManualClock(now: Timestamp(seconds: 1_000_000))
  private var manager: ControllerManager
  private let refusals = Refusals()
  private let lives: PodLives
  private var seen = ResourceVersion(rawValue: 0)

  /// Refuses pods and claims, as often as it is told to.
  final class Refusals: AdmissionPlugin {
    private let left = Mutex(0)
    var count: Int {
      get { left.withLock { $0 } }
      set { left.withLock { $0 = newValue } }
    }

    func admit(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
      throws(StoreError) -> any KubernetesObject
    {
      let isMeant = object is Pod || object.resource == .persistentVolumeClaim
      let isRefused = left.withLock { left in
        guard isMeant, left > 0 else { return false }
        left -= 1
        return true
      }
      if isRefused { throw .internalError("refused by the test") }
      return object
    }

    func staged(_ event: StoreEvent) {}
    func rebuild(from objects: [any KubernetesObject]) {}
  }

  init(_ story: Story) async throws {
    lives = PodLives(readyAfter: story.readyAfter, endsAfter: story.endsAfter)
    store = ObjectStore(
      identifiers: SeededIdentifiers(seed: story.seed), clock: clock,
      plugins: [StandInProtection(), refusals])
    manager = Self.manager(store, clock, lives)
    _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
  }

  private static func manager(_ store: ObjectStore, _ clock: ManualClock, _ lives: PodLives)
    -> ControllerManager
  {
    ControllerManager(
      store: store, clock: clock,
      reconcilers: [
        GarbageCollector(), StandInProtection(), StandInKubelet(lives), StatefulSetReconciler(),
      ])
  }

  /// All that the controllers remember is lost.
  func restart() { manager = Self.manager(store, clock, lives) }

  func refuse(_ count: Int) { refusals.count += count }
  func stopRefusing() { refusals.count = 0 }

  /// A write of a person is never refused for the test's sake.
  func commit(_ write: Write) async throws {
    let count = refusals.count
    refusals.count = 0
    defer { refusals.count = count }
    _ = try await store.commit(write)
  }

  @discardableResult
  func settle() async -> Timestamp? { await manager.settle() }

  func pass(_ duration: Duration) async {
    let end = clock.now() + duration
    while let deadline = await manager.settle(), deadline <= end { clock.advance(to: deadline) }
    clock.advance(to: end)
    await manager.settle()
  }

  func set() async throws -> StatefulSet { try await store.get(StatefulSet.self, "sandbox", "web") }
  func pods() async -> [Pod] { await store.list(Pod.self, namespace: "sandbox") }

  func claims() async -> [GenericObject] {
    await store.list(Selection([.persistentVolumeClaim])).items.compactMap { $0 as? GenericObject }
  }

  /// Everything since the last call.
  func events() async throws -> [StoreEvent] {
    let batch = try await store.events(after: seen)
    seen = batch.version
    return batch.events
  }
}
