import Glibc
import Logging
import OrdinalServer
import ServiceLifecycle
import Testing

/// Starting and stopping, in every order. Descriptors are counted until those of suites that run
/// beside are gone.
@Suite(.serialized) struct LifecycleTests {
  /// What a server might leave behind.
  private static var descriptors: Int { Scratch.names(in: "/proc/self/fd").count }

  @Test func `a server that was stopped leaves nothing behind`() async throws {
    let scratch = try Scratch(["a.yaml": Manifest.sandbox])
    let configuration = OrdinalServer.Configuration.testing {
      $0.paths = [scratch.path]
      $0.http = "127.0.0.1:0"
      $0.workers = 2
    }
    func once() async throws {
      try await withServer(configuration) { try await $0.wait(for: ["web-1.\(Manifest.host)"]) }
    }
    // The first opens what the process keeps.
    try await once()
    let before = Self.descriptors
    for _ in 0..<3 { try await once() }
    let after = await eventually({ $0 <= before }) { Self.descriptors }
    #expect(after <= before)
  }

  @Test func `nobody holds a stopped server`() async throws {
    weak var weakly: OrdinalServer?
    do {
      let server = try OrdinalServer(.testing { $0.http = "127.0.0.1:0" })
      weakly = server
      try await server.start()
      #expect(!server.dnsEndpoints.isEmpty && server.dataFolder != nil)
      await server.stop()
      #expect(server.dnsEndpoints.isEmpty && server.dataFolder == nil)
    }
    let isGone = await eventually({ $0 }) { weakly == nil }
    #expect(isGone)
  }

  @Test func `it runs once`() async throws {
    let server = try OrdinalServer(.testing)
    try await server.start()
    let again = await #expect(throws: OrdinalError.self) { try await server.start() }
    #expect(again?.description == "the server has been started already")
    await server.stop()
    await server.stop()
    let late = await #expect(throws: OrdinalError.self) { try await server.start() }
    #expect(late?.description == "the server was stopped")
  }

  /// The second call does not fail the first.
  @Test func `a second start leaves the first alone`() async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      try? await server.start()
      try await server.wait(for: ["web-1.\(Manifest.host)"])
    }
  }

  @Test func `a server may be stopped before it starts`() async throws {
    let server = try OrdinalServer(.testing)
    await server.stop()
    await #expect(throws: OrdinalError.self) { try await server.start() }
    #expect(server.dataFolder == nil)
  }

  @Test func `stopping while it starts leaves nothing`() async throws {
    try await withServer { _ in }
    let before = Self.descriptors
    for yields in 0..<40 {
      let server = try OrdinalServer(.testing { $0.http = "127.0.0.1:0" })
      async let start: Void = server.start()
      for _ in 0..<(yields * 5) { await Task.yield() }
      async let other: Void = server.stop()
      await server.stop()
      await other
      try? await start
      #expect(server.dataFolder == nil && server.dnsEndpoints.isEmpty)
    }
    let after = await eventually({ $0 <= before }) { Self.descriptors }
    #expect(after <= before)
  }

  @Test func `cancelling a start stops it`() async throws {
    for yields in 0..<20 {
      let server = try OrdinalServer(.testing { $0.http = "127.0.0.1:0" })
      let task = Task { try await server.start() }
      for _ in 0..<(yields * 10) { await Task.yield() }
      task.cancel()
      if case .failure = await task.result {
        #expect(server.dataFolder == nil)
      }
      await server.stop()
      #expect(server.dataFolder == nil)
    }
  }

  // MARK: Failing half-way

  @Test func `a taken DNS port is named, and all is closed`() async throws {
    try await withServer { first in
      let taken = try #require(first.dnsEndpoints.first)
      let before = Self.descriptors
      let second = try OrdinalServer(.testing { $0.dns = ["127.0.0.1:0", taken] })
      let error = await #expect(throws: OrdinalError.self) { try await second.start() }
      #expect(error?.description.hasPrefix("--dns \(taken): address already in use") == true)
      #expect(error?.description.contains("\n") == false)
      #expect(second.dataFolder == nil)
      let after = await eventually({ $0 <= before }) { Self.descriptors }
      #expect(after <= before)
    }
  }

  @Test func `a taken HTTP port is named, and all is closed`() async throws {
    try await withServer(.testing { $0.http = "127.0.0.1:0" }) { first in
      let taken = try #require(first.summary.split(separator: "http://").last.map(String.init))
      let scratch = try Scratch()
      let second = try OrdinalServer(
        .testing {
          $0.http = taken
          $0.dataFolder = scratch.path
        })
      let error = await #expect(throws: OrdinalError.self) { try await second.start() }
      #expect(
        error?.description
          == "--http \(taken): address already in use: another server listens there; "
          + "stop it, or choose another port, or off")
      #expect(scratch.names == ["lock"])
      #expect(second.dnsEndpoints.isEmpty)
    }
  }

  @Test(arguments: [
    ("192.0.2.1:0", "this machine has no such address; choose one that `ip address` lists, or off")
  ])
  func `an address of another machine is refused`(_ http: String, _ text: String) async throws {
    let server = try OrdinalServer(.testing { $0.http = http })
    let error = await #expect(throws: OrdinalError.self) { try await server.start() }
    #expect(error?.description == "--http \(http): \(text)")
  }

  @Test func `a PATH that names nothing is refused`() async throws {
    let scratch = try Scratch()
    let server = try OrdinalServer(.testing { $0.paths = [scratch.path + "/none.yaml"] })
    let error = await #expect(throws: OrdinalError.self) { try await server.start() }
    #expect(
      error?.description
        == "\(scratch.path)/none.yaml: No such file or directory; name a file or folder "
        + "that exists, or use --no-files")
    #expect(server.dataFolder == nil)
  }

  // MARK: As a service

  @Test(arguments: ["cancel", "stop"])
  func `run ends`(_ how: String) async throws {
    let server = try OrdinalServer(.testing)
    let running = Task { try await server.run() }
    try await server.wait(for: ["kubernetes.default.svc.cluster.local"])
    if how == "cancel" { running.cancel() } else { await server.stop() }
    try await running.value
    #expect(server.dataFolder == nil)
  }

  @Test func `run ends with its service group`() async throws {
    for yields in [0, 3, 30, 3000] {
      let server = try OrdinalServer(.testing { $0.http = "127.0.0.1:0" })
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
      let running = Task { try await group.run() }
      for _ in 0..<yields { await Task.yield() }
      await group.triggerGracefulShutdown()
      _ = await running.result
      #expect(server.dataFolder == nil)
    }
  }

  @Test func `who waits is told of the end`() async throws {
    let server = try OrdinalServer(.testing)
    try await server.start()
    let waiting = Task { try await server.wait(for: ["web-0.\(Manifest.host)"]) }
    await Task.yield()
    await server.stop()
    let error = await #expect(throws: OrdinalError.self) { try await waiting.value }
    #expect(error?.description == "the server was stopped")
  }
}
