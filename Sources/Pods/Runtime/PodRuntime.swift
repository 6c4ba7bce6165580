package import Objects

/// What makes pods run. It decides, and whoever calls it writes.
///
/// `step` is asked whenever a pod that has a node changed, or the time that it named has come; a
/// pod that is at rest needs nothing. A runtime keeps only what it can find again in the pods.
package protocol PodRuntime: Sendable {
  /// The node that all pods run on; nil: the nodes of the cluster, whoever they belong to.
  var node: String? { get }

  /// A pod that was there before this run: what it has stays its own.
  mutating func restore(_ pod: Pod)

  /// - Parameter set: the StatefulSet that the pod belongs to.
  mutating func step(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep

  /// What the last step had to write of a pod was refused or lost: the next one writes it again.
  mutating func repeatStage(of uid: String)

  /// The pod is gone for good.
  mutating func forget(uid: String, now: Timestamp)

  /// Addresses that a set names are kept for its pods; nil where the set is gone.
  mutating func reserve(for uid: String, _ set: StatefulSet?)

  /// Addresses were given out or freed that no mark tells of: what pods show while they exist is
  /// not enough to know, after a restart, which addresses were in use just before.
  var needsAddressMark: Bool { get }

  /// What to remember so that a later run goes on behind all addresses that were given out, and
  /// lets those rest that were freed.
  ///
  /// - Parameter ahead: how many more may be given out before the next mark is needed.
  mutating func markAddresses(ahead: UInt64, now: Timestamp) -> AddressMark

  /// The last mark was not written.
  mutating func repeatAddressMark()

  /// Goes on at the mark of an earlier run.
  mutating func resume(at mark: AddressMark)
}

/// Which address a pod waits for.
package enum AddressWait: Hashable, Sendable {
  /// Any of the pool.
  case pool
  /// The one that it is pinned to.
  case pin
}

/// The next things to write of a pod's life.
package struct PodStep: Hashable, Sendable {
  package var status: PodStatus?
  /// Its containers have ended: the object may go.
  package var isFinished = false
  /// It cannot start until another pod gives up an address.
  package var wait: AddressWait?
  /// When the next step is due though nothing changes.
  package var nextLook: Timestamp?
  /// What happened with this step.
  package var events: [PodEvent] = []

  package init() {}
}
