import Testing

extension EndToEndTests {
  /// Big answers, and TCP as RFC 7766 has it.
  @Suite struct StreamTests {
    static let manifest =
      Sample.service(ports: "{name: web, port: 80}")
      + Sample.set(replicas: 150, policy: "Parallel")

    @Test(.needs("dig", "kdig", "drill", "host"))
    func bigSetsComeWhole() async throws {
      try await Server.run(["web.yaml"], in: Folder(["web.yaml": Self.manifest])) { server in
        for limit in [512, 1232] {
          var query = Query(name: Sample.zone)
          query.hasOption = limit > 512
          let socket = try Socket(.datagram, to: server.address)
          try socket.send(query.octets)
          let reply = try #require(Reply(socket.receive()))
          #expect(reply.isTruncated && reply.octets.count <= limit)
          #expect(reply.answers > 0, "as many as fit")
        }
        let port = "\(server.address.port)"
        // Each of them sees TC and asks again over TCP; drill has to be told.
        for words in [
          ["dig", "-p", port, "@127.0.0.1", Sample.zone, "+short"],
          ["kdig", "-p", port, "@127.0.0.1", Sample.zone, "+short"],
          ["drill", "-t", "-p", port, "@127.0.0.1", Sample.zone],
          ["host", "-p", port, Sample.zone, "127.0.0.1"],
        ] {
          let finished = try await server.run(words)
          let addresses = Set(finished.output.matches(of: #/10\.244\.0\.\d+/#).map { $0.0 })
          #expect(addresses.count == 150, "\(finished)")
        }
        let locations = try await server.dig("_web._tcp.\(Sample.zone)", "SRV")
        #expect(locations.count == 150)
      }
    }

    @Test func queriesArePipelined() async throws {
      try await Server.run(["web.yaml"], in: Folder(["web.yaml": Self.manifest])) { server in
        let connection = try Socket(.stream, to: server.address, waiting: 10)
        // Everything is asked before anything is read; 200 answers are 500 kilobytes.
        var questions: [UInt8] = []
        for identifier in 0..<200 {
          questions += try Query(identifier: UInt16(identifier), name: Sample.zone).framed
        }
        #expect(connection.send(questions))
        var missing = Set(UInt16(0)..<200)
        while !missing.isEmpty {
          let reply = try #require(
            Reply(connection.receiveFramed()), "\(missing.count) are missing")
          #expect(reply.answers == 150 && !reply.isTruncated)
          #expect(missing.remove(reply.identifier) != nil)
        }
      }
    }

    @Test func queriesComeInPieces() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        let connection = try Socket(.stream, to: server.address)
        let framed = try Query(name: "kubernetes.default.svc.cluster.local").framed
        for _ in 0..<2 {
          for octet in framed { connection.send([octet]) }
          #expect(Reply(connection.receiveFramed())?.answers == 1)
        }
      }
    }

    @Test func brokenStreamsEnd() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        let good = try Query(name: "kubernetes.default.svc.cluster.local").framed
        let header = Array(good[2..<14])
        for (what, octets) in [
          ("a length of zero", [0, 0]), ("one octet of a length", [0]),
          ("less than a header", [0, 5, 1, 2, 3, 4, 5]), ("a header alone", [0, 12] + header),
          ("less than promised", [0xFF, 0xFF] + header),
          ("an answer", [0, 12, 1, 2, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        ] as [(String, [UInt8])] {
          let connection = try Socket(.stream, to: server.address)
          connection.send(octets)
          let other = try Socket(.stream, to: server.address)
          other.send(good)
          #expect(Reply(other.receiveFramed())?.answers == 1, "after \(what)")
        }
      }
    }

    @Test func idleConnectionsAreNoHindrance() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        let idle = try (0..<200).map { _ in try Socket(.stream, to: server.address) }
        let connection = try Socket(.stream, to: server.address)
        let name = "kubernetes.default.svc.cluster.local"
        try connection.send(Query(name: name).framed)
        #expect(Reply(connection.receiveFramed())?.answers == 1)
        #expect(try server.resolves(name))
        #expect(idle.count == 200)
      }
    }
  }
}
