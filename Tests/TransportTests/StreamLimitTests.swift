import Glibc
import Testing

@testable import Transport

extension ListenerTests {
  struct StreamLimits {
    @Test func `closes an idle connection`() throws {
      let listener = try makeListener("127.0.0.1:0", limits: .init(idleMilliseconds: 50))
      let peer = try TestPeer.tcp(listener.endpoints[0])
      peer.send(framed(query(id: 1)))
      #expect(isRefusal(peer.receiveMessage(), of: query(id: 1)))
      #expect(peer.receive() == [])
      listener.stop()
      #expect(listener.metrics.connectionsTimedOut == 1)
      #expect(listener.metrics.connectionsOpen == 0)
    }

    /// Octets of a message that never gets whole are no progress.
    @Test func `closes a connection that drips`() throws {
      let listener = try makeListener("127.0.0.1:0", limits: .init(idleMilliseconds: 100))
      let peer = try TestPeer.tcp(listener.endpoints[0])
      peer.send([0xFF, 0xFF])
      // One octet an exchange with another peer, for as long as the server lets it.
      var isOpen = true
      for id in UInt16(0)..<UInt16.max where isOpen {
        let other = try TestPeer.tcp(listener.endpoints[0])
        other.send(framed(query(id: id)))
        _ = other.receiveMessage()
        isOpen =
          peer.send([0]) == 1 && peer.receive(flags: Int32(MSG_DONTWAIT)) == nil
          && errno == EAGAIN
      }
      #expect(!isOpen)
    }

    @Test func `serves those who read while one does not, and closes that one`() throws {
      let listener = try makeListener("127.0.0.1:0", limits: .init(idleMilliseconds: 300))
      let deaf = try TestPeer.tcp(listener.endpoints[0], receiveBuffer: 4096)
      let octets = (0..<2000).flatMap { framed(query(id: $0)) }
      var sent = 0
      while sent < 64 << 20 {
        let count = deaf.send(octets, flags: Int32(MSG_DONTWAIT))
        if count < 0 {
          let other = try TestPeer.tcp(listener.endpoints[0])
          other.send(framed(query(id: 1)))
          #expect(isRefusal(other.receiveMessage(), of: query(id: 1)))
          if errno != EAGAIN || listener.metrics.connectionsTimedOut > 0 { break }
        }
        sent += max(0, count)
      }
      #expect(sent < 64 << 20, "the server reads without end from a peer that does not read")
      #expect(deaf.isClosedByServer)
    }

    /// Queries go out as long as the server takes them; then answers are read in small lots.
    @Test func `a slow reader gets every answer in order`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.tcp(listener.endpoints[0], receiveBuffer: 4096)
      // Much more than the kernel's buffers of a connection hold, both ways.
      let total = 24_000
      let name = Array(repeating: "a-label-of-some-length-for-bulk", count: 7)
        .joined(separator: ".")
      let octets = (0..<total).flatMap { framed(query(name, id: UInt16($0))) }
      var (sent, stalls) = (0, 0)
      for index in 0..<total {
        while index % 100 == 0, sent < octets.count {
          let lot = Array(octets[sent..<min(sent + 65536, octets.count)])
          let count = peer.send(lot, flags: Int32(MSG_DONTWAIT))
          if count <= 0 {
            stalls += 1
            break
          }
          sent += count
        }
        guard isRefusal(peer.receiveMessage(), of: query(name, id: UInt16(index))) else {
          Issue.record("answer \(index) is missing")
          return
        }
      }
      #expect(stalls > 0, "the server never stopped reading: this tests nothing")
    }

    @Test func `refuses connections beyond the limit, not those it has`() throws {
      let listener = try makeListener(
        "127.0.0.1:0", limits: .init(connections: 5, restMilliseconds: 60_000))
      let peers = try (0..<5).map { _ in try TestPeer.tcp(listener.endpoints[0]) }
      for (id, peer) in peers.enumerated() {
        peer.send(framed(query(id: UInt16(id))))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: UInt16(id))))
      }
      let refused = try TestPeer.tcp(listener.endpoints[0])
      #expect(refused.isClosedByServer)
      peers[0].send(framed(query(id: 9)))
      #expect(isRefusal(peers[0].receiveMessage(), of: query(id: 9)))
      listener.stop()
      #expect(listener.metrics.connectionsRefused == 1)
      #expect(listener.metrics.connectionsAccepted == 5)
    }

    @Test func `closes the connection that rests longest for a new one`() throws {
      let listener = try makeListener(
        "127.0.0.1:0", limits: .init(connections: 5, restMilliseconds: 0))
      let peers = try (0..<5).map { _ in try TestPeer.tcp(listener.endpoints[0]) }
      for (id, peer) in peers.enumerated() {
        peer.send(framed(query(id: UInt16(id))))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: UInt16(id))))
      }
      let new = try TestPeer.tcp(listener.endpoints[0])
      new.send(framed(query(id: 9)))
      #expect(isRefusal(new.receiveMessage(), of: query(id: 9)))
      #expect(peers[0].isClosedByServer)
      peers[4].send(framed(query(id: 10)))
      #expect(isRefusal(peers[4].receiveMessage(), of: query(id: 10)))
      listener.stop()
      #expect(listener.metrics.connectionsRefused == 0)
      #expect(listener.metrics.connectionsTimedOut == 1)
    }
  }
}
