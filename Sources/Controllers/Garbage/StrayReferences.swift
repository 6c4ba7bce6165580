import ObjectStore
import Objects

/// Tells of owners that are there, but in another namespace than what refers to them: such a reference
/// leads nowhere, and what has no other owner is collected (upstream's OwnerRefInvalidNamespace).
struct StrayReferences: Sendable {
  private var recorder = EventRecorder(component: "garbage-collector-controller")

  mutating func note(_ change: ViewChange) { recorder.note(change) }

  /// Whether it leads to an object that a dependent of this namespace cannot mean.
  static func isStray(
    _ reference: OwnerReference, of namespace: String, in view: ClusterView
  ) -> Bool {
    guard let owner = view.key(ofUID: reference.uid) else { return false }
    return owner.resource.isNamespaced && owner.namespace != namespace
  }

  mutating func tell(ofDependentsOf uid: String, in view: ClusterView, at now: Timestamp) -> [Write]
  {
    view.dependents(of: uid).flatMap { key -> [Write] in
      guard let metadata = view.metadata(of: key),
        let reference = metadata.ownerReferences.first(where: { $0.uid == uid }),
        Self.isStray(reference, of: key.namespace, in: view)
      else { return [] }
      let owner =
        "[\(reference.apiVersion)/\(reference.kind), namespace: \(key.namespace), "
        + "name: \(reference.name), uid: \(uid)]"
      return recorder.record(
        .warning, reason: "OwnerRefInvalidNamespace",
        message: "ownerRef \(owner) does not exist in namespace \"\(key.namespace)\"",
        about: EventSubject(key.resource, metadata), at: now)
    }
  }
}
