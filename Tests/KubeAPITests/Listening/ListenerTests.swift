import AsyncHTTPClient
import Foundation
import KubeAPI
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ObjectStore
import Objects
import ServiceLifecycle
import Testing

/// The API on a real socket, over TLS.
struct ListenerTests {
  /// Runs a server, and stops it behind `body`.
  private func withServer(
    _ body: (ObjectStore, AccessFiles, String, HTTPClient) async throws -> Void
  ) async throws {
    try await withGroup { store, access, url, client, _ in
      try await body(store, access, url, client)
    }
  }

  /// With the group that runs it, which can be asked to stop.
  private func withGroup(
    _ body: (ObjectStore, AccessFiles, String, HTTPClient, ServiceGroup) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ordinal-api-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = ObjectStore()
    _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
    let access = try AccessFiles.prepare(
      in: folder, host: "127.0.0.1", now: SystemClock().now())
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = APIServer(
      store: store, access: access, host: "127.0.0.1", port: 0, settings: APISettings()
    ) { port.yield($0) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [Running(server: server)], logger: Logger(label: "test")))
    let running = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    let bound = try #require(await iterator.next())
    try access.writeKubeconfig(address: "127.0.0.1:\(bound)")
    let client = try Self.client(access)
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await body(store, access, "https://127.0.0.1:\(bound)", client, group))
    } catch {
      outcome = .failure(error)
    }
    await group.triggerGracefulShutdown()
    _ = await running.result
    try await client.shutdown()
    try outcome.get()
  }

  private struct Running: ServiceLifecycle.Service {
    let server: APIServer
    func run() async throws { try await server.run() }
  }

  /// Trusts our authority, and nobody else's.
  private static func client(_ access: AccessFiles, certificate: Bool = false) throws
    -> HTTPClient
  {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(
      try NIOSSLCertificate.fromPEMBytes(Array(access.authority.utf8)))
    if certificate {
      let folder = access.kubeconfigPath.replacing("/kubeconfig", with: "/pki")
      tls.certificateChain = try NIOSSLCertificate.fromPEMFile("\(folder)/admin.crt")
        .map { .certificate($0) }
      tls.privateKey = .privateKey(
        try NIOSSLPrivateKey(file: "\(folder)/admin.key", format: .pem))
    }
    return HTTPClient(
      eventLoopGroupProvider: .singleton,
      configuration: HTTPClient.Configuration(tlsConfiguration: tls))
  }

  private func request(
    _ client: HTTPClient, _ url: String, token: String? = nil, method: HTTPMethod = .GET,
    body: HTTPClientRequest.Body? = nil
  ) async throws -> (status: Int, value: Value, version: HTTPVersion) {
    var request = HTTPClientRequest(url: url)
    request.method = method
    request.body = body
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    let response = try await client.execute(request, timeout: .seconds(30))
    let octets = try await response.body.collect(upTo: 1 << 22)
    let value = (try? Value.parse(json: Array(octets.readableBytesView))) ?? .null
    return (Int(response.status.code), value, response.version)
  }

  private func token(_ access: AccessFiles) throws -> String {
    let folder = access.kubeconfigPath.replacing("/kubeconfig", with: "/pki")
    return try String(contentsOfFile: "\(folder)/token", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func whoAsksIsToldByTokenOrCertificate() async throws {
    try await withServer { _, access, url, client in
      let pods = "\(url)/api/v1/namespaces/sandbox/pods"
      let right = try await request(client, pods, token: try token(access))
      #expect(right.status == 200)
      #expect(right.version == .http2)
      #expect(try await request(client, pods, token: "wrong").status == 401)
      #expect(try await request(client, pods).status == 403)
      #expect(try await request(client, "\(url)/healthz").status == 200)
      let other = try Self.client(access, certificate: true)
      let certified = try await request(other, pods)
      try await other.shutdown()
      #expect(certified.status == 200)
    }
  }

  @Test(arguments: [true, false])
  func bodyThatIsTooLargeIsRefusedWithAStatus(tellsItsLength: Bool) async throws {
    try await withServer { store, access, url, client in
      let target = "\(url)/api/v1/namespaces/sandbox/configmaps"
      let chunk = ByteBuffer(bytes: [UInt8](repeating: 0x20, count: 65_536))
      let chunks = AsyncStream<ByteBuffer> { stream in
        for _ in 0..<320 { stream.yield(chunk) }
        stream.finish()
      }
      let body = HTTPClientRequest.Body.stream(
        chunks, length: tellsItsLength ? .known(Int64(320 * 65_536)) : .unknown)
      let answer = try await request(
        client, target, token: try token(access), method: .POST, body: body)
      #expect(answer.status == 413)
      #expect(answer.value["message"] == "Request entity too large: limit is 3145728")
      let version = await store.version
      #expect(version == ResourceVersion(rawValue: 1))
    }
  }

  @Test func watchIsFlushedAtOnceAndEndsWithTheServer() async throws {
    try await withServer { store, access, url, client in
      var request = HTTPClientRequest(url: "\(url)/api/v1/namespaces?watch=true")
      request.headers.add(name: "Authorization", value: "Bearer \(try token(access))")
      let response = try await client.execute(request, timeout: .seconds(30))
      #expect(response.status == .ok)
      var lines = response.body.makeAsyncIterator()
      let first = try #require(try await lines.next())
      #expect(String(buffer: first).contains("\"sandbox\""))
      _ = try await store.commit(
        .create(Namespace(metadata: ObjectMetadata(name: "later"))))
      let second = try #require(try await lines.next())
      #expect(String(buffer: second).contains("\"later\""))
    }
  }

  /// An open watch, a connection without a handshake and an idle one: none of them holds it up.
  @Test(.timeLimit(.minutes(1))) func serverStopsAtOnce() async throws {
    try await withGroup { _, access, url, client, group in
      var request = HTTPClientRequest(url: "\(url)/api/v1/namespaces?watch=true")
      request.headers.add(name: "Authorization", value: "Bearer \(try token(access))")
      let response = try await client.execute(request, timeout: .seconds(30))
      var lines = response.body.makeAsyncIterator()
      _ = try await lines.next()
      let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
      let silent = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connect(host: "127.0.0.1", port: port).get()
      let start = ContinuousClock.now
      await group.triggerGracefulShutdown()
      // A busy machine may take so long over the farewell that the connection is cut.
      while let line = try? await lines.next() { #expect(line.readableBytes > 0) }
      try await silent.closeFuture.get()
      #expect(ContinuousClock.now - start < .seconds(12))
    }
  }

  /// As Python's client leaves a watch. TLS would wait five seconds for its farewell, each time; a busy machine takes
  /// as long at times.
  @Test(.timeLimit(.minutes(2)), arguments: AbruptClient.End.allCases)
  func watcherThatIsGoneDoesNotHoldUpTheServer(end: AbruptClient.End) async throws {
    var shortest = Duration.seconds(60)
    for _ in 0..<6 where shortest >= .seconds(4) {
      shortest = min(shortest, try await stop(after: end))
    }
    #expect(shortest < .seconds(4))
  }

  /// How long a server needs for its end when its watcher has left it so.
  private func stop(after end: AbruptClient.End) async throws -> Duration {
    var start = ContinuousClock.now
    try await withGroup { _, access, url, _, group in
      let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
      let client = try await AbruptClient(port: port)
      try await client.ask("/api/v1/namespaces?watch=true", token: try token(access))
      try await client.cut(end)
      start = .now
      await group.triggerGracefulShutdown()
      #expect(await client.isEndedByServer())
    }
    return ContinuousClock.now - start
  }

  /// Nobody reads its events any more, so it does not stay until its time is over.
  @Test(.timeLimit(.minutes(1))) func watcherThatIsGoneIsForgotten() async throws {
    try await withServer { _, access, url, _ in
      let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
      let client = try await AbruptClient(port: port)
      try await client.ask("/api/v1/namespaces?watch=true", token: try token(access))
      try await client.cut(.half)
      #expect(await client.isEndedByServer())
    }
  }
}
