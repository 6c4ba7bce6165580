package import Objects

/// What makes pods run. It decides, and whoever calls it writes.
///
/// `step` is asked whenever a pod changed or the time that it named has come; a pod that is at
/// rest needs
/// nothing. A runtime keeps only what it can find again in the pods.
package protocol PodRuntime: Sendable {
  /// A pod that was there before this run: what it has stays its own.
  mutating func restore(_ pod: Pod)

  /// - Parameter set: the StatefulSet that the pod belongs to.
  mutating func step(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep

  /// The pod is gone for good.
  mutating func forget(uid: String, now: Timestamp)

  /// Addresses that a set names are kept for its pods; nil where the set is gone.
  mutating func reserve(for uid: String, _ set: StatefulSet?)
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
  /// The node that the pod is to run on.
  package var node: String?
  package var status: PodStatus?
  /// Its containers have ended: the object may go.
  package var isFinished = false
  /// It cannot start until another pod gives up an address.
  package var wait: AddressWait?
  /// When the next step is due though nothing changes.
  package var nextLook: Timestamp?

  package init() {}
}
