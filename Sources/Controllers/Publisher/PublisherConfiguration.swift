package import ClusterNames

/// What the published names depend on besides the objects.
package struct PublisherConfiguration: Sendable {
  package var domain: ClusterDomain
  /// Seconds that positive answers may be kept.
  package var timeToLive: UInt32
  /// Seconds that negative answers may be kept, but for names that a set is going to own.
  package var negativeTimeToLive: UInt32
  /// The blocks whose reverse names are answered with authority, assigned or not.
  package var reverseBlocks: [AddressBlock]

  package init(
    domain: ClusterDomain, timeToLive: UInt32, negativeTimeToLive: UInt32,
    reverseBlocks: [AddressBlock]
  ) {
    self.domain = domain
    self.timeToLive = timeToLive
    self.negativeTimeToLive = negativeTimeToLive
    self.reverseBlocks = reverseBlocks
  }
}
