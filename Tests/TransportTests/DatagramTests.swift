import Glibc
import Testing

@testable import Transport

extension ListenerTests {
  struct Datagrams {
    @Test(arguments: ["127.0.0.1:0", "[::1]:0"])
    func `answers a query`(_ endpoint: String) throws {
      let listener = try makeListener(endpoint)
      let peer = try TestPeer.udp(listener.endpoints[0])
      for id in UInt16(1)...3 {
        peer.send(query(id: id))
        #expect(isRefusal(peer.receive(), of: query(id: id)))
      }
    }

    @Test(arguments: [1, 2])
    func `answers many peers and batches`(workers: Int) throws {
      let listener = try makeListener("127.0.0.1:0", workers: workers)
      let peers = try (0..<20).map { _ in try TestPeer.udp(listener.endpoints[0]) }
      for id in UInt16(0)..<50 { for peer in peers { peer.send(query(id: id)) } }
      for peer in peers {
        var missing = Set(UInt16(0)..<50)
        while !missing.isEmpty, let answer = peer.receive() {
          let id = UInt16(answer[0]) << 8 | UInt16(answer[1])
          #expect(isRefusal(answer, of: query(id: id)))
          missing.remove(id)
        }
        #expect(missing.isEmpty)
      }
      listener.stop()
      #expect(listener.metrics.udpIPv4 == .init(queries: 1000, answers: 1000))
    }

    /// What gets no answer must not cost its neighbors in the batch theirs, nor mix them up.
    @Test func `leaves out what gets no answer`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.udp(listener.endpoints[0])
      let response = [0, 9, 0x84, 0] + query(id: 9).dropFirst(4)
      for id in UInt16(0)..<100 {
        peer.send(query("d\(id).example", id: id))
        peer.send(response)
        peer.send([])
        peer.send(Array(query(id: id).prefix(11)))
      }
      for id in UInt16(0)..<100 {
        #expect(isRefusal(peer.receive(), of: query("d\(id).example", id: id)))
      }
      listener.stop()
      #expect(listener.metrics.udpIPv4 == .init(queries: 400, answers: 100))
      #expect(listener.metrics.droppedAnswers == 0)
    }

    @Test func `goes on after a message that is cut`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let stranger = try TestPeer.udp(listener.endpoints[0])
      stranger.send(query(id: 1) + Array(repeating: 0xAB, count: 60_000))
      let peer = try TestPeer.udp(listener.endpoints[0])
      peer.send(query(id: 2))
      #expect(isRefusal(peer.receive(), of: query(id: 2)))
    }

    @Test func `goes on after random octets`() throws {
      let seed = UInt64.random(in: .min ... .max)
      var generator = SplitMix(state: seed)
      let listener = try makeListener("127.0.0.1:0")
      let stranger = try TestPeer.udp(listener.endpoints[0])
      for _ in 0..<2000 {
        let length = Int.random(in: 0..<700, using: &generator)
        stranger.send((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
      }
      let peer = try TestPeer.udp(listener.endpoints[0])
      peer.send(query(id: 2))
      #expect(isRefusal(peer.receive(), of: query(id: 2)), "seed \(seed)")
    }

    /// A connected peer takes datagrams only from the address it sent to.
    @Test(arguments: [
      ("0.0.0.0:0", "127.0.0.1"), ("0.0.0.0:0", "127.0.0.2"), ("0.0.0.0:0", "127.77.1.9"),
      ("[::]:0", "::1"),
    ])
    func `answers from the address the query came to`(_ wildcard: String, _ to: String) throws {
      let listener = try makeListener(wildcard)
      let peer = try TestPeer.udp(listener.endpoints[0].at(to))
      for name in ["host.example", "deferred.example"] {
        peer.send(query(name, id: 7))
        #expect(isRefusal(peer.receive(), of: query(name, id: 7)))
      }
    }

    /// One batch structure serves sockets with and without control messages in turn.
    @Test func `serves wildcard and plain sockets together`() throws {
      let listener = try makeListener("0.0.0.0:0", "[::1]:0", "[::]:0")
      let to = try [
        listener.endpoints[0].at("127.0.0.3"), listener.endpoints[1],
        listener.endpoints[2].at("::1"),
      ]
      let peers = try to.map { try TestPeer.udp($0) }
      for id in UInt16(0)..<30 {
        for peer in peers { peer.send(query(id: id)) }
        for peer in peers { #expect(isRefusal(peer.receive(), of: query(id: id))) }
      }
    }

    /// The kernel refuses to send to port 0 (EINVAL): that message only is lost. A query from there
    /// is made with a raw socket.
    @Test(.enabled(if: geteuid() == 0, "raw sockets need root"))
    func `an answer that the kernel refuses does not stop the batch`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let port = listener.endpoints[0].port
      let raw = try TestPeer(Int32(SOCK_RAW.rawValue), IPPROTO_UDP, to: listener.endpoints[0])
      let payload = query(id: 666)
      let header = [0, 0, UInt8(port >> 8), UInt8(port & 255), 0, UInt8(8 + payload.count), 0, 0]
      let peer = try TestPeer.udp(listener.endpoints[0])
      for id in UInt16(0)..<100 {
        raw.send(header + payload)
        peer.send(query(id: id))
      }
      for id in UInt16(0)..<100 { #expect(isRefusal(peer.receive(), of: query(id: id))) }
      listener.stop()
      #expect(listener.metrics.udpIPv4 == .init(queries: 200, answers: 100))
      #expect(listener.metrics.droppedAnswers == 100)
    }

    @Test func `a peer that is gone costs nobody else an answer`() throws {
      let listener = try makeListener("127.0.0.1:0")
      var gone: TestPeer? = try TestPeer.udp(listener.endpoints[0])
      for id in UInt16(0)..<200 { gone?.send(query(id: id)) }
      gone = nil
      let peer = try TestPeer.udp(listener.endpoints[0])
      for id in UInt16(0)..<20 { peer.send(query(id: id)) }
      for id in UInt16(0)..<20 { #expect(isRefusal(peer.receive(), of: query(id: id))) }
    }
  }
}
