import ClusterNames
import CTransport
import Glibc
import Registry

/// What one thread does: answers the queries of its own sockets until it is told to stop.
///
///          ┌──────────────────────── turn ────────────────────────┐
///     UDP sockets that may hold more ─> epoll_wait ─> TCP connections, listeners, stop
///       recvmmsg, answer in place,        0 ms while a UDP socket is hot,
///       sendmmsg                          else until there is something to do
struct Worker: ~Copyable {
  private let poller: Poller
  private let stop: Descriptor
  private var batch = DatagramBatch()
  private var sockets: [DatagramSocket]
  private var streams: StreamServer
  private var answerer: Answerer
  private let drainMilliseconds: Int64
  private var isStopping = false

  /// Batches of one socket in a turn, before connections have theirs.
  private static let batchesATurn = 8
  /// Batches a socket at the end: more than the kernel holds in its receive buffer.
  private static let batchesAtEnd = 1024

  init(
    sockets: [(Descriptor, Endpoint)], listeners: [(Descriptor, Endpoint)], stop: Descriptor,
    poller: consuming Poller, answerer: consuming Answerer, limits: TransportLimits,
    connectionLimit: Int
  ) {
    self.poller = poller
    self.stop = stop
    self.sockets = sockets.map { DatagramSocket($0, at: $1) }
    streams = StreamServer(listeners, limits: limits, limit: connectionLimit)
    self.answerer = answerer
    drainMilliseconds = limits.drainMilliseconds
  }

  /// Tells the poller about all sockets; comes before ``run()``.
  func watchSockets() throws(SystemCallError) {
    try poller.watch(stop.number, for: .readable, .stop)
    for (index, socket) in sockets.enumerated() {
      try poller.watch(socket.number, for: .readable, .datagrams(index))
    }
    try streams.watchListeners(poller)
  }

  /// Serves until ``stop`` is readable; then answers what the sockets hold, gives TCP peers the
  /// drain time to read their answers, and returns.
  mutating func run() {
    while !isStopping { turn(until: nil) }
    poller.unwatch(stop.number)
    let deadline = monotonicMilliseconds() + drainMilliseconds
    streams.finish(now: monotonicMilliseconds(), poller: poller, answerer: &answerer)
    while !streams.isEmpty, monotonicMilliseconds() < deadline { turn(until: deadline) }
    for index in sockets.indices {
      for _ in 0..<Self.batchesAtEnd where answerBatch(index) {}
    }
  }

  /// One round: UDP sockets first, then whoever epoll names, then the clock.
  ///
  /// - Parameter deadline: when to return at the latest, in monotonic milliseconds.
  private mutating func turn(until deadline: Int64?) {
    var isHot = false
    for index in sockets.indices where sockets[index].mayHoldMore {
      var mayHoldMore = true
      for _ in 0..<Self.batchesATurn where mayHoldMore { mayHoldMore = answerBatch(index) }
      sockets[index].mayHoldMore = mayHoldMore
      isHot = isHot || mayHoldMore
    }
    let count = wait(isHot: isHot, deadline: deadline)
    let now = monotonicMilliseconds()
    for index in 0..<count {
      switch poller.event(index) {
      case .datagrams(let index):
        sockets[index].mayHoldMore = true
      case .connection(let slot, let tenancy):
        streams.serve(
          slot, tenancy: tenancy, now: now, poller: poller, answerer: &answerer)
      case .listener(let index):
        streams.accept(index, now: now, poller: poller, counters: answerer.counters)
      case .stop:
        isStopping = true
      }
    }
    streams.expire(now: now, poller: poller, counters: answerer.counters)
  }

  /// Waits for events. A worker that is going to sleep says so first, because what it holds on to
  /// (answers replaced meanwhile) could not be freed while it sleeps.
  private mutating func wait(isHot: Bool, deadline: Int64?) -> Int {
    if isHot { return poller.wait(milliseconds: 0) }
    var timeout: Int32 = -1
    if let next = [streams.nextDeadline, deadline].compactMap(\.self).min() {
      timeout = Int32(clamping: max(0, next - monotonicMilliseconds()))
    }
    answerer.responder.sleep()
    defer { answerer.responder.wake() }
    return poller.wait(milliseconds: timeout)
  }

  /// One system call in, one out. True where the socket may hold more.
  private mutating func answerBatch(_ index: Int) -> Bool {
    answerer.answerBatch(
      of: &batch, from: sockets[index].number, isIPv6: sockets[index].isIPv6,
      isWildcard: sockets[index].isWildcard, at: sockets[index].address)
  }
}
