import Foundation
import OrdinalServer
import Testing

/// The example of the page on virtual time, and what the page says of seeds.
@Suite struct VirtualTimeExample {
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
      replicas: 3
      minReadySeconds: 10
      selector: {matchLabels: {app: httpd}}
      template:
        metadata: {labels: {app: httpd}}
        spec: {containers: [{name: httpd, image: docker.io/library/httpd:2-alpine}]}
    """

  @Test func rollsOutInVirtualTime() async throws {
    var configuration = OrdinalServer.Configuration.testing
    configuration.time = .virtual(seed: 7)
    let server = try OrdinalServer(configuration)
    try await server.start()
    try await server.apply(manifest)  // replicas: 3, minReadySeconds: 10

    try await server.advance(by: .seconds(19))
    #expect(try server.resolve("web-2.httpd.sandbox.svc.cluster.local") == [])
    try await server.wait(for: ["web-2.httpd.sandbox.svc.cluster.local"], timeout: .seconds(60))
    #expect(try server.elapsed == .seconds(20))
    await server.stop()
  }

  @Test func pageHasThisExample() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let page = folder.appending(path: "../../../../Sources/OrdinalServer/OrdinalServer.docc")
      .appending(path: "VirtualTime.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let block = try #require(text.firstMatch(of: /```swift\n((?s).*?)```/)).1
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let indented = block.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    #expect(source.contains(indented))
  }

  @Test func sameSeedSameStory() async throws {
    func story(_ seed: UInt64) async throws -> [String] {
      var configuration = OrdinalServer.Configuration.testing
      configuration.time = .virtual(seed: seed)
      let server = try OrdinalServer(configuration)
      try await server.start()
      try await server.apply(manifest)
      try await server.advance(by: .seconds(60))
      try await server.scale("web", namespace: "sandbox", to: 1)
      try await server.advance(by: .seconds(60))
      let story = try await server.story()
      await server.stop()
      return story
    }
    let first = try await story(1)
    #expect(try await story(1) == first)
    #expect(try await story(2) != first, "the seed has no effect")
  }
}
