/// What one listener spends on its peers.
package struct TransportLimits: Hashable, Sendable {
  /// Time a connection may pass without a whole query or an octet of an answer read by the peer
  /// (RFC 7766 §6.2.3: of the order of a few seconds).
  package var idleMilliseconds: Int64
  /// Open connections of all workers together. For what comes beyond, the connection that has rested
  /// longest is closed; where none has rested, the new one is: its client sees an end and not a silence.
  package var connections: Int
  /// A connection without progress for so long may be closed for another one: a query that was sent when
  /// it was opened would have arrived.
  package var restMilliseconds: Int64
  /// Time that ``DNSListener/stop()`` gives peers to read their answers.
  package var drainMilliseconds: Int64

  package init(
    idleMilliseconds: Int64 = 10_000, connections: Int = 1024, restMilliseconds: Int64 = 500,
    drainMilliseconds: Int64 = 1000
  ) {
    self.idleMilliseconds = idleMilliseconds
    self.connections = connections
    self.restMilliseconds = restMilliseconds
    self.drainMilliseconds = drainMilliseconds
  }
}
