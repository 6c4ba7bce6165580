import ObjectStore
import Objects

/// The writes of one sync and what each is about, kept until their outcomes are known.
struct SetSync: Sendable {
  /// The set as it was seen, which is what events are about.
  let subject: EventSubject
  private(set) var writes: [Write] = []
  private(set) var notes: [SetNote] = []
  /// Pods that the store would not have. In the next batch they come after the others, so that they hold
  /// up only what upstream's concurrent batches let them hold up.
  private(set) var refused: Set<String>
  /// The status and what history has too much, which come also where something before was refused.
  private var last: [Write] = []

  init(of set: StatefulSet, refused: Set<String> = []) {
    subject = EventSubject(set)
    self.refused = refused
  }

  mutating func add(_ write: Write, _ note: SetNote) {
    writes.append(write)
    notes.append(note)
  }

  mutating func finish(with last: [Write]) {
    self.last = last
    for write in last { add(write, .status) }
  }

  mutating func learn(_ note: SetNote, _ error: StoreError?) {
    switch note {
    case .pod(.create, let name), .claim(_, pod: let name):
      if error == nil { refused.remove(name) } else { refused.insert(name) }
    default: break
    }
  }

  /// What is still to be written. Without its revision a sync comes to no status.
  func owed(after outcomes: [WriteOutcome]) -> [Write] {
    let tried = zip(outcomes, notes)
    guard outcomes.contains(where: { $0.error != nil }),
      !tried.contains(where: { $0.1 == .status || $0.1 == .revision && $0.0.error != nil })
    else { return [] }
    return last
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
