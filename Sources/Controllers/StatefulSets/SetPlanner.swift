import ObjectStore
import Objects

/// One sync. The passes are those of upstream's `updateStatefulSet`, in its order: the wanted pods,
/// the claims of excess ones, the excess ones, the update.
struct SetPlanner {
  let set: StatefulSet
  let members: [SetMember]
  let claim: (String) -> GenericObject?
  let revisions: Revisions
  let now: Timestamp
  let gates: FeatureGates
  let retention: ClaimRetention
  let claimTemplates: [ClaimTemplate]
  /// OrderedReady: one step a sync, and each waits for the one before.
  let isOrdered: Bool
  /// By place: where the pods of the wanted ordinals are in ``members``; -1 where there is none.
  private(set) var replicas: [Int]
  /// Where the pods outside the wanted ordinals are, the highest first.
  private(set) var condemned: [Int] = []
  var plan: StatefulSetPlan
  /// Of the actions that are added now.
  private var place = WriteSequence.Place(batch: 0)

  /// How one pod leaves the sync.
  enum Step {
    /// The next one's turn.
    case proceed
    /// An ordered set waits here; a parallel one goes on.
    case stop
    /// Something cannot be done: no set goes on after it.
    case fail
  }

  init(
    set: StatefulSet, members: [SetMember], claim: @escaping (String) -> GenericObject?,
    revisions: Revisions, now: Timestamp, gates: FeatureGates
  ) {
    self.set = set
    self.members = members
    self.claim = claim
    self.revisions = revisions
    self.now = now
    self.gates = gates
    retention = ClaimRetention(set)
    claimTemplates = set.claimTemplates
    isOrdered = set.spec.podManagementPolicy != "Parallel"
    let ordinals = set.spec.ordinals
    replicas = Array(repeating: -1, count: ordinals.count)
    for place in members.indices {
      let ordinal = members[place].ordinal
      if ordinals.contains(ordinal) {
        replicas[ordinal - ordinals.lowerBound] = place
      } else {
        condemned.append(place)
      }
    }
    condemned.reverse()
    plan = StatefulSetPlan(status: set.status)
    plan.status.count(members, of: set, at: revisions, now: now)
    if set.spec.minReadySeconds > 0 {
      plan.nextLook = members.lazy.compactMap(\.availableAt).filter { $0 > now }.min()
    }
  }

  mutating func run() {
    guard set.metadata.deletionTimestamp == nil else { return }
    guard forAll(replicas.count, { $0.fill($1) }) else { return }
    guard !condemned.isEmpty else { return replaceOutdated() }
    let firstUnhealthy = firstUnhealthyCondemned()
    guard forAll(condemned.count, { $0.disown($1) }),
      forAll(condemned.count, { $0.remove($1, firstUnhealthy: firstUnhealthy) })
    else { return }
    replaceOutdated()
  }

  /// An ordered set goes from one to the next and ends where one stops. A parallel one goes in
  /// batches of 1, 2, 4 .. 500, and ends after the batch in which something failed (upstream's slow
  /// start).
  ///
  /// - Returns: whether the sync goes on.
  private mutating func forAll(_ count: Int, _ body: (inout SetPlanner, Int) -> Step) -> Bool {
    var start = 0
    var size = 1
    while start < count {
      let batch = start..<min(start + size, count)
      beginBatch()
      for index in batch {
        place.part = index - start
        let step = body(&self, index)
        if step == .fail { plan.isUnfinished = true }
        if isOrdered, step != .proceed { return false }
      }
      if plan.isUnfinished { return false }
      start = batch.upperBound
      if !isOrdered { size = min(2 * size, 500) }
    }
    return true
  }

  /// What is refused in a batch leaves the batch alone, but nothing after it is tried.
  mutating func beginBatch() {
    place = WriteSequence.Place(batch: place.batch + 1)
  }

  mutating func add(_ action: StatefulSetPlan.Action) {
    plan.add(action, at: place)
  }

  func member(at place: Int) -> SetMember? {
    replicas[place] < 0 ? nil : members[replicas[place]]
  }

  /// Notes what the set waits for; only ordered ones do.
  mutating func stop(for wait: StatefulSetPlan.Wait) -> Step {
    if isOrdered { plan.wait = wait }
    return .stop
  }

  /// Why a pod is not one to build on; nil for a healthy one.
  func wait(for member: SetMember) -> StatefulSetPlan.Wait? {
    if member.isTerminating { return .termination(pod: member.name) }
    guard member.isRunningAndReady else { return .readiness(pod: member.name) }
    return member.isAvailable(at: now)
      ? nil : .availability(pod: member.name, at: member.availableAt)
  }
}
