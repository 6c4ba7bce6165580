import Objects

extension StatefulSetStatus {
  /// Counts the pods of a set anew. What no controller here writes (conditions) stays.
  mutating func count(
    _ members: [SetMember], of set: StatefulSet, at revisions: Revisions, now: Timestamp
  ) {
    self = StatefulSetStatus(
      observedGeneration: set.metadata.generation, currentRevision: revisions.current.name,
      updateRevision: revisions.update.name, collisionCount: revisions.collisionCount, rest: rest)
    for member in members {
      if member.isCreated { replicas += 1 }
      if member.isRunningAndReady { readyReplicas += 1 }
      if member.isAvailable(at: now) { availableReplicas += 1 }
      guard member.isCreated, !member.isTerminating else { continue }
      if member.revision == revisions.current.name { currentReplicas += 1 }
      if member.revision == revisions.update.name { updatedReplicas += 1 }
    }
  }

  /// Takes a pod that an update is about to delete out of the count of its revision, so that one
  /// write
  /// tells of both.
  mutating func forget(_ member: SetMember, at revisions: Revisions) {
    if member.revision == revisions.current.name { currentReplicas -= 1 }
  }

  /// The update revision becomes the current one when all replicas have it and are Ready,
  /// available or
  /// not. Sets that update OnDelete never complete.
  mutating func completeRollout(of spec: StatefulSetSpec) {
    let wanted = spec.replicas ?? 1
    guard spec.updateStrategyType != "OnDelete", updatedReplicas == wanted,
      readyReplicas == wanted, replicas == wanted
    else { return }
    currentReplicas = updatedReplicas
    currentRevision = updateRevision
  }
}
