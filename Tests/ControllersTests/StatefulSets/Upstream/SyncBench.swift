import ObjectStore
import Objects

@testable import Controllers

/// The set controller alone, one sync at a time: pods and claims change only where a test says so,
/// and writes are refused where it says so.
final class SyncBench: ScriptedSet {
  let store: ObjectStore
  let clock = ManualClock(now: Timestamp(seconds: 1_000_000))
  private(set) var last = Sync()
  private var reconciler: StatefulSetReconciler
  private var view = ClusterView()
  private var faults: [Fault] = []
  /// What happens, once, after the controller has looked and before it writes.
  var meanwhile: ((SyncBench) async throws -> Void)?

  /// What a sync did: ``deeds`` in order, a refused one with a `!`.
  struct Sync {
    var deeds: [String] = []
    var error: String?
    var remarks: [String] = []
    var requeueAfter: Duration?
  }

  /// A write that is refused, once; the last two because somebody else was faster.
  enum Fault: String {
    case createPod, updatePod, deletePod, createClaim, revision, status, podConflict, statusConflict

    func fits(_ write: Write) -> Bool {
      switch (self, write) {
      case (.createPod, .create(let object)): object is Pod
      case (.updatePod, .update(let object)), (.podConflict, .update(let object)): object is Pod
      case (.deletePod, .delete(let key, _)): key.resource == Pod.resource
      case (.createClaim, .create(let object)): object.resource == .persistentVolumeClaim
      case (.revision, .create(let object)), (.revision, .update(let object)):
        object.resource == .controllerRevision
      case (.status, .updateStatus(let object)), (.statusConflict, .updateStatus(let object)):
        object is StatefulSet
      default: false
      }
    }

    func error(of write: Write) -> StoreError {
      switch self {
      case .podConflict, .statusConflict:
        .conflict(write.key.resource, name: write.key.name, reason: StoreError.modified)
      default: .internalError("API server down")
      }
    }
  }

  init(_ set: StatefulSet, gates: FeatureGates = FeatureGates()) async throws {
    store = ObjectStore(identifiers: SeededIdentifiers(seed: 1), clock: clock, gates: gates)
    reconciler = StatefulSetReconciler(gates: gates)
    try await commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
    try await commit(.create(set))
  }

  /// Each of these is refused once.
  func refuse(_ faults: Fault...) { self.faults += faults }

  func sync() async throws {
    let list = await store.list(.everything)
    for change in view.replace(by: list.items, at: list.version) {
      _ = reconciler.keys(touchedBy: change, in: view)
    }
    let key = ReconcileKey.set(NamespacedName(namespace: "sandbox", name: "web"))
    let now = clock.now()
    let result = reconciler.reconcile(key, in: view, at: now)
    last = Sync(requeueAfter: result.requeueAfter)
    try await meanwhile?(self)
    meanwhile = nil
    let outcomes = await perform(result.writes)
    let reports = result.remarks + reconciler.report(outcomes, of: key, at: now)
    for report in reports {
      if let event = report.object as? GenericObject, event.resource == .event {
        let (reason, message) = (event.body["reason"]?.string, event.body["message"]?.string)
        last.remarks.append("\(reason ?? ""): \(message ?? "")")
      } else {
        // Each by itself, as the manager does it.
        _ = await perform([report])
      }
    }
  }

  /// One after the other; a refusal reaches as far as in the store's sequences.
  private func perform(_ writes: WriteSequence) async -> [WriteOutcome] {
    var outcomes: [WriteOutcome] = []
    var refused: WriteSequence.Place?
    for (index, (write, place)) in zip(writes, writes.places).enumerated() {
      if let refused, place.batch != refused.batch || place.part == refused.part { continue }
      let outcome = WriteOutcome(index: index, write: write, result: await result(of: write))
      outcomes.append(outcome)
      if let deed = write.deed { last.deeds.append(outcome.error == nil ? deed : "\(deed)!") }
      guard let error = outcome.error else { continue }
      last.error = last.error ?? error.description
      refused = place
    }
    return outcomes
  }

  private func result(of write: Write) async -> Result<any KubernetesObject, StoreError> {
    if let place = faults.firstIndex(where: { $0.fits(write) }) {
      return .failure(faults.remove(at: place).error(of: write))
    }
    return await store.commit([write], by: .controller)[0]
  }
}

extension Write {
  fileprivate var object: (any KubernetesObject)? {
    switch self {
    case .create(let object), .update(let object), .updateStatus(let object): object
    case .bind, .delete, .finalize, .updatePart: nil
    }
  }

  /// `create 0`, `claim www-web-0`, `own www-web-0`, `revision 2`, `status`.
  fileprivate var deed: String? {
    let name = key.resource == Pod.resource ? String(key.name.dropFirst("web-".count)) : key.name
    return switch (self, key.resource) {
    case (.create, Pod.resource): "create \(name)"
    case (.update, Pod.resource): "update \(name)"
    case (.delete, Pod.resource): "delete \(name)"
    case (.create, .persistentVolumeClaim): "claim \(name)"
    case (.update, .persistentVolumeClaim): "own \(name)"
    case (.create, .controllerRevision), (.update, .controllerRevision):
      "revision \((object as? GenericObject)?.revisionNumber ?? 0)"
    case (.delete, .controllerRevision): "forget"
    case (.updateStatus, _): "status"
    default: nil
    }
  }
}
