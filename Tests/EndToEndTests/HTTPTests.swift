import Testing

extension EndToEndTests {
  @Suite struct HTTPTests {
    /// A request as octets: neither curl nor a library need be there.
    private func get(_ path: String, from server: Server) throws -> String {
      let socket = try Socket(.stream, to: #require(server.ready.http), waiting: 10)
      socket.send(Array("GET \(path) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".utf8))
      var octets: [UInt8] = []
      while let more = socket.receive() { octets += more }
      return String(decoding: octets, as: UTF8.self)
    }

    @Test func saysHowItIs() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      let arguments = ["--http", "127.0.0.1:0", "web.yaml"]
      try await Server.run(arguments, in: folder) { server in
        for path in ["/healthz", "/readyz"] {
          let answer = try get(path, from: server)
          #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
          #expect(answer.hasSuffix("ok\n"), "\(answer)")
        }
        for _ in 0..<20 { _ = try server.ask("web-0.\(Sample.zone)") }
        let metrics = try get("/metrics", from: server)
        #expect(metrics.hasPrefix("HTTP/1.1 200 "), "\(metrics)")
        #expect(metrics.contains("# TYPE "), "\(metrics)")
        #expect(metrics.contains("20"), "20 queries are not counted\n\(metrics)")
        #expect(try get("/nothing", from: server).hasPrefix("HTTP/1.1 404 "))
      }
    }

    @Test func offMeansOff() async throws {
      try await Server.run(["--no-files", "--http", "off"], in: Folder()) { server in
        #expect(server.ready.http == nil)
        #expect(!server.ready.description.contains("http"))
      }
    }
  }
}
