import ObjectStore
import Objects

@testable import Controllers

/// A store with the set `web` in namespace `sandbox`.
protocol ScriptedSet: AnyObject {
  var store: ObjectStore { get }
  var clock: ManualClock { get }
}

extension ScriptedSet {
  func set() async throws -> StatefulSet { try await store.get(StatefulSet.self, "sandbox", "web") }

  func pod(_ ordinal: Int) async throws -> Pod { try await pod("web-\(ordinal)") }
  func pod(_ name: String) async throws -> Pod { try await store.get(Pod.self, "sandbox", name) }

  /// By ordinal.
  func pods() async -> [Pod] {
    await store.list(Pod.self, namespace: "sandbox")
      .sorted { (Int($0.index) ?? -1) < (Int($1.index) ?? -1) }
  }

  func claims() async -> [GenericObject] { await objects(.persistentVolumeClaim) }

  /// Oldest first.
  func revisions() async -> [GenericObject] {
    await objects(.controllerRevision).sorted { $0.revisionNumber < $1.revisionNumber }
  }

  private func objects(_ resource: Resource) async -> [GenericObject] {
    await store.list(Selection([resource])).items.compactMap { $0 as? GenericObject }
  }

  @discardableResult
  func commit(_ write: Write) async throws -> any KubernetesObject { try await store.commit(write) }

  /// Changes the set's spec.
  func change(_ change: (inout StatefulSet) throws -> Void) async throws {
    var set = try await set()
    try change(&set)
    try await commit(.update(set))
  }
}
