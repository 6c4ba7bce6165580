import Objects

extension StatefulSetStatus {
  /// Counts the pods of a set anew. What somebody else wrote there (conditions) is not taken over:
  /// upstream's status is made from nothing.
  mutating func count(
    _ members: [SetMember], of set: StatefulSet, at revisions: Revisions, now: Timestamp
  ) {
    self = StatefulSetStatus(
      observedGeneration: set.metadata.generation, currentRevision: revisions.current.name,
      updateRevision: revisions.update.name, collisionCount: revisions.collisionCount)
    for index in members.indices {
      if members[index].isCreated { replicas += 1 }
      if members[index].isRunningAndReady {
        readyReplicas += 1
        if members[index].isAvailable(at: now) { availableReplicas += 1 }
      }
      guard members[index].isCreated, !members[index].isTerminating else { continue }
      if members[index].revision == revisions.current.name { currentReplicas += 1 }
      if members[index].revision == revisions.update.name { updatedReplicas += 1 }
    }
  }

  /// The update revision becomes the current one when all replicas have it and are Ready,
  /// available or not. Sets that update OnDelete never complete.
  mutating func completeRollout(of spec: StatefulSetSpec) {
    let wanted = spec.replicas ?? 1
    guard spec.updateStrategyType != "OnDelete", updatedReplicas == wanted,
      readyReplicas == wanted, replicas == wanted
    else { return }
    currentReplicas = updatedReplicas
    currentRevision = updateRevision
  }

  /// Whether this says anything that `stored` does not. Conditions and the collision count alone
  /// are not worth a write.
  func isNews(to stored: StatefulSetStatus) -> Bool {
    var plain = stored
    plain.rest = [:]
    plain.collisionCount = collisionCount
    plain.observedGeneration = observedGeneration
    return observedGeneration > stored.observedGeneration || self != plain
  }
}
