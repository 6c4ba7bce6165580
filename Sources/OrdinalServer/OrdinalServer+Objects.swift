import ClusterNames
import Controllers
import Manifests
import ObjectStore
import Objects
import Pods

extension OrdinalServer {
  /// Applies the objects of a manifest, YAML or JSON, one document or many: creates what is missing
  /// (namespaces too) and sets the fields that the manifest has. Returns when the store has them;
  /// the names follow at once.
  ///
  /// Warnings, as of a kind that is not served, go to the server's `report`. Before the start the
  /// manifest is checked, and kept until there is a store.
  ///
  /// - Throws: what is wrong with objects that were refused, a line each; the others are applied.
  public func apply(_ manifest: String) async throws(OrdinalError) {
    guard let control = try prepare(manifest) else {
      return try await apply(manifest, to: ObjectStore())
    }
    try await apply(manifest, to: control.store)
    await control.settle()
  }

  /// Notes a manifest for later where nothing runs yet.
  private func prepare(_ manifest: String) throws(OrdinalError) -> ControlPlane? {
    if isStopped { throw .stopped }
    var control: ControlPlane?
    keep { parts in
      control = parts.control
      if control == nil { parts.prepared.append(manifest) }
    }
    return control
  }

  private func apply(_ manifest: String, to store: ObjectStore) async throws(OrdinalError) {
    // A file of its own, and nothing known of earlier ones: nothing is taken out.
    let key = FileKey(path: "manifest", name: "manifest", isInFolder: false)
    let applier = FileApplier(store: store, paths: [key.path])
    let report = await applier.apply(FileBatch(updates: [key: .contents(Array(manifest.utf8))]))
    for warning in report.diagnostics where warning.severity == .warning {
      self.report("\(warning)")
    }
    let errors = report.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      throw OrdinalError(errors.map(\.description).joined(separator: "\n"))
    }
  }

  /// Gives the server its control plane, and that what was prepared for it.
  func begin(_ control: ControlPlane) async {
    var prepared: [String] = []
    keep { parts in
      parts.control = control
      swap(&prepared, &parts.prepared)
    }
    for manifest in prepared {
      // What is wrong with it was told when it came.
      try? await apply(manifest, to: control.store)
    }
  }

  /// Sets the number of replicas of a StatefulSet.
  public func scale(
    _ set: String, namespace: String = "default", to replicas: Int
  ) async throws(OrdinalError) {
    guard let replicas = Int32(exactly: replicas) else {
      throw OrdinalError("\(replicas) replicas: from 0 to \(Int32.max) are allowed")
    }
    let store = try control().store
    try await commit("StatefulSet \(namespace)/\(set)") { () throws(OrdinalError) in
      do {
        var object = try await store.get(StatefulSet.self, namespace, set)
        object.spec.replicas = replicas
        return .update(object)
      } catch {
        throw OrdinalError("\(error)")
      }
    }
  }

  /// Pins a pod of a StatefulSet to an address, for as long as the set lives: `172.20.0.11`, or
  /// `172.20.0.11/fd00::11` in a dual-stack cluster.
  ///
  /// - Throws: where the pod is of no set, the address is none that a pod can have, or another pod
  ///   has it.
  public func bind(
    _ pod: String, namespace: String = "default", to addresses: String
  ) async throws(OrdinalError) {
    let control = try control()
    let binding = AddressBinding(families: control.addressFamilies)
    let name = NamespacedName(namespace: namespace, name: pod)
    try await commit("pod \(namespace)/\(pod)") { () throws(OrdinalError) in
      let write = await control.manager.read { view in
        Result { () throws(BindingError) in try binding.write(name, to: addresses, in: view) }
      }
      do {
        return try write.get()
      } catch {
        throw OrdinalError("\(error)")
      }
    }
  }

  /// Makes a write of what is and commits it; again if somebody else was faster.
  private func commit(
    _ what: String, _ make: () async throws(OrdinalError) -> Write
  ) async throws(OrdinalError) {
    let control = try control()
    for _ in 0..<20 {
      let write = try await make()
      do {
        _ = try await control.store.commit(write)
        await control.settle()
        return
      } catch .conflict {
        // The controllers' view may be a moment behind the store.
        try? await Task.sleep(for: .milliseconds(5))
      } catch {
        throw OrdinalError("\(error)")
      }
    }
    throw OrdinalError("\(what) is changed by others all the time")
  }
}
