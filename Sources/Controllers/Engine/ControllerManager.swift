package import ObjectStore
package import Objects

/// Runs the controllers: feeds store events to the view, calls reconcilers for the keys that are
/// due, performs what they want written, and tells the publisher what changed.
///
///     store events -> view -> keys -> reconcile -> writes -> store
///                       \-> publish
///
/// Work goes in waves. All keys of a wave see one view, and their writes are one commit.
/// Controllers earlier in the list go first, and nothing is published while the first has work: a
/// pod that begins to terminate reaches its slices, and then DNS, before any other controller runs.
package actor ControllerManager {
  /// Keys a wave: so many, and a commit costs little; so few, and DNS is soon told.
  private static let waveLimit = 512

  /// How long an explanation may lag behind while the controllers find no rest.
  private static let longestDelay = Duration.milliseconds(100)

  /// How long what may wait (``Reconciler/canWait(for:in:)``) does so where the controllers find no
  /// rest.
  private static let patience = Duration.milliseconds(50)

  private let store: ObjectStore
  private let clock: any ClusterClock
  private var view = ClusterView()
  private var controllers: [Controller]
  private var publisher: (any ViewPublisher)?
  /// What changed, and of that what changes addresses and must not wait for rest.
  private var unpublished = Set<ReconcileKey>()
  private var urgent = Set<ReconcileKey>()
  private var lastRest: Timestamp
  /// When the first of the patient keys has waited for long enough; nil: there are none.
  private var patienceEnd: Timestamp?
  private var isStarted = false
  private var isSettling = false

  /// A reconciler and the keys that wait for it.
  private struct Controller {
    var reconciler: any Reconciler
    var queue = WorkQueue<ReconcileKey>()
    /// Keys that wait until nothing else is due.
    var patient = WorkQueue<ReconcileKey>()

    mutating func endPatience(now: Timestamp) {
      while let key = patient.take(now: now) {
        patient.done(key)
        queue.add(key)
      }
    }
  }

  /// - Parameter reconcilers: the most urgent first.
  package init(
    store: ObjectStore, clock: any ClusterClock, reconcilers: [any Reconciler],
    publisher: (any ViewPublisher)? = nil
  ) {
    self.store = store
    self.clock = clock
    self.publisher = publisher
    lastRest = clock.now()
    controllers = reconcilers.map { Controller(reconciler: $0) }
  }

  /// Works until nothing is due; returns when something will be. One caller at a time.
  @discardableResult
  package func settle() async -> Timestamp? {
    precondition(!isSettling, "two callers settle the same controllers")
    isSettling = true
    defer { isSettling = false }
    await catchUp()
    while !Task.isCancelled, let index = nextController() {
      if index > 0 { publishUrgent() }
      await work(index)
      await catchUp()
    }
    publish()
    return controllers.indices.compactMap { controllers[$0].queue.nextDeadline() }.min()
  }

  /// Settles, sleeps until the next deadline or store event, and again, until cancelled.
  package func run() async {
    while !Task.isCancelled {
      let deadline = await settle()
      await sleep(until: deadline, orChangeAfter: view.version)
    }
  }

  /// Reads the view as it is now; keep no copy of it.
  package func read<Answer: Sendable>(_ body: @Sendable (ClusterView) -> Answer) -> Answer {
    body(view)
  }

  /// The first in the list that has work.
  private func nextController() -> Int? {
    let now = clock.now()
    let hasTime = patienceEnd.map { now < $0 } ?? true
    let next = controllers.indices.first { controllers[$0].queue.hasDue(now: now) }
    guard patienceEnd != nil, next == nil || !hasTime else { return next }
    patienceEnd = nil
    for index in controllers.indices { controllers[index].endPatience(now: now) }
    return controllers.indices.first { controllers[$0].queue.hasDue(now: now) }
  }

  /// Changes since the last time, each key once.
  private func publish() {
    lastRest = clock.now()
    publish(unpublished)
  }

  /// What changed of addresses; the rest, which is about why a name has none, too where no rest
  /// comes.
  private func publishUrgent() {
    if clock.now() - lastRest < Self.longestDelay { publish(urgent) } else { publish() }
  }

  private func publish(_ keys: Set<ReconcileKey>) {
    guard !keys.isEmpty else { return }
    unpublished.subtract(keys)
    urgent.subtract(keys)
    publisher?.publish(keys.sorted(), in: view, at: clock.now())
  }
}

// MARK: Waves

extension ControllerManager {
  /// Reconciles the due keys of one controller against one view, and performs their writes.
  private func work(_ index: Int) async {
    let now = clock.now()
    var keys: [ReconcileKey] = []
    var results: [ReconcileResult] = []
    while keys.count < Self.waveLimit, let key = controllers[index].queue.take(now: now) {
      keys.append(key)
      results.append(controllers[index].reconciler.reconcile(key, in: view, at: now))
    }
    let outcomes = await perform(results)
    var reports: [Write] = []
    for (number, key) in keys.enumerated() {
      let hasFailed =
        results[number].isUnfinished || outcomes[number].contains { $0.error != nil }
      controllers[index].queue.done(key)
      if hasFailed {
        controllers[index].queue.addWithBackOff(key, now: now)
      } else {
        controllers[index].queue.forget(key)
      }
      // More than one pass may do waits for the back-off, what time alone brings about does not.
      if let delay = results[number].requeueAfter, !hasFailed || delay > .zero {
        controllers[index].queue.add(key, at: now + delay)
      }
      reports += results[number].remarks
      if !outcomes[number].isEmpty {
        reports += controllers[index].reconciler.report(outcomes[number], of: key, at: now)
      }
    }
    // What is told about a write is not worth a retry.
    if !reports.isEmpty { _ = await store.commit(reports, by: .controller) }
  }

  /// One commit for the whole wave: the journal syncs once.
  private func perform(_ results: [ReconcileResult]) async -> [[WriteOutcome]] {
    guard results.contains(where: { !$0.writes.isEmpty }) else {
      return results.map { _ in [] }
    }
    let answers = await store.commit(sequences: results.map(\.writes), by: .controller)
    return zip(results, answers).map { result, answers in
      answers.enumerated().compactMap { index, answer in
        answer.map { WriteOutcome(index: index, write: result.writes[index], result: $0) }
      }
    }
  }
}

// MARK: Events

extension ControllerManager {
  /// Takes in what happened in the store.
  private func catchUp() async {
    guard isStarted else {
      isStarted = true
      await listEverything()
      for index in controllers.indices {
        let keys = controllers[index].reconciler.initialKeys(in: view)
        for key in keys { controllers[index].queue.add(key) }
      }
      return
    }
    do {
      let batch = try await store.events(after: view.version)
      for event in batch.events {
        if let change = view.apply(event) { note(change) }
      }
    } catch {
      // Too much happened at once for the store's history.
      await listEverything()
    }
  }

  /// At the start, and when events were missed.
  private func listEverything() async {
    let list = await store.list(.everything)
    for change in view.replace(by: list.items, at: list.version) { note(change) }
  }

  /// Puts the keys that a change touches into the queues.
  private func note(_ change: ViewChange) {
    for index in controllers.indices {
      let keys = controllers[index].reconciler.keys(touchedBy: change, in: view)
      if !keys.isEmpty, controllers[index].reconciler.canWait(for: change, in: view) {
        for key in keys { controllers[index].patient.add(key) }
        if patienceEnd == nil { patienceEnd = clock.now() + Self.patience }
      } else {
        for key in keys { controllers[index].queue.add(key) }
      }
    }
    let keys = change.publicationKeys
    unpublished.formUnion(keys)
    if change.isUrgentToPublish { urgent.formUnion(keys) }
  }

  /// Whichever comes first ends it; so does cancellation.
  private nonisolated func sleep(
    until deadline: Timestamp?, orChangeAfter version: ResourceVersion
  ) async {
    let store = store
    let clock = clock
    await withTaskGroup(of: Void.self) { group in
      // Events that are gone already are events all the same.
      group.addTask { _ = try? await store.nextEvents(after: version) }
      if let deadline { group.addTask { try? await clock.sleep(until: deadline) } }
      await group.next()
      group.cancelAll()
    }
  }
}
