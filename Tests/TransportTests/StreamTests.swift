import Glibc
import Testing

@testable import Transport

extension ListenerTests {
  struct Streams {
    @Test(arguments: ["127.0.0.1:0", "[::1]:0", "0.0.0.0:0"])
    func `answers one query after the other`(_ endpoint: String) throws {
      let listener = try makeListener(endpoint)
      let to = listener.endpoints[0]
      let peer = try TestPeer.tcp(to.isWildcard ? to.at("127.0.0.1") : to)
      for id in UInt16(1)...3 {
        peer.send(framed(query(id: id)))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: id)))
      }
    }

    /// RFC 7766 §6.2.1.1. Three times more than the buffers of a worker hold.
    @Test func `answers pipelined queries in order`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.tcp(listener.endpoints[0])
      let names = ["host.example", "deferred.example"]
      let queries = (UInt16(0)..<12_000).map { query(names[Int($0) % 2], id: $0) }
      let octets = queries.flatMap(framed)
      #expect(peer.send(octets) == octets.count)
      for (index, query) in queries.enumerated() {
        guard isRefusal(peer.receiveMessage(), of: query) else {
          Issue.record("query \(index) has no answer in its turn")
          return
        }
      }
      listener.stop()
      #expect(listener.metrics.tcpIPv4 == .init(queries: 12_000, answers: 12_000))
    }

    @Test func `answers a query however it is cut`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let octets = framed(query(id: 1)) + framed(query(id: 2))
      for cut in 1..<octets.count {
        let peer = try TestPeer.tcp(listener.endpoints[0])
        peer.send(Array(octets[..<cut]))
        // The server has read the first part once it answered another connection.
        let other = try TestPeer.tcp(listener.endpoints[0])
        other.send(framed(query(id: 3)))
        #expect(isRefusal(other.receiveMessage(), of: query(id: 3)))
        peer.send(Array(octets[cut...]))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: 1)))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: 2)))
      }
    }

    @Test func `a message without an answer leaves the connection open`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.tcp(listener.endpoints[0])
      let response = [0, 9, 0x84, 0] + query(id: 9).dropFirst(4)
      peer.send(framed([1]) + framed(Array(query(id: 1).prefix(11))) + framed(response))
      peer.send(framed(query(id: 2)))
      #expect(isRefusal(peer.receiveMessage(), of: query(id: 2)))
    }

    @Test func `takes the longest message`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.tcp(listener.endpoints[0])
      let response = [0, 9, 0x84, 0] + Array(repeating: 0xAB as UInt8, count: 65531)
      for id in UInt16(0)..<4 {
        peer.send(framed(response) + framed(query(id: id)))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: id)))
      }
    }

    /// The answers before it arrive, although the octets after it are never read as DNS.
    @Test func `a length of 0 ends the connection after the answers`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.tcp(listener.endpoints[0])
      peer.send(framed(query(id: 1)) + [0, 0] + Array(repeating: 0xAB, count: 200_000))
      #expect(isRefusal(peer.receiveMessage(), of: query(id: 1)))
      #expect(peer.receive() == [])
    }

    @Test func `a peer that ended its side gets its answers, then the end`() throws {
      let listener = try makeListener("127.0.0.1:0")
      let peer = try TestPeer.tcp(listener.endpoints[0])
      let queries = (UInt16(0)..<500).map { query(id: $0) }
      peer.send(queries.flatMap(framed) + [0, 40, 1])
      peer.endWriting()
      for query in queries { #expect(isRefusal(peer.receiveMessage(), of: query)) }
      #expect(peer.receive() == [])
    }

    @Test func `rubbish harms nobody else`() throws {
      let seed = UInt64.random(in: .min ... .max)
      var generator = SplitMix(state: seed)
      let listener = try makeListener("127.0.0.1:0")
      let good = try TestPeer.tcp(listener.endpoints[0])
      for id in UInt16(0)..<100 {
        let bad = try TestPeer.tcp(listener.endpoints[0])
        let length = Int.random(in: 0..<3000, using: &generator)
        bad.send((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
        good.send(framed(query(id: id)))
        #expect(isRefusal(good.receiveMessage(), of: query(id: id)), "seed \(seed)")
      }
    }
  }
}
