/// One TCP connection. It owns octets only while it waits for something: an idle one is this
/// struct and what the kernel keeps.
struct Connection {
  /// What is still to happen on a connection.
  enum Phase {
    /// Queries are read and answered.
    case open
    /// The peer ended its side, or the server stops: what was read is answered, then it is closed.
    case ending
    /// What came was not DNS: the answers before it are sent, our side is ended, the rest is
    /// thrown away until the peer ends. Closing at once would reset the connection, and a reset
    /// destroys answers that the peer has not read yet.
    case discarding
  }

  let number: Int32
  let isIPv6: Bool
  let tenancy: UInt32
  var phase = Phase.open
  /// Octets that were read and not answered: part of a message, or messages that wait for the
  /// backlog to go.
  var pending: [UInt8] = []
  /// Answers that the kernel did not take yet. While there are any, nothing is read: a peer that
  /// does not read its answers cannot make the server keep more of them.
  var backlog: [UInt8] = []
  /// Octets of the backlog that were sent.
  var sent = 0
  /// When a whole query came or octets of an answer went, last.
  var lastProgress: Int64
  var interest = Interest.readable

  /// What epoll is to tell about.
  var wantedInterest: Interest {
    backlog.isEmpty ? .readable : .writable
  }
}
