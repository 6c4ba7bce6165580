import CTransport
import Glibc

/// The sockets that a server binds, with the options that ours want.
enum ServerSocket {
  /// Asked for, not relied on: the kernel cuts it to net.core.rmem_max.
  private static let bufferOctets: Int32 = 4 << 20
  /// Connections that wait to be accepted; the kernel cuts it to net.core.somaxconn.
  private static let listenBacklog: Int32 = 1024

  /// How a socket shares its port with others of the same user.
  enum Sharing {
    /// Fails where anybody has the port, and nobody joins later.
    case none
    /// Fails where anybody has the port; sockets that say `joins` may follow.
    case first
    /// Joins a port of ours.
    case joins
  }

  /// A bound UDP socket.
  static func datagrams(
    at endpoint: Endpoint, _ sharing: Sharing
  ) throws(SystemCallError) -> Descriptor {
    let socket = try open(endpoint, isStream: false)
    for option in [SO_RCVBUF, SO_SNDBUF] {
      _ = ctransport_option(socket.number, SOL_SOCKET, option, bufferOctets)
    }
    if endpoint.isWildcard {
      // Costs on each packet, so only where the local address is not known beforehand.
      try endpoint.address.isIPv6
        ? set(socket, Int32(IPPROTO_IPV6), IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO")
        : set(socket, Int32(IPPROTO_IP), IP_PKTINFO, "IP_PKTINFO")
    }
    try bind(socket, to: endpoint, sharing)
    return socket
  }

  /// A bound TCP socket that listens.
  static func listener(
    at endpoint: Endpoint, _ sharing: Sharing
  ) throws(SystemCallError) -> Descriptor {
    let socket = try open(endpoint, isStream: true)
    // A restart meets connections of the server before in TIME_WAIT. On Linux this option does not
    // let two sockets listen on one port.
    try set(socket, SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR")
    // Accepted sockets inherit it: an answer never waits for the acknowledgment of the one before.
    try set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, "TCP_NODELAY")
    try bind(socket, to: endpoint, sharing)
    try check("listen", ctransport_listen(socket.number, listenBacklog))
    return socket
  }

  /// IPv6 sockets take IPv6 alone: peers never look like ::ffff:10.0.0.1, and the two wildcards can
  /// be bound beside each other.
  private static func open(
    _ endpoint: Endpoint, isStream: Bool
  ) throws(SystemCallError) -> Descriptor {
    let family = endpoint.address.isIPv6 ? AF_INET6 : AF_INET
    let socket = Descriptor(owning: try check("socket", ctransport_socket(family, isStream)))
    if endpoint.address.isIPv6 {
      try set(socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY, "IPV6_V6ONLY")
    }
    return socket
  }

  /// SO_REUSEPORT comes after the bind of a first socket: so that bind is also the probe for other
  /// servers, even those of the same user that share ports, and no moment is left between the two.
  private static func bind(
    _ socket: Descriptor, to endpoint: Endpoint, _ sharing: Sharing
  ) throws(SystemCallError) {
    if sharing == .joins { try set(socket, SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT") }
    let address = SocketAddress(endpoint)
    try check(
      "bind",
      unsafe withUnsafePointer(to: address.storage) { storage in
        unsafe ctransport_bind(socket.number, storage, address.length)
      })
    if sharing == .first { try set(socket, SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT") }
  }

  private static func set(
    _ socket: Descriptor, _ level: Int32, _ name: Int32, _ text: String
  ) throws(SystemCallError) {
    try check("setsockopt \(text)", ctransport_option(socket.number, level, name, 1))
  }
}
