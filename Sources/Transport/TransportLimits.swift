/// What one listener spends on its peers.
package struct TransportLimits: Hashable, Sendable {
  /// Time a connection may pass without a whole query or an octet of an answer read by the peer
  /// (RFC 7766 §6.2.3: of the order of a few seconds).
  package var idleMilliseconds: Int64
  /// Open connections of all workers together. What comes beyond is closed at once: the client
  /// sees an end and not a silence, and those already served keep what they have.
  package var connections: Int
  /// Time that ``DNSListener/stop()`` gives peers to read their answers.
  package var drainMilliseconds: Int64

  package init(
    idleMilliseconds: Int64 = 10_000, connections: Int = 1024, drainMilliseconds: Int64 = 1000
  ) {
    self.idleMilliseconds = idleMilliseconds
    self.connections = connections
    self.drainMilliseconds = drainMilliseconds
  }
}
