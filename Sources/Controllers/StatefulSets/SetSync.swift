import ObjectStore
import Objects

/// The writes of one sync and what each is about, kept until their outcomes are known.
struct SetSync: Sendable {
  /// The set as it was seen, which is what events are about.
  let subject: EventSubject
  private(set) var writes: [Write] = []
  private(set) var notes: [SetNote] = []
  /// Pods that the store would not have. In the next batch they come after the others, so that they
  /// hold up only what upstream's concurrent batches let them hold up.
  private(set) var refused: Set<String>
  /// The status and what history has too much, which come also where something before was refused.
  private var last: [Write] = []
  /// What the status counts as current if this outdated pod is not deleted.
  private var currentReplicas: [String: Int32] = [:]

  init(of set: StatefulSet, refused: Set<String> = []) {
    subject = EventSubject(set)
    self.refused = refused
  }

  mutating func add(_ write: Write, _ note: SetNote) {
    writes.append(write)
    notes.append(note)
  }

  mutating func finish(with last: [Write], currentReplicas: [String: Int32]) {
    self.last = last
    self.currentReplicas = currentReplicas
    for write in last { add(write, .status) }
  }

  mutating func learn(_ note: SetNote, _ error: StoreError?) {
    switch note {
    case .pod(.create, let name), .pod(.update, let name): learn(name, isRefused: error != nil)
    case .claim(_, let purpose): learn(purpose.pod, isRefused: error != nil)
    default: break
    }
  }

  private mutating func learn(_ podName: String, isRefused: Bool) {
    if isRefused { refused.insert(podName) } else { refused.remove(podName) }
  }

  /// What is still to be written. Without its revision a sync comes to no status, and history is
  /// cut where no status was written too.
  func owed(after outcomes: [WriteOutcome]) -> [Write] {
    guard let refused = outcomes.last, refused.error != nil, outcomes.count <= notes.count else {
      return []
    }
    switch notes[outcomes.count - 1] {
    case .revision: return []
    case .status:
      guard case .updateStatus = refused.write else { return [] }
      return Array(writes.dropFirst(outcomes.count))
    default: return owners(after: outcomes) + last.map { correct($0, after: outcomes) }
    }
  }

  /// An outdated pod that was not deleted, because that or something before it was refused, is
  /// current still.
  private func correct(_ write: Write, after outcomes: [WriteOutcome]) -> Write {
    guard case .updateStatus(let object) = write, var set = object as? StatefulSet else {
      return write
    }
    for case .pod(.delete, let name) in notes[(outcomes.count - 1)...] {
      guard let count = currentReplicas[name] else { continue }
      set.status.currentReplicas = count
      return .updateStatus(set)
    }
    return write
  }

  /// The claims of a pod that was refused get their owner all the same: else those of a pod that
  /// can never be made would outlive the set that deletes them.
  private func owners(after outcomes: [WriteOutcome]) -> [Write] {
    guard let error = outcomes.last?.error,
      case .pod(.create, let name) = notes[outcomes.count - 1]
    else { return [] }
    if case .alreadyExists = error { return [] }
    return zip(writes, notes).dropFirst(outcomes.count).prefix { _, note in
      if case .retention(_, pod: name) = note { true } else { false }
    }.map(\.0)
  }
}

extension WriteOutcome {
  var error: StoreError? {
    if case .failure(let error) = result { error } else { nil }
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
