package import ObjectStore
package import Objects

/// What a reconciler is called for. A key says where to look, never what to do there: what was
/// missed or merged is seen in the view.
package enum ReconcileKey: Hashable, Comparable, Sendable {
  case namespace(String)
  case service(NamespacedName)
  case set(NamespacedName)
  case pod(NamespacedName)
  /// The dependents of an object, by its uid.
  case owner(String)
  /// A PersistentVolumeClaim.
  case claim(NamespacedName)
  /// A PersistentVolume, by its name.
  case volume(String)
  /// The cluster's Event objects, all of them.
  case events
}

/// What a reconciler wants done. Where a write is refused the key comes again with back-off.
package struct ReconcileResult: Sendable {
  /// In the order in which they are to happen.
  package var writes: WriteSequence
  /// When to look again although nothing changed.
  package var requeueAfter: Duration?
  /// What there is to tell although nothing is written (events); nobody minds if it is refused.
  package var remarks: [Write]
  /// Something could not be done, and no write says so: the key comes again with back-off.
  package var isUnfinished: Bool

  package init(
    writes: WriteSequence = [], requeueAfter: Duration? = nil, remarks: [Write] = [],
    isUnfinished: Bool = false
  ) {
    self.writes = writes
    self.requeueAfter = requeueAfter
    self.remarks = remarks
    self.isUnfinished = isUnfinished
  }

  /// - Parameter writes: the first that is refused ends them.
  package init(writes: [Write], requeueAfter: Duration? = nil, remarks: [Write] = []) {
    self.init(writes: WriteSequence(writes), requeueAfter: requeueAfter, remarks: remarks)
  }
}

/// A write and what became of it; those that were not tried, because one before them was refused,
/// have no outcome.
package struct WriteOutcome: Sendable {
  /// Among the writes of the result.
  package var index: Int
  package var write: Write
  package var result: Result<any KubernetesObject, StoreError>

  package init(index: Int, write: Write, result: Result<any KubernetesObject, StoreError>) {
    self.index = index
    self.write = write
    self.result = result
  }

  package var error: StoreError? {
    if case .failure(let error) = result { error } else { nil }
  }
}

/// One controller: a function from what the cluster is to what should be written.
///
/// It performs nothing itself. ``ControllerManager`` performs the writes, and calls it again only
/// with a view that shows them. What it keeps in itself must be possible to rebuild from a view.
package protocol Reconciler: Sendable {
  /// The keys that it wants to look at whatever there is (objects that must exist).
  func initialKeys(in view: ClusterView) -> [ReconcileKey]

  /// The keys that this controller wants to look at after a change, which `view` holds already.
  /// When the manager starts, every object comes once as a change from nothing.
  mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey]

  /// Whether the keys of a change may wait until no controller has other work, or for a moment:
  /// then one look serves many changes.
  func canWait(for change: ViewChange, in view: ClusterView) -> Bool

  /// What is to be written so that the key's part of the cluster becomes what it should be; nothing
  /// if it is.
  mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult

  /// Told what became of its writes; returns what there is to write about it (events).
  mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write]
}

extension Reconciler {
  package func initialKeys(in view: ClusterView) -> [ReconcileKey] { [] }

  package func canWait(for change: ViewChange, in view: ClusterView) -> Bool { false }

  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] { [] }
}

/// Takes what controllers settled to where queries are answered.
package protocol ViewPublisher: Sendable {
  /// `keys` are the services, sets and namespaces, sorted, about which something changed since the
  /// last call: themselves, their slices or their pods.
  mutating func publish(_ keys: [ReconcileKey], in view: ClusterView, at now: Timestamp)
}
