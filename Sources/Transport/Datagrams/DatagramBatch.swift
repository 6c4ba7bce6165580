import CTransport
import Glibc
import Registry

/// The vectors of recvmmsg(2) and sendmmsg(2) with their memory: one a worker, made once, used by
/// its sockets in turn.
///
/// A header points to its own octets, address and control message, so a query that gets no answer
/// is left out by exchanging headers: what is to be sent is always at the front.
@safe struct DatagramBatch: ~Copyable {
  /// Messages a system call.
  static let capacity = Responder.batchCapacity
  /// Octets that a query may have; what is longer is cut by the kernel and marked.
  static let queryOctets = 4096
  /// Octets between two buffers: not a multiple of 4096, which would put the first lines of all
  /// buffers into the same few sets of the cache.
  static let stride = queryOctets + 192

  private let messages: UnsafeMutablePointer<ctransport_message>
  private let vectors: UnsafeMutablePointer<iovec>
  private let peers: UnsafeMutablePointer<sockaddr_in6>
  private let control: UnsafeMutableRawPointer
  private let octets: UnsafeMutableRawPointer

  /// Headers that the kernel or a reply wrote since they were last prepared.
  private var used = Self.capacity
  private var wantsControl = false
  /// Answers at the front of the vector.
  private(set) var answers = 0

  init() {
    let count = Self.capacity
    unsafe messages = .allocate(capacity: count)
    unsafe vectors = .allocate(capacity: count)
    unsafe peers = .allocate(capacity: count)
    unsafe control = .allocate(byteCount: count * Self.controlOctets, alignment: 16)
    unsafe octets = .allocate(byteCount: count * Self.stride, alignment: 64)
    unsafe messages.initialize(repeating: ctransport_message(), count: count)
    unsafe vectors.initialize(repeating: iovec(), count: count)
    unsafe peers.initialize(repeating: sockaddr_in6(), count: count)
    for index in 0..<count {
      unsafe vectors[index].iov_base = octets + index * Self.stride
      unsafe messages[index].header.msg_iov = vectors + index
      unsafe messages[index].header.msg_iovlen = 1
      unsafe messages[index].header.msg_name = UnsafeMutableRawPointer(peers + index)
    }
  }

  deinit {
    unsafe messages.deallocate()
    unsafe vectors.deallocate()
    unsafe peers.deallocate()
    unsafe control.deallocate()
    unsafe octets.deallocate()
  }

  private static var controlOctets: Int { Int(ctransport_control_capacity) }

  /// Takes what waits in a socket, without blocking: the number of queries or a negative errno.
  mutating func receive(from socket: Int32, withLocalAddress wantsControl: Bool) -> Int {
    if wantsControl != self.wantsControl {
      self.wantsControl = wantsControl
      used = Self.capacity
    }
    for index in 0..<used { prepare(index) }
    answers = 0
    let received = unsafe Int(ctransport_receive(socket, messages, UInt32(Self.capacity)))
    used = max(0, received)
    return received
  }

  /// Gives a header back what the kernel and the answer changed.
  private func prepare(_ index: Int) {
    let header = unsafe messages + index
    unsafe header.pointee.header.msg_iov.pointee.iov_len = Self.queryOctets
    unsafe header.pointee.header.msg_namelen = socklen_t(MemoryLayout<sockaddr_in6>.size)
    unsafe header.pointee.header.msg_control =
      wantsControl ? control + index * Self.controlOctets : nil
    unsafe header.pointee.header.msg_controllen = wantsControl ? Self.controlOctets : 0
  }

  /// The buffer of a query, which is as large as an answer may be.
  func buffer(_ index: Int) -> UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(
      start: messages[index].header.msg_iov.pointee.iov_base, count: Self.stride)
  }

  /// Octets of a query.
  func length(_ index: Int) -> Int {
    unsafe Int(messages[index].length)
  }

  /// True where the query was longer than ``queryOctets``.
  func isCut(_ index: Int) -> Bool {
    unsafe messages[index].header.msg_flags & Int32(MSG_TRUNC) != 0
  }

  /// Where a query came from. The answer goes there without a copy of the address, so a link-local
  /// peer keeps its scope.
  func peer(_ index: Int) -> SocketAddress {
    let name = unsafe messages[index].header.msg_name.assumingMemoryBound(to: sockaddr_in6.self)
    return unsafe SocketAddress(storage: name.pointee)
  }

  /// The address that the query came to, known only with `withLocalAddress`.
  func local(_ index: Int) -> SocketAddress? {
    var storage = sockaddr_in6()
    guard unsafe ctransport_local_address(messages + index, &storage) else { return nil }
    return SocketAddress(storage: storage)
  }

  /// Makes the query's buffer, which now holds an answer of that many octets, the next to send.
  /// Queries are to be answered in order.
  mutating func answer(_ index: Int, octets count: Int) {
    unsafe messages[index].header.msg_iov.pointee.iov_len = count
    if wantsControl { unsafe ctransport_answer_from_same_address(messages + index) }
    if index != answers { unsafe swap(&messages[index], &messages[answers]) }
    answers += 1
  }

  /// Sends the answers and returns how many left.
  ///
  /// An answer that the kernel refuses (no route, a firewall, a peer on port 0) is left out and the
  /// rest goes on. Where the send buffer is full the rest is dropped: a client asks again, and a
  /// worker that waits for one peer would keep all others waiting.
  mutating func send(to socket: Int32) -> Int {
    var next = 0
    var sent = 0
    while next < answers {
      let count = unsafe Int(ctransport_send(socket, messages + next, UInt32(answers - next)))
      if count > 0 {
        next += count
        sent += count
      } else if -count == EAGAIN || -count == ENOBUFS {
        break
      } else if -count != EINTR {
        next += 1
      }
    }
    return sent
  }
}
