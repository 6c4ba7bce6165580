import Foundation
import OrdinalServer
import Testing

/// A server in a test suite: on a free port, with nothing left behind.
@Suite(.serialized) struct ServerExample {
  let manifest = """
    apiVersion: v1
    kind: Service
    metadata: {name: httpd, namespace: sandbox}
    spec: {clusterIP: None, selector: {app: httpd}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web, namespace: sandbox}
    spec:
      serviceName: httpd
      replicas: 2
      selector: {matchLabels: {app: httpd}}
      template:
        metadata: {labels: {app: httpd}}
        spec: {containers: [{name: httpd, image: docker.io/library/httpd:2-alpine}]}
    """

  @Test func findsPodsByName() async throws {
    let server = try OrdinalServer(.testing)
    try await server.start()
    try await server.apply(manifest)
    try await server.wait(for: ["web-0.httpd.sandbox.svc.cluster.local"])
    try await server.scale("web", namespace: "sandbox", to: 3)
    try await server.wait(for: ["web-2.httpd.sandbox.svc.cluster.local"])
    let addresses = try server.resolve("httpd.sandbox.svc.cluster.local")
    #expect(addresses == ["10.244.0.6", "10.244.0.7", "10.244.0.8"])

    try await server.scale("web", namespace: "sandbox", to: 1)
    try await server.wait(for: ["web-1.httpd.sandbox.svc.cluster.local"], toBe: .gone)
    #expect(try server.resolve("httpd.sandbox.svc.cluster.local") == ["10.244.0.6"])

    // Clients of any kind ask it at this address.
    #expect(server.dnsEndpoints.count == 1)
    let folder = try #require(server.dataFolder)
    await server.stop()
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  /// Two at a time, as suites that run in parallel have them.
  @Test func serversDoNotMeet() async throws {
    let first = try OrdinalServer(.testing)
    let second = try OrdinalServer(.testing)
    try await first.start()
    try await second.start()
    #expect(first.dnsEndpoints != second.dnsEndpoints)
    try await first.apply(manifest)
    try await first.wait(for: ["web-1.httpd.sandbox.svc.cluster.local"])
    #expect(try second.resolve("web-1.httpd.sandbox.svc.cluster.local") == [])
    await first.stop()
    await second.stop()
  }

  @Test func leavesNothingBehind() async throws {
    // The first run opens what the process keeps: threads of the pool, their descriptors.
    try await findsPodsByName()
    let before = try Left()
    for _ in 0..<5 { try await findsPodsByName() }
    // Threads that were told to end may take a moment.
    var after = try Left()
    let deadline = ContinuousClock.now + .seconds(10)
    while !after.isWithin(before), ContinuousClock.now < deadline {
      await Task.yield()
      after = try Left()
    }
    #expect(after.isWithin(before), "\(before) became \(after)")
  }

  /// What a server might leave besides files: sockets, threads.
  private struct Left {
    let descriptors: Int
    let threads: Int

    init() throws {
      let files = FileManager.default
      descriptors = try files.contentsOfDirectory(atPath: "/proc/self/fd").count
      threads = try files.contentsOfDirectory(atPath: "/proc/self/task").count
    }

    func isWithin(_ other: Left) -> Bool {
      descriptors <= other.descriptors && threads <= other.threads + 2
    }
  }
}
