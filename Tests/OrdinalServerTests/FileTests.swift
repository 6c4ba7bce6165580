import OrdinalServer
import Testing

/// PATHs: what is served at the start, and what changes later.
@Suite struct FileTests {
  private func serving(
    _ scratch: Scratch, _ body: (OrdinalServer, Lines) async throws -> Void
  ) async throws {
    let lines = Lines()
    let configuration = OrdinalServer.Configuration.testing { $0.paths = [scratch.path] }
    try await withServer(configuration, report: lines.report) { try await body($0, lines) }
  }

  @Test func `files are served at the start, and what is wrong with them is told`() async throws {
    let scratch = try Scratch(["a.yaml": Manifest.sandbox, "b.yaml": "kind: [\n"])
    try await serving(scratch) { server, lines in
      let addresses = try server.resolve(Manifest.host)
      #expect(addresses == ["10.244.0.6", "10.244.0.7"])
      let told = await eventually({ !$0.isEmpty }) { await lines.all }
      #expect(told.allSatisfy { $0.hasPrefix("\(scratch.path)/b.yaml:") }, "\(told)")
    }
  }

  @Test func `a changed file is applied, at once where it is asked for`() async throws {
    let scratch = try Scratch(["a.yaml": Manifest.sandbox])
    try await serving(scratch) { server, _ in
      try scratch.write(Manifest.service() + Manifest.set(replicas: 3), to: "a.yaml")
      server.reload()
      try await server.wait(for: ["web-2.\(Manifest.host)"])
    }
  }

  private func zone(_ apex: String, _ records: String) -> String {
    """
    $ORIGIN \(apex).
    $TTL 60
    @ IN SOA ns mail 1 2 3 4 5
    @ IN NS ns
    ns IN A 192.0.2.1
    \(records)

    """
  }

  private func changed(
    _ server: OrdinalServer, _ name: String, to value: [String]
  ) async throws -> [String] {
    try await eventually({ $0 == value }) { try server.resolve(name) }
  }

  /// Whatever the order in which they come, each zone has its own names (RFC 1034 §4.2.1).
  @Test func `a child's zone is its own, beside its parent's`() async throws {
    let child = zone("b.example", "x IN A 192.0.2.10")
    func parent(_ end: String) -> String {
      zone(
        "example", "b IN NS ns.b\nns.b IN A 192.0.2.66\nx.b IN A 192.0.2.67\ny IN A 192.0.2.\(end)")
    }
    let scratch = try Scratch(["a.zone": parent("1"), "b.zone": child])
    try await serving(scratch) { server, _ in
      func isWhole() throws {
        #expect(try server.resolve("x.b.example") == ["192.0.2.10"])
        #expect(try server.resolve("ns.b.example") == ["192.0.2.1"])
        #expect(try server.resolve("b.example", type: "SOA").count == 1)
      }
      try isWhole()
      try scratch.write(parent("2"), to: "a.zone")
      #expect(try await changed(server, "y.example", to: ["192.0.2.2"]) == ["192.0.2.2"])
      try isWhole()
      // The parent goes; the child stays whole.
      try scratch.write(zone("other", ""), to: "a.zone")
      #expect(try await changed(server, "y.example", to: []) == [])
      try isWhole()
      // Without the child its parent speaks again.
      try scratch.write(parent("3"), to: "a.zone")
      #expect(try await changed(server, "y.example", to: ["192.0.2.3"]) == ["192.0.2.3"])
      try scratch.write(zone("other.example", ""), to: "b.zone")
      let servers = try await eventually({ $0.isEmpty }) {
        try server.resolve("b.example", type: "SOA")
      }
      #expect(servers == [])
    }
  }

  @Test(arguments: [
    "cluster.local", "svc.cluster.local", "sandbox.svc.cluster.local", "pod.cluster.local",
    "in-addr.arpa", "244.10.in-addr.arpa", "10.in-addr.arpa", "0.96.10.in-addr.arpa",
  ])
  func `a file does not take the cluster's names`(_ apex: String) async throws {
    let scratch = try Scratch([
      "a.yaml": Manifest.sandbox, "b.zone": zone(apex, "x IN A 192.0.2.1"),
    ])
    try await serving(scratch) { server, lines in
      let told = await eventually({ !$0.isEmpty }) { await lines.all }
      #expect(
        told == [
          "\(scratch.path)/b.zone:1:1: error: zone \(apex). is the cluster's own; a file cannot "
            + "replace it"
        ])
      let pods = try server.resolve(Manifest.host)
      let pointers = try server.resolve("6.0.244.10.in-addr.arpa", type: "PTR")
      #expect(pods.count == 2 && pointers.count == 1)
    }
  }

  /// A file above the cluster's zone may not speak for it either.
  @Test func `a parent of the cluster's zone leaves its names alone`() async throws {
    let above = zone("local", "\(Manifest.host.dropLast(6)) IN A 192.0.2.9\ny IN A 192.0.2.1")
    let scratch = try Scratch(["a.yaml": Manifest.sandbox, "b.zone": above])
    try await serving(scratch) { server, _ in
      #expect(try server.resolve(Manifest.host) == ["10.244.0.6", "10.244.0.7"])
      #expect(try server.resolve("y.local") == ["192.0.2.1"])
      try scratch.write(zone("other", ""), to: "b.zone")
      #expect(try await changed(server, "y.local", to: []) == [])
      #expect(try server.resolve(Manifest.host) == ["10.244.0.6", "10.244.0.7"])
    }
  }

  @Test func `two files do not serve one zone`() async throws {
    let scratch = try Scratch([
      "a.zone": zone("example", ""), "b.zone": zone("example", "x A 192.0.2.2"),
    ])
    try await serving(scratch) { server, lines in
      let told = await eventually({ !$0.isEmpty }) { await lines.all }
      let addresses = try server.resolve("x.example")
      #expect(told.count == 1 && told[0].contains("zone example. is served from "), "\(told)")
      #expect(addresses == [])
    }
  }
}
