import Glibc
import Testing

@testable import Transport

extension ListenerTests {
  struct Stop {
    /// What came before the stop is answered after it.
    @Test(arguments: [1, 2])
    func `answers what is in the sockets`(workers: Int) throws {
      let listener = try makeListener("127.0.0.1:0", workers: workers)
      let udp = try TestPeer.udp(listener.endpoints[0])
      let tcp = try TestPeer.tcp(listener.endpoints[0])
      for id in UInt16(0)..<200 { udp.send(query(id: id)) }
      tcp.send((UInt16(0)..<2000).flatMap { framed(query(id: $0)) })
      let late = try TestPeer.tcp(listener.endpoints[0])
      late.send(framed(query(id: 7)))
      listener.stop()
      for id in UInt16(0)..<200 { #expect(isRefusal(udp.receive(), of: query(id: id))) }
      for id in UInt16(0)..<2000 { #expect(isRefusal(tcp.receiveMessage(), of: query(id: id))) }
      #expect(tcp.receive() == [])
      #expect(isRefusal(late.receiveMessage(), of: query(id: 7)))
      #expect(late.receive() == [])
      #expect(listener.metrics.connectionsOpen == 0)
    }

    @Test func `does not wait for a peer that does not read`() throws {
      let listener = try makeListener("127.0.0.1:0", limits: .init(drainMilliseconds: 50))
      let deaf = try TestPeer.tcp(listener.endpoints[0], receiveBuffer: 4096)
      let octets = (0..<2000).flatMap { framed(query(id: $0)) }
      for _ in 0..<1000 where deaf.send(octets, flags: Int32(MSG_DONTWAIT)) >= 0 {}
      listener.stop()
      #expect(listener.metrics.connectionsAccepted == 1)
    }

    @Test func `may be called twice`() throws {
      let listener = try makeListener("127.0.0.1:0")
      listener.stop()
      listener.stop()
    }

    /// Other tests of the process open files too, so this counts what a leak would make of it.
    @Test func `leaves no descriptor and no thread behind`() throws {
      func open() -> Int { entries(of: "/proc/self/fd") + entries(of: "/proc/self/task") }
      let before = open()
      for _ in 0..<100 {
        let listener = try makeListener("127.0.0.1:0", "[::1]:0", workers: 2)
        let peer = try TestPeer.tcp(listener.endpoints[0])
        peer.send(framed(query(id: 1)))
        #expect(isRefusal(peer.receiveMessage(), of: query(id: 1)))
      }
      // Starts that fail leave nothing either.
      let taken = try makeListener("127.0.0.1:0", workers: 2)
      for _ in 0..<100 {
        #expect(throws: TransportError.self) {
          try makeListener("[::1]:0", taken.endpoints[0].description, workers: 2)
        }
      }
      #expect(open() - before < 80)
    }

    private func entries(of folder: String) -> Int {
      guard let directory = unsafe opendir(folder) else { return 0 }
      defer { unsafe closedir(directory) }
      var count = 0
      while unsafe readdir(directory) != nil { count += 1 }
      return count
    }
  }
}
