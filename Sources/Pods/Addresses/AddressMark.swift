package import ClusterNames
package import Objects

/// What a later run must know of addresses that no pod shows any more.
///
/// A freed address rests before it is given out again (kubernetes/kubernetes#28969), over a restart
/// too.
package struct AddressMark: Hashable, Sendable {
  /// Where to go on: an address a pool.
  package var next: [IPAddress]
  /// Freed not long ago, and near enough to `next` to be given out again soon; the longest rested
  /// first.
  package var resting: [Resting]

  /// An address, and since when it is free.
  package struct Resting: Hashable, Sendable {
    package var address: IPAddress
    package var since: Timestamp

    package init(_ address: IPAddress, since: Timestamp) {
      self.address = address
      self.since = since
    }
  }

  package init(next: [IPAddress] = [], resting: [Resting] = []) {
    self.next = next
    self.resting = resting
  }
}
