import Foundation
import Testing

extension EndToEndTests {
  @Suite struct SignalTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func endsWithStatusZero(signal: Int32) async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["--ephemeral", "web.yaml"], in: folder) { server in
        server.process.signal(signal)
        let status = try await server.process.status(within: .seconds(10))
        #expect(status == 0)
        let left = try folder.names(in: "tmp")
        #expect(left == [], "the temporary folder is still there")
        #expect(throws: Failure.self) {
          _ = try Socket(.stream, to: server.address)
        }
      }
    }

    /// A client that holds a connection must not hold up the end.
    @Test func endsWithAConnectionOpen() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        let connection = try Socket(.stream, to: server.address)
        connection.send([0, 12, 0])
        server.process.signal(SIGTERM)
        #expect(try await server.process.status(within: .seconds(10)) == 0)
      }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func endsWhileItStarts(signal: Int32) async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      let process = try Server.spawn(["--ephemeral", "web.yaml"], in: folder)
      _ = try await eventually { !process.error.isEmpty || !process.isRunning }
      process.signal(signal)
      #expect(try await process.status(within: .seconds(10)) == 0)
      await process.end()
    }

    @Test func readsFilesAgainOnHangup() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 1)])
      try await Server.run(["web.yaml"], in: folder) { server in
        try folder.write(Sample.sandbox(replicas: 3), to: "web.yaml")
        server.process.signal(SIGHUP)
        #expect(try await eventually { try server.resolves("web-2.\(Sample.zone)") })
        server.process.signal(SIGHUP)
        #expect(try server.resolves("web-2.\(Sample.zone)"))
        #expect(server.process.isRunning)
      }
    }
  }
}
