/// What becomes of a query after the compiled table was asked.
package enum Disposition: Sendable, Equatable {
  /// The first octets of the message are the answer now.
  case reply(octets: Int)
  /// The message is untouched: the resolver answers it.
  case deferred
}

/// How a message came, which limits the size of its answer.
package enum TransportKind: Sendable {
  case udp
  case tcp
}

/// Limits of a message over UDP.
package enum PayloadSize {
  /// Without EDNS (RFC 1035 §4.2.1).
  package static let classic = 512
  /// What we say in OPT and never exceed: it crosses every network in one piece (DNS flag day 2020).
  package static let ours = 1232
}
