/// What a client may cost.
package enum APILimits {
  /// Octets of a request's body (upstream's `MaxRequestBodyBytes`).
  package static let body = 3_145_728
  /// Octets of all header fields; Go's server takes a megabyte.
  package static let headers = 64 * 1024
  /// How long a request's body may take to arrive.
  package static let bodyTime = Duration.seconds(60)
  /// Connections at once; above it the one that has been idle longest gives way.
  package static let connections = 1024
  /// How long a new connection may take to ask for something, handshake included.
  package static let firstRequestTime = Duration.seconds(20)
  /// How long a connection may be kept open without a request.
  package static let idleTime = Duration.seconds(180)
  /// Upstream's `min-request-timeout`: a watch without a timeout ends at random in one to two of
  /// these, so that clients spread.
  package static let watchTime = Duration.seconds(1800)
}
