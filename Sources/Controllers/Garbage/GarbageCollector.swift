import ObjectStore
package import Objects

/// Follows owner references, as upstream's collector of that name. What becomes of the dependents of an
/// object that is deleted is said by its finalizers:
///
/// - none: it goes at once, and they go after it;
/// - `foregroundDeletion`: they go first, and it stays until those that block it are gone;
/// - `orphan`: they lose their reference to it, and then it goes.
///
/// An owner is its uid: another object of the same name is another owner. What has several owners goes
/// with the last of them.
package struct GarbageCollector: Reconciler {
  static let foreground = "foregroundDeletion"
  static let orphan = "orphan"

  /// Writes a pass: then other keys have their turn.
  private static let writeLimit = 500

  /// What was deleted for each owner that waits, by the uid that it had: a controller that does not
  /// care makes it again, and would do so for ever.
  private var deleted: [String: [ObjectKey: String]] = [:]
  private var strays = StrayReferences()

  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    strays.note(change)
    let (old, new) = change.metadata
    var owners = Set<String>()
    // A name that was given to another object is the end of the first as well.
    if let old, old.uid != new?.uid,
      deleted[old.uid] != nil || !view.dependents(of: old.uid).isEmpty
    {
      owners.insert(old.uid)
    }
    // Who deletes again may choose again: what went in the foreground can be told to leave orphans.
    if let new, new.isWaitingForDependents,
      old?.uid != new.uid || old?.isWaitingForDependents == false
        || old?.isGoingForeground != new.isGoingForeground
    {
      owners.insert(new.uid)
    }
    let references = (old?.ownerReferences ?? []) + (new?.ownerReferences ?? [])
    if !references.isEmpty,
      old?.uid != new?.uid || old?.ownerReferences != new?.ownerReferences
    {
      let group = change.resource.isNamespaced ? (new ?? old)?.namespace : nil
      let kept = old?.uid == new?.uid ? new?.ownerReferences ?? [] : []
      let lost = (old?.ownerReferences ?? []).filter { !kept.contains($0) }
      for reference in references {
        switch Ownership(reference, of: group, in: view) {
        case .gone: owners.insert(reference.uid)
        // What comes while its owner waits has its turn when another dependent has gone.
        case .ending: if lost.contains(reference) { owners.insert(reference.uid) }
        case .unknown:
          let isStray = StrayReferences.isStray(reference, of: group ?? "", in: view)
          if isStray { owners.insert(reference.uid) }
        case .solid: break
        }
      }
    }
    return owners.sorted().map { .owner($0) }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .owner(let uid) = key else { return ReconcileResult() }
    var writes: [Write]
    if let owner = view.key(ofUID: uid), let metadata = view.metadata(of: owner),
      metadata.isWaitingForDependents
    {
      writes =
        metadata.finalizers.contains(Self.orphan)
        ? release(dependentsOf: owner, uid, in: view) : advance(owner, uid, in: view)
    } else {
      deleted[uid] = nil
      writes = collect(view.dependents(of: uid), in: view)
    }
    let told = strays.tell(ofDependentsOf: uid, in: view, at: now)
    guard writes.count > Self.writeLimit else {
      return ReconcileResult(writes: writes, remarks: told)
    }
    writes = Array(writes.prefix(Self.writeLimit))
    return ReconcileResult(writes: writes, requeueAfter: .zero, remarks: told)
  }

  /// The references of all that stays are taken off, and the owner is let go with the last of them.
  private func release(dependentsOf owner: ObjectKey, _ uid: String, in view: ClusterView)
    -> [Write]
  {
    let writes = view.dependents(of: uid).compactMap { key in
      view.edit(key) { $0.ownerReferences.removeAll { $0.uid == uid } }
    }
    return writes + end(Self.orphan, of: owner, in: view)
  }

  /// Dependents go; when none is left that blocks the owner, it goes as well.
  ///
  /// What was made again in the meantime goes in the same moment as the owner.
  private mutating func advance(_ owner: ObjectKey, _ uid: String, in view: ClusterView) -> [Write]
  {
    let dependents = view.dependents(of: uid)
    let remade = Set(dependents.filter { isRemade($0, for: uid, in: view) })
    let isBlocked = dependents.contains { key in
      let references = view.metadata(of: key)?.ownerReferences ?? []
      return references.contains { $0.uid == uid && $0.blocksOwnerDeletion }
        && !remade.contains(key)
    }
    let going = isBlocked ? dependents.filter { !remade.contains($0) } : dependents
    let writes = collect(going, in: view)
    for case .delete(let key, let deletion) in writes {
      deleted[uid, default: [:]][key] = deletion.uid
    }
    return writes + (isBlocked ? [] : end(Self.foreground, of: owner, in: view))
  }

  /// Only what goes at once can go together with its owner.
  private func isRemade(_ key: ObjectKey, for owner: String, in view: ClusterView) -> Bool {
    guard let former = deleted[owner]?[key], let metadata = view.metadata(of: key) else {
      return false
    }
    return former != metadata.uid && metadata.finalizers.isEmpty && key.resource != Pod.resource
  }

  private func end(_ finalizer: String, of key: ObjectKey, in view: ClusterView) -> [Write] {
    view.edit(key) { $0.finalizers.removeAll { $0 == finalizer } }.map { [$0] } ?? []
  }

  /// Deletes what has no owner left, and takes off references to owners that are gone.
  private func collect(_ dependents: [ObjectKey], in view: ClusterView) -> [Write] {
    dependents.flatMap { key -> [Write] in
      guard let metadata = view.metadata(of: key), metadata.deletionTimestamp == nil else {
        return []
      }
      let place = key.resource.isNamespaced ? key.namespace : nil
      let owners = metadata.ownerReferences.map { Ownership($0, of: place, in: view) }
      // Who refers to what nobody can look up is left alone.
      guard !owners.contains(.unknown), owners.contains(where: { $0 != .solid }) else {
        return []
      }
      guard !owners.contains(.solid) else {
        let edit = view.edit(key) { metadata in
          metadata.ownerReferences.removeAll { Ownership($0, of: place, in: view) != .solid }
        }
        return edit.map { [$0] } ?? []
      }
      return owners.contains(.ending)
        ? chain(key, metadata, in: view) : [.delete(key, Deletion(uid: metadata.uid))]
    }
  }

  /// A chain of owners goes from its end where the first of them waits for it. What has its own
  /// finalizers keeps the choice that they stand for.
  private func chain(_ key: ObjectKey, _ metadata: ObjectMetadata, in view: ClusterView)
    -> [Write]
  {
    let dependents = view.dependents(of: metadata.uid)
    guard !dependents.isEmpty else { return [.delete(key, Deletion(uid: metadata.uid))] }
    // In a circle each would wait for the next.
    let isCircle = dependents.contains { view.metadata(of: $0)?.isGoingForeground == true }
    let unblocking = view.edit(key) { metadata in
      guard isCircle else { return }
      for index in metadata.ownerReferences.indices
      where metadata.ownerReferences[index].blocksOwnerDeletion {
        metadata.ownerReferences[index].blocksOwnerDeletion = false
      }
    }
    return (unblocking.map { [$0] } ?? [])
      + [.delete(key, Deletion(uid: metadata.uid, propagation: .foreground))]
  }
}

extension ClusterView {
  /// An update of what every kind has; nil if there is no such object, or nothing changes.
  fileprivate func edit(_ key: ObjectKey, _ change: (inout ObjectMetadata) -> Void) -> Write? {
    guard let object = object(key) else { return nil }
    func edited(_ object: some KubernetesObject) -> Write? {
      var copy = object
      change(&copy.metadata)
      return copy.metadata == object.metadata ? nil : .update(copy)
    }
    return edited(object)
  }
}
