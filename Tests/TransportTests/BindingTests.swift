import Glibc
import Registry
import Testing

@testable import Transport

extension ListenerTests {
  struct Bindings {
    @Test func `port 0 is one port for UDP and TCP, and for both families`() throws {
      let listener = try makeListener("127.0.0.1:0", "[::1]:0", workers: 2)
      let (first, second) = (listener.endpoints[0], listener.endpoints[1])
      #expect(first.port != 0)
      #expect(first.port == second.port)
      for endpoint in listener.endpoints {
        let udp = try TestPeer.udp(endpoint)
        udp.send(query(id: 1))
        #expect(isRefusal(udp.receive(), of: query(id: 1)))
        let tcp = try TestPeer.tcp(endpoint)
        tcp.send(framed(query(id: 2)))
        #expect(isRefusal(tcp.receiveMessage(), of: query(id: 2)))
      }
    }

    @Test func `an address twice with port 0 has two ports`() throws {
      let listener = try makeListener("127.0.0.1:0", "127.0.0.1:0")
      #expect(listener.endpoints[0].port != listener.endpoints[1].port)
    }

    /// Workers share the port among themselves; a second server of the same user is refused.
    @Test(arguments: [1, 2], ["127.0.0.1", "0.0.0.0"])
    func `a second server is refused`(workers: Int, second: String) throws {
      let listener = try makeListener("127.0.0.1:0", workers: workers)
      let endpoint = try listener.endpoints[0].at(second)
      for _ in 0..<3 {
        #expect(throws: TransportError.taken(endpoint, .udp)) {
          try makeListener(endpoint.description, workers: workers)
        }
      }
      let peer = try TestPeer.udp(listener.endpoints[0])
      peer.send(query(id: 1))
      #expect(isRefusal(peer.receive(), of: query(id: 1)))
    }

    @Test func `a port that only TCP has is refused`() throws {
      let endpoint = try Endpoint("127.0.0.1:0")
      let squatter = try ServerSocket.listener(at: endpoint, .none)
      let taken = Endpoint(
        address: endpoint.address, port: try SocketAddress.local(of: squatter.number).port)
      let error = #expect(throws: TransportError.taken(taken, .tcp)) {
        try makeListener(taken.description)
      }
      #expect(
        error?.description
          == "--dns \(taken): address already in use (TCP): another server listens there; stop it, "
          + "or choose another port, for example --dns 127.0.0.1:\(taken.port + 1)")
    }

    /// 192.0.2.0/24 is for documentation (RFC 5737): .77 is nobody's.
    @Test func `an address of another machine is refused`() throws {
      let endpoint = try Endpoint("192.0.2.77:0")
      #expect(throws: TransportError.notLocal(endpoint)) { try makeListener("192.0.2.77:0") }
    }

    @Test func `endpoints that take the same queries are refused`() throws {
      let free = try makeListener("127.0.0.1:0").endpoints[0]
      let wildcard = try free.at("0.0.0.0")
      #expect(throws: TransportError.overlap(free, with: wildcard)) {
        try makeListener(wildcard.description, free.description)
      }
      #expect(throws: TransportError.overlap(free, with: free)) {
        try makeListener(free.description, free.description)
      }
    }

    @Test func `a port is free again after stop, in spite of TIME_WAIT`() throws {
      var listener = try makeListener("127.0.0.1:0", workers: 2)
      let endpoint = listener.endpoints[0]
      for id in UInt16(0)..<5 {
        let peer = try TestPeer.tcp(endpoint)
        peer.send(framed(query(id: id)))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: id)))
        listener.stop()
        listener = try makeListener(endpoint.description, workers: Int(id % 2) + 1)
      }
    }
  }
}
