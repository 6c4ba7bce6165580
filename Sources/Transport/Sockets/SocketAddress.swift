import CTransport
import ClusterNames
import Glibc

/// An IPv4 or IPv6 socket address in the layout the kernel reads: the larger of the two holds both.
struct SocketAddress {
  var storage = sockaddr_in6()

  /// The family says how the octets are to be read.
  var isIPv6: Bool { storage.sin6_family == sa_family_t(AF_INET6) }

  /// Octets of the address that are in use.
  var length: socklen_t {
    socklen_t(isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
  }

  /// The port, at the same place in both families.
  var port: UInt16 { UInt16(bigEndian: storage.sin6_port) }

  init(storage: sockaddr_in6) {
    self.storage = storage
  }

  /// The address to bind or to send to.
  init(_ endpoint: Endpoint) {
    storage.sin6_port = endpoint.port.bigEndian
    switch endpoint.address {
    case .v4(let address):
      storage.sin6_family = sa_family_t(AF_INET)
      // sin_addr lies where sin6_flowinfo does: after the family and the port.
      storage.sin6_flowinfo = address.rawValue.bigEndian
    case .v6(let address):
      storage.sin6_family = sa_family_t(AF_INET6)
      storage.sin6_scope_id = endpoint.scope
      unsafe withUnsafeMutableBytes(of: &storage.sin6_addr) { octets in
        unsafe octets.storeBytes(of: address.high.bigEndian, as: UInt64.self)
        unsafe octets.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
    }
  }

  /// The address without port, flow label and scope.
  var address: IPAddress {
    guard isIPv6 else {
      return .v4(IPv4Address(rawValue: UInt32(bigEndian: storage.sin6_flowinfo)))
    }
    let (high, low) = unsafe withUnsafeBytes(of: storage.sin6_addr) { octets in
      unsafe (
        octets.loadUnaligned(as: UInt64.self),
        octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
    }
    return .v6(IPv6Address(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low)))
  }

  /// The local address of a socket.
  static func local(of socket: Int32) throws(SystemCallError) -> SocketAddress {
    var address = SocketAddress(storage: sockaddr_in6())
    try check("getsockname", unsafe ctransport_local_name(socket, &address.storage))
    return address
  }

  /// The address of the peer of a connection.
  static func peer(of socket: Int32) throws(SystemCallError) -> SocketAddress {
    var address = SocketAddress(storage: sockaddr_in6())
    try check("getpeername", unsafe ctransport_peer_name(socket, &address.storage))
    return address
  }
}
