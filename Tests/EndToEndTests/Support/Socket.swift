import Foundation

/// A client's socket with a deadline on everything it waits for.
final class Socket {
  private let descriptor: Int32

  enum Kind { case datagram, stream }

  init(_ kind: Kind, to address: ReadyLine.Address, waiting seconds: Int = 2) throws {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    unsafe hints.ai_socktype = Int32((kind == .datagram ? SOCK_DGRAM : SOCK_STREAM).rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(address.host, "\(address.port)", &hints, &found) == 0,
      let info = unsafe found
    else { throw Failure("\(address) is no address") }
    defer { unsafe freeaddrinfo(info) }
    descriptor = unsafe socket(
      info.pointee.ai_family, info.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      unsafe setsockopt(
        descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    guard unsafe connect(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      close(descriptor)
      throw Failure("connect \(address): \(reason)")
    }
  }

  deinit {
    close(descriptor)
  }

  /// False when the server has closed the connection.
  @discardableResult
  func send(_ octets: [UInt8]) -> Bool {
    var sent = 0
    while sent < octets.count {
      let count = unsafe octets[sent...].withUnsafeBytes {
        unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return octets.isEmpty }
      sent += count
    }
    if octets.isEmpty { _ = Foundation.send(descriptor, nil, 0, Int32(MSG_NOSIGNAL)) }
    return true
  }

  /// One datagram, or what has come of a stream; nil at its end or when nothing came in time.
  func receive(atMost count: Int = 65535, waits: Bool = true) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: count)
    let flags = waits ? 0 : Int32(MSG_DONTWAIT)
    let received = unsafe octets.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, flags)
    }
    return received > 0 ? Array(octets[..<received]) : nil
  }

  /// One message of a stream, without the two octets of its length (RFC 1035 §4.2.2).
  func receiveFramed() -> [UInt8]? {
    guard let length = receiveExactly(2) else { return nil }
    return receiveExactly(Int(length[0]) << 8 | Int(length[1]))
  }

  private func receiveExactly(_ count: Int) -> [UInt8]? {
    var octets: [UInt8] = []
    while octets.count < count {
      guard let more = receive(atMost: count - octets.count) else { return nil }
      octets += more
    }
    return octets
  }
}
