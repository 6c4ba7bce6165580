import ClusterNames
import Glibc

@testable import Transport

/// A blocking socket of a client; every call ends after five seconds.
final class TestPeer {
  let number: Int32

  /// A peer that is connected, so it takes answers from that address alone.
  init(
    _ kind: Int32, _ protocolNumber: Int = 0, to endpoint: Endpoint, receiveBuffer: Int32? = nil
  ) throws {
    let family = endpoint.address.isIPv6 ? AF_INET6 : AF_INET
    number = try check("socket", socket(family, kind, Int32(protocolNumber)))
    var timeout = timeval(tv_sec: 5, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      unsafe setsockopt(
        number, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }
    if var receiveBuffer {
      unsafe setsockopt(number, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
    }
    let address = SocketAddress(endpoint)
    let result = unsafe withUnsafeBytes(of: address.storage) { octets in
      unsafe connect(
        number, octets.baseAddress!.assumingMemoryBound(to: sockaddr.self), address.length)
    }
    guard result == 0 else { throw SystemCallError(call: "connect", number: errno) }
  }

  static func udp(_ endpoint: Endpoint) throws -> TestPeer {
    try TestPeer(Int32(SOCK_DGRAM.rawValue), to: endpoint)
  }

  static func tcp(_ endpoint: Endpoint, receiveBuffer: Int32? = nil) throws -> TestPeer {
    try TestPeer(Int32(SOCK_STREAM.rawValue), to: endpoint, receiveBuffer: receiveBuffer)
  }

  deinit {
    close(number)
  }

  /// The octets that the kernel took; -1 for an error.
  @discardableResult
  func send(_ octets: [UInt8], flags: Int32 = 0) -> Int {
    unsafe octets.withUnsafeBytes { octets in
      unsafe Glibc.send(
        number, octets.baseAddress, octets.count, flags | Int32(MSG_NOSIGNAL))
    }
  }

  /// One datagram or one read; empty at the end of a connection, nil for an error or after 5 s.
  func receive(atMost count: Int = 65535, flags: Int32 = 0) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: count)
    let received = unsafe octets.withUnsafeMutableBytes { octets in
      unsafe recv(number, octets.baseAddress, octets.count, flags)
    }
    return received < 0 ? nil : Array(octets[..<received])
  }

  /// Exactly so many octets of a connection.
  func receive(exactly count: Int) -> [UInt8]? {
    var octets: [UInt8] = []
    while octets.count < count {
      guard let more = receive(atMost: count - octets.count), !more.isEmpty else { return nil }
      octets += more
    }
    return octets
  }

  /// One message with its length taken off.
  func receiveMessage() -> [UInt8]? {
    guard let prefix = receive(exactly: 2) else { return nil }
    return receive(exactly: Int(prefix[0]) << 8 | Int(prefix[1]))
  }

  func endWriting() {
    shutdown(number, Int32(SHUT_WR))
  }

  /// True once the server has closed the connection, by an end or a reset.
  var isClosedByServer: Bool {
    while let octets = receive() {
      if octets.isEmpty { return true }
    }
    return errno == ECONNRESET
  }
}
