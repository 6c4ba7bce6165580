import OrdinalServer
import Testing

@Suite struct WaitTests {
  @Test func `names come and go`() async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      // With and without the final dot, in any case.
      try await server.wait(for: [
        "web-1.\(Manifest.host).", "WEB-0.\(Manifest.host)", Manifest.host,
      ])
      let addresses = try server.resolve(Manifest.host)
      #expect(addresses == ["10.244.0.6", "10.244.0.7"])
      try await server.scale("web", namespace: "sandbox", to: 1)
      try await server.wait(for: ["web-1.\(Manifest.host)"], toBe: .gone)
      try await server.wait(for: ["7.0.244.10.in-addr.arpa"], toBe: .gone)
      try await server.wait(for: ["6.0.244.10.in-addr.arpa"])
      let left = try server.resolve(Manifest.host)
      #expect(left == ["10.244.0.6"])
    }
  }

  /// Below `_port._protocol` a location counts.
  @Test func `ports come and go`() async throws {
    let objects = Manifest.service(ports: "{name: web, port: 80}") + Manifest.set()
    try await withServer(.testing, objects) { server in
      try await server.wait(for: ["_web._tcp.\(Manifest.host)"])
      try await server.scale("web", namespace: "sandbox", to: 0)
      try await server.wait(for: ["_web._tcp.\(Manifest.host)"], toBe: .gone)
    }
  }

  typealias Row = (name: String, state: OrdinalServer.Presence, text: String)

  static let rows: [Row] = [
    (
      "web-7.\(Manifest.host)", .resolved,
      "web-7.\(Manifest.host): no pod web-7: replicas is 1 (StatefulSet web has web-0)"
    ),
    ("web-0.\(Manifest.host).", .gone, "web-0.\(Manifest.host): it still answers 10.244.0.6"),
    (
      "6.0.244.10.in-addr.arpa", .gone,
      "6.0.244.10.in-addr.arpa: it still answers web-0.\(Manifest.host)."
    ),
    (
      "sandbox.svc.cluster.local", .resolved,
      "sandbox.svc.cluster.local: it exists, but has no address (NODATA)"
    ),
    (
      "nope.cluster.local", .resolved,
      "nope.cluster.local: names of Services end in NAMESPACE.svc and the cluster's domain, "
        + "those of addresses in NAMESPACE.pod"
    ),
    (
      "example.com", .resolved,
      "example.com: no zone of this server holds the name, and forwarding is off"
    ),
  ]

  @Test(arguments: rows.indices)
  func `when the time is over the reason is told`(_ index: Int) async throws {
    let row = Self.rows[index]
    try await withServer(.testing, Manifest.service() + Manifest.set(replicas: 1)) { server in
      try await server.wait(for: ["web-0.\(Manifest.host)"])
      let error = await #expect(throws: OrdinalError.self) {
        try await server.wait(for: [row.name], toBe: row.state, timeout: .milliseconds(1))
      }
      #expect(error?.description == "timed out waiting: \(row.text)")
    }
  }

  @Test func `only those that are missing are told`() async throws {
    try await withServer(.slow, Manifest.sandbox) { server in
      let names = [
        "kubernetes.default.svc.cluster.local", "a.\(Manifest.host)", "b.\(Manifest.host)",
      ]
      let why = "no pod or endpoint of this name behind Service httpd"
      let wanted = "timed out waiting: a.\(Manifest.host): \(why); b.\(Manifest.host): \(why)"
      // The Service was applied, and is published in a moment.
      let told = await eventually({ $0 == wanted }) {
        let error = await #expect(throws: OrdinalError.self) {
          try await server.wait(for: names, timeout: .zero)
        }
        return error?.description
      }
      #expect(told == wanted)
    }
  }

  @Test func `what is no name is refused at once`() async throws {
    let server = try OrdinalServer(.testing)
    let error = await #expect(throws: OrdinalError.self) {
      try await server.wait(for: ["a.b", "c..d"], timeout: .seconds(3600))
    }
    #expect(error?.description == "c..d: \"c..d\" has an empty label; a label has 1 to 63 octets")
  }

  @Test func `nothing to wait for is no wait`() async throws {
    try await OrdinalServer(.testing).wait(for: [])
  }

  @Test func `a cancelled wait ends`() async throws {
    try await withServer { server in
      let task = Task { try await server.wait(for: ["a.b"], timeout: .seconds(3600)) }
      await Task.yield()
      task.cancel()
      await #expect(throws: OrdinalError.self) { try await task.value }
    }
  }
}
