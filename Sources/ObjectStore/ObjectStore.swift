package import Objects

/// Every object of the cluster, and the only way to change one.
///
///     write -> check against pending state -> version -> batch -> journal -> everybody
///
/// A write is checked and gets its version at once, and joins the open batch. One writer hands
/// batches to the journal; meanwhile the next batch fills. Only what the journal has is seen by
/// anybody. When it fails, its whole batch fails, and with it the batch that was checked against
/// that one's outcome.
package actor ObjectStore {
  private var state: StoreState
  private var admission: Admission
  private var history: EventHistory
  private let journal: any Journal

  private var openBatch = Batch()
  private var isWriting = false
  private var waiters: [Int: Waiter] = [:]
  private var nextWaiter = 0

  /// Changes that go to the journal together, and the calls that wait for them.
  private struct Batch {
    var changes: [StoreEvent] = []
    var notes: [ObjectNote] = []
    var callers: [CheckedContinuation<StoreError?, Never>] = []
    /// Nothing of it has to be kept.
    var isVoid: Bool { changes.isEmpty && notes.isEmpty }
    var isEmpty: Bool { isVoid && callers.isEmpty }
  }

  /// A watch that has seen everything there was when it last looked.
  private struct Waiter {
    var selection: Selection
    var continuation: CheckedContinuation<EventBatch, Never>
  }

  /// - Parameters:
  ///   - gates: which fields of StatefulSets are taken; the controller of the sets needs the same.
  ///   - plugins: complete and refuse objects, in this order.
  ///   - contents: what the journal was found to hold.
  ///   - historyLimit: how many events a watch may be behind before it expires.
  package init(
    identifiers: any IdentifierSource = RandomIdentifiers(),
    clock: any ClusterClock = SystemClock(), gates: FeatureGates = FeatureGates(),
    plugins: [any AdmissionPlugin] = [],
    journal: any Journal = InMemoryJournal(), contents: JournalContents = JournalContents(),
    historyLimit: Int = 8192
  ) {
    state = StoreState(contents.objects, version: contents.version)
    admission = Admission(identifiers: identifiers, clock: clock, gates: gates, plugins: plugins)
    admission.rebuild(from: contents.objects)
    history = EventHistory(limit: historyLimit, startingAt: contents.version)
    self.journal = journal
  }
}

// MARK: Reads

extension ObjectStore {
  /// The version of the last change that can be seen.
  package var version: ResourceVersion { state.version }

  /// The object, or ``StoreError/notFound(_:name:)``.
  package func get(_ key: ObjectKey) throws(StoreError) -> any KubernetesObject {
    guard let object = state.committed(GroupKind(key.resource), key.namespacedName) else {
      throw .notFound(key.resource, name: key.name)
    }
    return object
  }

  /// The objects of these keys, all of one moment; nil for those that there are not.
  package func find(_ keys: [ObjectKey]) -> [(any KubernetesObject)?] {
    keys.map { state.committed(GroupKind($0.resource), $0.namespacedName) }
  }

  /// The object in its own type; `namespace` is empty for kinds without one.
  package func get<Object: KubernetesObject>(
    _ type: Object.Type, _ namespace: String, _ name: String
  ) throws(StoreError) -> Object {
    let key = ObjectKey(Object.resource, namespace: namespace, name: name)
    guard let object = try get(key) as? Object else {
      preconditionFailure("the table of \(key.resource.plural) holds another type")
    }
    return object
  }

  /// What is selected, all of one moment.
  package func list(_ selection: Selection) -> ObjectList {
    ObjectList(items: state.list(selection), version: state.version)
  }

  /// The objects of one kind, sorted by namespace and name.
  package func list<Object: KubernetesObject>(
    _ type: Object.Type, namespace: String? = nil, labels: LabelSelector = LabelSelector()
  ) -> [Object] {
    state.list(Selection([Object.resource], namespace: namespace, labels: labels))
      .compactMap { $0 as? Object }
  }
}

// MARK: Writes

extension ObjectStore {
  /// Each write stands alone; the results are in the order of the writes.
  package func commit(_ writes: [Write], by writer: Writer = .client) async
    -> [Result<any KubernetesObject, StoreError>]
  {
    await commit(sequences: writes.map { [$0] }, by: writer).flatMap { $0.compactMap(\.self) }
  }

  /// One write; returns the object as it is stored now.
  package func commit(_ write: Write) async throws(StoreError) -> any KubernetesObject {
    try await commit([write])[0].get()
  }

  /// What a write would make of its object, or why it would be refused; nothing is written (a dry
  /// run of the API).
  package func preview(_ write: Write, by writer: Writer = .client) throws(StoreError)
    -> any KubernetesObject
  {
    switch try admission.admit(write, by: writer, in: state) {
    case .unchanged(let object), .change(_, let object, _), .removal(_, _, let object): object
    }
  }

  /// Each sequence for itself; nil is the result of a write that was not tried, because one before
  /// it was refused.
  package func commit(
    sequences: [WriteSequence], by writer: Writer = .client
  ) async -> [[Result<any KubernetesObject, StoreError>?]] {
    let results = sequences.map { stage($0, writer) }
    // A refusal waits as well: it may rest on a write that is still pending.
    if let error = await pendingBatch() {
      return results.map { $0.map { result in result.map { _ in .failure(error) } } }
    }
    return results
  }

  /// Writes with their notes, each for itself; the results are in their order, without an object
  /// for a note alone.
  package func commit(
    noted: [NotedWrite], by writer: Writer = .client
  ) async -> [Result<(any KubernetesObject)?, StoreError>] {
    let results = noted.map { stage($0, writer) }
    if let error = await pendingBatch() { return results.map { _ in .failure(error) } }
    return results
  }

  private func stage(_ noted: NotedWrite, _ writer: Writer)
    -> Result<(any KubernetesObject)?, StoreError>
  {
    do throws(StoreError) {
      var object: (any KubernetesObject)?
      if let write = noted.write { object = try stage(write, writer) }
      if let note = noted.note { openBatch.notes.append(note) }
      return .success(object)
    } catch {
      return .failure(error)
    }
  }

  private func stage(_ sequence: WriteSequence, _ writer: Writer) -> [Result<
    any KubernetesObject, StoreError
  >?] {
    var results = [Result<any KubernetesObject, StoreError>?](repeating: nil, count: sequence.count)
    sequence.forEachTried { index, write in
      do throws(StoreError) {
        results[index] = .success(try stage(write, writer))
        return false
      } catch {
        results[index] = .failure(error)
        return true
      }
    }
    return results
  }

  /// Checks one write against the pending state and puts it into the open batch.
  private func stage(_ write: Write, _ writer: Writer) throws(StoreError) -> any KubernetesObject {
    switch try admission.admit(write, by: writer, in: state) {
    case .unchanged(let object):
      return object
    case .change(let kind, let object, let previous):
      return stage(kind, object, replacing: previous)
    case .removal(let stored, let marked, var answer):
      let last = marked.map { stage(.modified, $0, replacing: stored) } ?? stored
      answer.metadata.resourceVersion =
        stage(.deleted, last, replacing: last).metadata.resourceVersion
      return answer
    }
  }

  private func stage(
    _ kind: StoreEvent.Kind, _ object: any KubernetesObject,
    replacing previous: (any KubernetesObject)?
  ) -> any KubernetesObject {
    let event = state.stage(kind, object, replacing: previous)
    admission.staged(event)
    openBatch.changes.append(event)
    return event.object
  }

  /// How many calls of ``commit(sequences:)`` wait for a batch that the journal does not have yet.
  package var pendingCount: Int { openBatch.callers.count }

  /// Returns when everything that is pending now is durable, or with the error that undid it.
  private func pendingBatch() async -> StoreError? {
    if openBatch.isVoid && !isWriting { return nil }
    return await withCheckedContinuation { continuation in
      openBatch.callers.append(continuation)
      guard !isWriting else { return }
      isWriting = true
      // A task of its own: a caller that is cancelled must not take others' writes with it.
      Task { await writeBatches() }
    }
  }

  /// Hands batches to the journal, one after the other, until none is left.
  private func writeBatches() async {
    while !openBatch.isEmpty {
      let batch = openBatch
      openBatch = Batch()
      do {
        if !batch.isVoid { try await journal.commit(batch.changes, batch.notes) }
        show(batch.changes)
        for caller in batch.callers { caller.resume(returning: nil) }
      } catch {
        undo(batch, because: .internalError("\(error)"))
      }
    }
    isWriting = false
  }

  /// The pending state with all that rests on it never was.
  private func undo(_ batch: Batch, because error: StoreError) {
    let dependent = openBatch
    openBatch = Batch()
    state.rollBack()
    admission.rebuild(from: state.list(.everything))
    for caller in batch.callers + dependent.callers { caller.resume(returning: error) }
  }
}

// MARK: Watches

extension ObjectStore {
  /// A watch costs nothing until it is read, and holds no events of its own.
  package nonisolated func watch(_ selection: Selection, from start: WatchStart) -> Watch {
    Watch(store: self, selection: selection, start: start)
  }

  /// What happened since, without waiting; the batch may be empty.
  package func events(
    after version: ResourceVersion, matching selection: Selection = .everything
  ) throws(StoreError) -> EventBatch {
    guard let events = history.events(after: version) else {
      throw .expired(requested: version, oldest: history.oldest)
    }
    return EventBatch(
      events: events.compactMap { selection.view(of: $0) }, version: max(version, state.version))
  }

  /// What happened since; waits for the first event that matches. When the task is cancelled, the
  /// batch is empty and tells how far the watch has seen: who waits with a time limit goes on from
  /// there, however much happened to other objects meanwhile.
  package func nextEvents(
    after version: ResourceVersion, matching selection: Selection = .everything
  ) async throws(StoreError) -> EventBatch {
    let batch = try events(after: version, matching: selection)
    guard batch.events.isEmpty else { return batch }
    nextWaiter += 1
    let number = nextWaiter
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: batch)
        } else {
          waiters[number] = Waiter(selection: selection, continuation: continuation)
        }
      }
    } onCancel: {
      Task { await self.cancelWaiter(number) }
    }
  }

  /// How many watches wait for something to happen.
  package var watcherCount: Int { waiters.count }

  /// Everything that is selected, as if it had just been added.
  func currentState(_ selection: Selection) -> EventBatch {
    EventBatch(
      events: state.list(selection).map { StoreEvent(kind: .added, object: $0) },
      version: state.version, isInitialState: true)
  }

  private func cancelWaiter(_ number: Int) {
    waiters.removeValue(forKey: number)?.continuation.resume(
      returning: EventBatch(events: [], version: state.version))
  }

  /// Makes committed changes visible to reads and watches.
  private func show(_ changes: [StoreEvent]) {
    guard !changes.isEmpty else { return }
    state.commit(changes)
    history.append(changes)
    for (number, waiter) in waiters {
      let events = changes.compactMap { waiter.selection.view(of: $0) }
      guard !events.isEmpty else { continue }
      waiters[number] = nil
      waiter.continuation.resume(
        returning: EventBatch(events: events, version: state.version))
    }
  }
}
