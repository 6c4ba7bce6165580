import CTransport
import Glibc
import Registry

/// The TCP half of a worker (RFC 7766): accepts, answers pipelined queries in order, and keeps its
/// peers within the ``TransportLimits``. It never waits: each call does what can be done now.
///
///     readable ─> read ─> answer every whole message ─> write ─┬─ all taken: readable again
///                                                              └─ backlog: only writable
///     writable ─> write the backlog ─> all taken: answer what is pending, then as above
///
/// Answers leave in the order of their queries; a client may rely on less (RFC 7766 §7).
struct StreamServer: ~Copyable {
  private var listeners: [Listener]
  private var connections = ConnectionTable()
  private var buffers = StreamBuffers()
  private let idleMilliseconds: Int64
  private let restMilliseconds: Int64
  private let limit: Int
  /// When listeners that had no file descriptor left are to try again.
  private var acceptsAgainAt: Int64?

  /// A socket that connections come from, and what is counted for them.
  private struct Listener {
    let descriptor: Descriptor
    let isIPv6: Bool
  }

  /// Connections taken from a listener before others have their turn.
  private static let acceptsATurn = 64
  /// Rest of a listener without file descriptors, so that it does not spin.
  private static let acceptPauseMilliseconds: Int64 = 100
  /// Accept turns a listener, and reads a connection, at the end: enough for what waits then, and
  /// no more, because a peer may go on sending.
  private static let acceptTurnsAtEnd = 16
  private static let readsAtEnd = 256

  /// - Parameter limit: this worker's part of the connections that the limits allow.
  init(_ listeners: [(Descriptor, Endpoint)], limits: TransportLimits, limit: Int) {
    self.listeners = listeners.map { Listener(descriptor: $0, isIPv6: $1.address.isIPv6) }
    idleMilliseconds = limits.idleMilliseconds
    restMilliseconds = limits.restMilliseconds
    self.limit = limit
  }

  deinit {
    for slot in connections.occupied { close(connections[slot].number) }
  }

  /// True where no connection is open.
  var isEmpty: Bool { connections.count == 0 }

  /// When ``expire(now:poller:counters:)`` has something to do next.
  var nextDeadline: Int64? {
    let idle =
      connections.oldest >= 0
      ? connections[connections.oldest].lastProgress + idleMilliseconds : Int64.max
    let next = min(idle, acceptsAgainAt ?? .max)
    return next == .max ? nil : next
  }

  /// Asks for an event where a connection waits to be accepted.
  func watchListeners(_ poller: borrowing Poller) throws(SystemCallError) {
    for (index, listener) in listeners.enumerated() {
      try poller.watch(listener.descriptor.number, for: .readable, .listener(index))
    }
  }

  // MARK: Events

  /// Accepts what waits. Beyond the limit the connection that has rested longest gives way, and where
  /// none has rested the new one is closed at once: who holds connections without asking must not shut
  /// others out.
  mutating func accept(
    _ index: Int, now: Int64, poller: borrowing Poller, counters: WorkerCounters
  ) {
    guard listeners.indices.contains(index) else { return }
    for _ in 0..<Self.acceptsATurn {
      let number = ctransport_accept(listeners[index].descriptor.number)
      switch -number {
      case EAGAIN: return
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        pause(now: now, poller: poller, counters: counters)
        return
      case 1...: continue  // an error of that one connection (accept(2))
      default: break
      }
      guard makeRoom(now: now, counters: counters) else {
        counters.add(1, to: .connectionsRefused)
        close(number)
        continue
      }
      let slot = connections.insert(number, isIPv6: listeners[index].isIPv6, now: now)
      counters.add(1, to: .connectionsAccepted)
      let token = Token.connection(slot: slot, tenancy: connections[slot].tenancy)
      do throws(SystemCallError) {
        try poller.watch(number, for: .readable, token)
      } catch {
        end(slot, counters: counters)
      }
    }
  }

  private mutating func makeRoom(now: Int64, counters: WorkerCounters) -> Bool {
    guard connections.count >= limit else { return true }
    let oldest = connections.oldest
    guard oldest >= 0, connections[oldest].lastProgress + restMilliseconds <= now else {
      return false
    }
    counters.add(1, to: .connectionsTimedOut)
    end(oldest, counters: counters)
    return true
  }

  /// Does what a connection waits for: to send its backlog, else to read. An error or a hang-up
  /// shows itself in that call. An event of a tenant that is gone is left alone.
  mutating func serve(
    _ slot: Int, tenancy: UInt32, now: Int64, poller: borrowing Poller, answerer: inout Answerer
  ) {
    guard connections.holds(slot, tenancy: tenancy) else { return }
    var lives = true
    if !connections[slot].backlog.isEmpty {
      lives = writeBacklog(slot, now: now)
      if lives, connections[slot].backlog.isEmpty, !connections[slot].pending.isEmpty {
        lives = answer(slot, count: loadPending(slot), now: now, answerer: &answerer)
      }
    } else {
      lives = read(slot, now: now, answerer: &answerer) != .failed
    }
    settle(slot, lives: lives, poller: poller, counters: answerer.counters)
  }

  /// Closes connections without progress for the idle time, and lets paused listeners go on.
  mutating func expire(now: Int64, poller: borrowing Poller, counters: WorkerCounters) {
    while connections.oldest >= 0,
      connections[connections.oldest].lastProgress + idleMilliseconds <= now
    {
      counters.add(1, to: .connectionsTimedOut)
      end(connections.oldest, counters: counters)
    }
    guard let time = acceptsAgainAt, time <= now else { return }
    acceptsAgainAt = nil
    for (index, listener) in listeners.enumerated() {
      poller.change(listener.descriptor.number, for: .readable, .listener(index))
    }
  }

  /// Accepts and reads what the kernel holds already, and closes every connection but those whose
  /// peer has answers to read.
  mutating func finish(now: Int64, poller: borrowing Poller, answerer: inout Answerer) {
    for index in listeners.indices {
      for _ in 0..<Self.acceptTurnsAtEnd {
        accept(index, now: now, poller: poller, counters: answerer.counters)
      }
    }
    listeners = []
    acceptsAgainAt = nil
    for slot in connections.occupied {
      var reading = Reading.octets
      for _ in 0..<Self.readsAtEnd
      where reading == .octets && connections[slot].phase == .open
        && connections[slot].backlog.isEmpty
      {
        reading = read(slot, now: now, answerer: &answerer)
      }
      let lives = reading != .failed
      if lives { connections[slot].phase = .ending }
      settle(slot, lives: lives, poller: poller, counters: answerer.counters)
    }
  }

  // MARK: One connection

  /// What came of a read.
  private enum Reading {
    case octets
    case nothing
    /// The connection is to be closed.
    case failed
  }

  /// Reads once and answers.
  private mutating func read(_ slot: Int, now: Int64, answerer: inout Answerer) -> Reading {
    let kept = loadPending(slot)
    let room = unsafe buffers.room(after: kept)
    let count = unsafe ctransport_read(connections[slot].number, room.baseAddress, room.count)
    if count < 0 {
      storePending(slot, 0..<kept)
      return -count == Int(EAGAIN) || -count == Int(EINTR) ? .nothing : .failed
    }
    if connections[slot].phase == .discarding { return count > 0 ? .octets : .failed }
    if count == 0 { connections[slot].phase = .ending }
    return answer(slot, count: kept + count, now: now, answerer: &answerer) ? .octets : .failed
  }

  /// Answers the whole messages among the first `count` octets of the input, all in one write as far
  /// as they fit the output (RFC 7766 §8 asks it of a message and its length); keeps
  /// the rest. Stops where the peer does not read. False where the connection is to be closed.
  private mutating func answer(
    _ slot: Int, count: Int, now: Int64, answerer: inout Answerer
  ) -> Bool {
    var offset = 0
    var queries = 0
    var answers = 0
    var lives = true
    reading: while lives, connections[slot].backlog.isEmpty {
      let octets = unsafe UnsafeRawBufferPointer(rebasing: buffers.input[..<count])
        .assumingMemoryBound(to: UInt8.self)
      switch unsafe StreamFrame.next(in: octets.span, at: offset) {
      case .incomplete:
        break reading
      case .malformed:
        connections[slot].phase = .discarding
        offset = count
        break reading
      case .message(let range):
        if !buffers.hasRoom {
          lives = flush(slot, now: now)
          continue reading
        }
        offset = range.upperBound
        queries += 1
        if let octets = reply(to: range, of: slot, answerer: &answerer) {
          buffers.append(octets: octets)
          answers += 1
        }
      }
    }
    if buffers.composed > 0 { lives = flush(slot, now: now) && lives }
    storePending(slot, offset..<count)
    if queries > 0 { connections.progressed(slot, now: now) }
    let isIPv6 = connections[slot].isIPv6
    answerer.counters.add(queries, to: isIPv6 ? .tcpQueriesIPv6 : .tcpQueriesIPv4)
    answerer.counters.add(answers, to: isIPv6 ? .tcpAnswersIPv6 : .tcpAnswersIPv4)
    answerer.responder.quiescent()
    return lives
  }

  /// The octets of the answer to one query, which is composed in its place in the output.
  private func reply(to query: Range<Int>, of slot: Int, answerer: inout Answerer) -> Int? {
    let message = unsafe buffers.place(query)
    switch unsafe answerer.responder.respond(message, length: query.count, over: .tcp) {
    case .reply(let octets): return octets
    case .deferred:
      let number = connections[slot].number
      // Where the peer is gone already nobody reads the answer.
      guard let peer = try? SocketAddress.peer(of: number).address,
        let local = try? SocketAddress.local(of: number).address
      else { return nil }
      return unsafe answerer.resolve(
        message, length: query.count, over: .tcp, from: peer, at: local)
    }
  }

  /// Sends what was composed; what the kernel does not take becomes the backlog.
  private mutating func flush(_ slot: Int, now: Int64) -> Bool {
    let output = unsafe buffers.takeOutput()
    let count = unsafe ctransport_write(
      connections[slot].number, output.baseAddress, output.count)
    guard count >= 0 || -count == Int(EAGAIN) || -count == Int(EINTR) else { return false }
    let sent = max(0, count)
    if sent > 0 { connections.progressed(slot, now: now) }
    if sent < output.count {
      unsafe connections[slot].backlog = [UInt8](UnsafeRawBufferPointer(rebasing: output[sent...]))
    }
    return true
  }

  /// Sends of the backlog what the kernel takes. False where the peer is gone.
  private mutating func writeBacklog(_ slot: Int, now: Int64) -> Bool {
    let (number, sent) = (connections[slot].number, connections[slot].sent)
    let count = unsafe connections[slot].backlog.withUnsafeBytes { octets in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: octets[sent...])
      return unsafe ctransport_write(number, rest.baseAddress, rest.count)
    }
    guard count > 0 else { return -count == Int(EAGAIN) || -count == Int(EINTR) }
    connections[slot].sent += count
    if connections[slot].sent == connections[slot].backlog.count {
      connections[slot].backlog = []
      connections[slot].sent = 0
    }
    connections.progressed(slot, now: now)
    return true
  }

  /// Moves what waits of a connection to the front of the input; returns its octets.
  private mutating func loadPending(_ slot: Int) -> Int {
    let count = connections[slot].pending.count
    guard count > 0 else { return 0 }
    unsafe buffers.input.copyBytes(from: connections[slot].pending)
    connections[slot].pending = []
    return count
  }

  /// Keeps a part of the input until more comes; for a whole read of whole messages that is nothing.
  private mutating func storePending(_ slot: Int, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    unsafe connections[slot].pending = [UInt8](
      UnsafeRawBufferPointer(rebasing: buffers.input[range]))
  }

  /// After any work on a connection: closes it, ends our side, or tells epoll what to wait for.
  private mutating func settle(
    _ slot: Int, lives: Bool, poller: borrowing Poller, counters: WorkerCounters
  ) {
    let connection = connections[slot]
    guard lives, !(connection.phase == .ending && connection.backlog.isEmpty) else {
      end(slot, counters: counters)
      return
    }
    let interest = connection.wantedInterest
    if connection.phase == .discarding, connection.backlog.isEmpty {
      ctransport_end_writing(connection.number)
    }
    guard interest != connection.interest else { return }
    connections[slot].interest = interest
    poller.change(
      connection.number, for: interest, .connection(slot: slot, tenancy: connection.tenancy))
  }

  /// Closes a connection; the kernel forgets to watch it by that.
  private mutating func end(_ slot: Int, counters: WorkerCounters) {
    close(connections[slot].number)
    connections.remove(slot)
    counters.add(1, to: .connectionsClosed)
  }

  /// No file descriptor is left: listeners rest while those who have one are served.
  private mutating func pause(
    now: Int64, poller: borrowing Poller, counters: WorkerCounters
  ) {
    counters.add(1, to: .connectionsRefused)
    acceptsAgainAt = now + Self.acceptPauseMilliseconds
    for (index, listener) in listeners.enumerated() {
      poller.change(listener.descriptor.number, for: [], .listener(index))
    }
  }
}
