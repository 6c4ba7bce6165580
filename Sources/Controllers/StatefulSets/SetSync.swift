import ObjectStore
import Objects

/// The writes of one sync and what each is about, kept until their outcomes are known.
struct SetSync: Sendable {
  /// The set as it was seen, which is what events are about.
  let subject: EventSubject
  private(set) var writes = WriteSequence()
  /// What each write is about.
  private(set) var notes: [SetNote] = []
  /// The status and what history has too much, which come also where something before was refused.
  private var last: [Write] = []
  /// What the status counts as current if this outdated pod is not deleted.
  private var currentReplicas: [String: Int32] = [:]

  init(of set: StatefulSet) {
    subject = EventSubject(set)
  }

  mutating func add(_ write: Write, _ note: SetNote) {
    writes.append(write, at: WriteSequence.Place(batch: writes.nextBatch))
    notes.append(note)
  }

  /// The batches of the plan come behind what there is.
  mutating func add(_ plan: StatefulSetPlan, limit: Int) {
    let first = writes.nextBatch
    for (action, place) in zip(plan.actions, plan.places).prefix(limit) {
      writes.append(
        action.write, at: WriteSequence.Place(batch: first + place.batch, part: place.part))
      notes.append(SetNote(action))
    }
    currentReplicas = plan.currentReplicas
  }

  mutating func finish(with last: [Write]) {
    self.last = last
    for write in last { add(write, .status) }
  }

  /// What is still to be written. Without its revision a sync comes to no status, and history is
  /// cut where no status was written too.
  func owed(after outcomes: [WriteOutcome]) -> [Write] {
    guard let refused = outcomes.first(where: { $0.error != nil }) else { return [] }
    switch notes[refused.index] {
    case .revision: return []
    case .status:
      guard case .updateStatus = refused.write else { return [] }
      return Array(last.dropFirst())
    default: return owners(after: outcomes) + last.map { correct($0, after: outcomes) }
    }
  }

  /// An outdated pod that was not deleted, because that or something before it was refused, is
  /// current still.
  private func correct(_ write: Write, after outcomes: [WriteOutcome]) -> Write {
    guard case .updateStatus(let object) = write, var set = object as? StatefulSet else {
      return write
    }
    let done = Set(outcomes.lazy.filter { $0.error == nil }.map(\.index))
    for case (let index, .pod(.delete, let name)) in notes.enumerated() where !done.contains(index)
    {
      guard let count = currentReplicas[name] else { continue }
      set.status.currentReplicas = count
      return .updateStatus(set)
    }
    return write
  }

  /// The claims of pods that were refused get their owners all the same: else those of a pod that
  /// can never be made would outlive the set that deletes them.
  private func owners(after outcomes: [WriteOutcome]) -> [Write] {
    outcomes.flatMap { outcome -> [Write] in
      guard let error = outcome.error, case .pod(.create, let name) = notes[outcome.index] else {
        return []
      }
      if case .alreadyExists = error { return [] }
      return zip(writes, notes).dropFirst(outcome.index + 1).prefix { _, note in
        if case .retention(_, pod: name) = note { true } else { false }
      }.map(\.0)
    }
  }
}

extension StatefulSetPlan.Action {
  var write: Write {
    switch self {
    case .createClaim(let claim, _): .create(claim)
    case .createPod(let pod): .create(pod)
    case .updatePod(let pod): .update(pod)
    case .updateClaim(let claim, _, _): .update(claim)
    case .deletePod(let pod, _): .delete(pod.key, uid: pod.metadata.uid, gracePeriodSeconds: nil)
    }
  }
}
