import ObjectStore
package import Objects

/// Deletes objects all of whose owners are gone: the pods of a deleted set, the slices of a deleted
/// Service. An owner is its uid: another object of the same name is another owner.
///
/// This is background deletion, where the owner goes first.
package struct GarbageCollector: Reconciler {
  /// Deletions a pass: then other keys have their turn.
  private static let deletionLimit = 500

  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    let (old, new) = change.metadata
    var owners: [String] = []
    // A name that was given to another object is the end of the first as well.
    if let old, old.uid != new?.uid, !view.dependents(of: old.uid).isEmpty {
      owners.append(old.uid)
    }
    if let new, new.ownerReferences != old?.ownerReferences {
      owners += new.ownerReferences.map(\.uid).filter { view.key(ofUID: $0) == nil }
    }
    return owners.map { .owner($0) }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .owner(let uid) = key, view.key(ofUID: uid) == nil else { return ReconcileResult() }
    let writes = view.dependents(of: uid).compactMap { key -> Write? in
      guard let metadata = view.metadata(of: key), metadata.deletionTimestamp == nil,
        metadata.ownerReferences.allSatisfy({ view.key(ofUID: $0.uid) == nil })
      else { return nil }
      return .delete(key, uid: metadata.uid, gracePeriodSeconds: nil)
    }
    guard writes.count > Self.deletionLimit else { return ReconcileResult(writes: writes) }
    return ReconcileResult(writes: Array(writes.prefix(Self.deletionLimit)), requeueAfter: .zero)
  }
}
