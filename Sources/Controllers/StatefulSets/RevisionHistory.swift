package import Objects
package import ObjectStore

/// Where a set is in its history, and what has to be written so that the history says so.
///
/// The template as it is now is looked for among the stored revisions. The newest of them: nothing
/// to do.
/// An older one: a rollback, which makes no new object but raises that one's number. None: a new
/// one.
package struct RevisionHistory: Sendable {
  package let revisions: Revisions
  /// Makes the update revision, or raises an old one that the template went back to.
  package let write: Write?
  /// The stored revisions, oldest first.
  private let stored: [GenericObject]

  /// - Parameters:
  ///   - data: ``RevisionData/data(of:)`` of the set.
  ///   - stored: the set's own ControllerRevisions.
  ///   - named: any ControllerRevision of the namespace, also of others: names can collide.
  package init(
    of set: StatefulSet, data: Value, stored: [GenericObject], named: (String) -> GenericObject?
  ) {
    let stored = stored.sorted { $0.isOlder(than: $1) }
    let next = (stored.last?.revisionNumber ?? 0) + 1
    var collisionCount = set.status.collisionCount ?? 0
    let updateName: String
    // Other words for the same are looked for in the newest alone.
    let alike = stored.last.flatMap { $0.isRevision(as: set) ? $0 : nil }
    if var equal = stored.last(where: { $0.revisionData == data }) ?? alike {
      updateName = equal.metadata.name
      let isNewest = updateName == stored.last?.metadata.name
      if !isNewest { equal.revisionNumber = next }
      write = isNewest ? nil : .update(equal)
    } else {
      // A name is made of a hash, so another template can have it: then the count goes into the
      // hash of the name. The label keeps the first hash, as upstream's.
      let hash = RevisionData.hash(of: data, collisionCount: collisionCount)
      var made = ControllerRevision.make(for: set, data: data, hash: hash, number: next)
      var taken = named(made.metadata.name)
      while let other = taken, other.revisionData != data {
        collisionCount += 1
        let hash = RevisionData.hash(of: data, collisionCount: collisionCount)
        made.metadata.name = RevisionData.name(set: set.metadata.name, hash: hash)
        taken = named(made.metadata.name)
      }
      updateName = made.metadata.name
      write = taken == nil ? .create(made) : nil
    }
    let update = Revision(name: updateName, template: set.spec.template)
    let current = stored.first {
      $0.metadata.name == set.status.currentRevision && $0.metadata.name != updateName
    }
    revisions = Revisions(
      current: current?.revision(of: set) ?? update, update: update,
      collisionCount: collisionCount)
    self.stored = stored
  }

  /// Deletes what is past `revisionHistoryLimit`, the oldest first. The limit counts only
  /// revisions that
  /// neither the set nor a pod is at; a negative one keeps all.
  func truncation(limit: Int32, members: [SetMember]) -> [Write] {
    guard limit >= 0, stored.count > Int(limit) else { return [] }
    var live = Set(members.lazy.map(\.revision))
    live.formUnion([revisions.current.name, revisions.update.name])
    let history = stored.filter { !live.contains($0.metadata.name) }
    guard history.count > Int(limit) else { return [] }
    return history.prefix(history.count - Int(limit)).map {
      .delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: nil)
    }
  }
}

extension GenericObject {
  /// By revision, then by age, then by name.
  fileprivate func isOlder(than other: GenericObject) -> Bool {
    let created = metadata.creationTimestamp ?? Timestamp(seconds: 0)
    let otherCreated = other.metadata.creationTimestamp ?? Timestamp(seconds: 0)
    return (revisionNumber, created, metadata.name)
      < (other.revisionNumber, otherCreated, other.metadata.name)
  }

  /// Whether this puts back the template that the set has although it was written down in other
  /// words: by another version, or before a field had its default. Then it starts no rollout.
  fileprivate func isRevision(as set: StatefulSet) -> Bool {
    guard var restored = RevisionData.apply(revisionData, to: set)?.applyingDefaults() else {
      return false
    }
    restored.spec.template.rest = restored.spec.template.rest.filter { $0.value != .null }
    return restored.spec.template == set.applyingDefaults().spec.template
  }

  /// nil where the data holds no template; the set then starts its history anew.
  fileprivate func revision(of set: StatefulSet) -> Revision? {
    RevisionData.apply(revisionData, to: set).map {
      Revision(name: metadata.name, template: $0.spec.template)
    }
  }
}
