import OrdinalServer
import Testing

/// Applying, scaling and binding in process.
@Suite struct ObjectTests {
  @Test func `what is applied before the start is served by it`() async throws {
    let server = try OrdinalServer(.testing)
    try await server.apply(Manifest.sandbox)
    try await server.start()
    let addresses = try server.resolve(Manifest.host)
    await server.stop()
    #expect(addresses == ["10.244.0.6", "10.244.0.7"])
  }

  @Test func `a broken object does not stop the others`() async throws {
    let broken = Manifest.set("Web_1") + "---\nkind: [\n" + Manifest.set("db", replicas: -1)
    try await withServer { server in
      let error = await #expect(throws: OrdinalError.self) {
        try await server.apply(Manifest.sandbox + broken)
      }
      let lines = error?.description.split(separator: "\n") ?? []
      #expect(
        lines.allSatisfy { $0.hasPrefix("manifest:") && $0.contains(": error: ") }, "\(lines)")
      #expect(lines.contains { $0.contains("metadata.name: Invalid value: \"Web_1\"") }, "\(lines)")
      #expect(lines.contains { $0.contains("spec.replicas: Invalid value: -1") }, "\(lines)")
      try await server.wait(for: ["web-1.\(Manifest.host)"])
    }
  }

  @Test func `a kind that is not served is a warning`() async throws {
    let lines = Lines()
    try await withServer(.testing, report: lines.report) { server in
      try await server.apply("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n")
      let told = await eventually({ !$0.isEmpty }) { await lines.all }
      #expect(told.count == 1 && told[0].hasPrefix("manifest:2:7: warning: "), "\(told)")
    }
  }

  @Test func `applying again changes what differs and no more`() async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      try await server.wait(for: ["web-1.\(Manifest.host)"])
      try await server.apply(Manifest.set(replicas: 3))
      try await server.wait(for: ["web-2.\(Manifest.host)"])
      let addresses = try server.resolve(Manifest.host)
      #expect(addresses == ["10.244.0.6", "10.244.0.7", "10.244.0.8"])
    }
  }

  @Test(arguments: [
    ("nope", 1, "statefulsets.apps \"nope\" not found"),
    ("web", -1, "spec.replicas: Invalid value: -1: must be greater than or equal to 0"),
    ("web", 1 << 40, "1099511627776 replicas: from 0 to 2147483647 are allowed"),
  ])
  func `a scale that cannot be is refused`(
    _ set: String, _ replicas: Int, _ text: String
  ) async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      let error = await #expect(throws: OrdinalError.self) {
        try await server.scale(set, namespace: "sandbox", to: replicas)
      }
      #expect(error?.description.contains(text) == true, "\(String(describing: error))")
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func `many scale at a time, and the last one counts`() async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for replicas in 0..<8 {
          group.addTask { try await server.scale("web", namespace: "sandbox", to: replicas) }
        }
        try await group.waitForAll()
      }
      try await server.scale("web", namespace: "sandbox", to: 1)
      try await server.wait(for: ["web-0.\(Manifest.host)"])
      for ordinal in 1..<8 {
        try await server.wait(for: ["web-\(ordinal).\(Manifest.host)"], toBe: .gone)
      }
    }
  }

  @Test func `a pod is bound to an address, and so are its successors`() async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      func address(_ name: String) async throws -> [String] {
        try await eventually({ $0 == ["172.20.0.11"] }) { try server.resolve(name) }
      }
      try await server.wait(for: ["web-1.\(Manifest.host)"])
      try await server.bind("web-1", namespace: "sandbox", to: "172.20.0.11")
      let moved = try await address("web-1.\(Manifest.host)")
      #expect(moved == ["172.20.0.11"])
      let reverse = try await eventually({ !$0.isEmpty }) {
        try server.resolve("11.0.20.172.in-addr.arpa", type: "PTR")
      }
      #expect(reverse == ["web-1.\(Manifest.host)."])
      try await server.scale("web", namespace: "sandbox", to: 1)
      try await server.wait(for: ["web-1.\(Manifest.host)"], toBe: .gone)
      try await server.scale("web", namespace: "sandbox", to: 2)
      let again = try await address("web-1.\(Manifest.host)")
      #expect(again == ["172.20.0.11"])
    }
  }

  @Test(arguments: [
    (
      "nope-0", "10.0.0.1",
      "pod sandbox/nope-0 is of no StatefulSet; only pods of a set can be bound"
    ),
    (
      "web-x", "10.0.0.1", "pod sandbox/web-x is of no StatefulSet; only pods of a set can be bound"
    ),
    ("web-1", "10.244.0.6", "address 10.244.0.6 belongs to pod sandbox/web-0"),
    ("web-0", "fd00::1", "of a family that the pods do not have"),
    ("web-0", "x", "must be an IPv4 address"), ("web-0", "", "must be an IPv4 address"),
    ("web-0", "224.0.0.1", "is not an address that a pod can have"),
  ])
  func `a binding that cannot be is refused`(
    _ pod: String, _ address: String, _ text: String
  ) async throws {
    try await withServer(.testing, Manifest.sandbox) { server in
      try await server.wait(for: ["web-0.\(Manifest.host)", "web-1.\(Manifest.host)"])
      let error = await #expect(throws: OrdinalError.self) {
        try await server.bind(pod, namespace: "sandbox", to: address)
      }
      #expect(error?.description.contains(text) == true, "\(String(describing: error))")
    }
  }

  @Test func `two blocks make pods dual-stack`() async throws {
    let configuration = OrdinalServer.Configuration.testing {
      $0.podBlocks = ["10.1.0.0/16", "fd00:1::/64"]
    }
    let objects = Manifest.service(more: ", ipFamilyPolicy: PreferDualStack") + Manifest.set()
    try await withServer(configuration, objects) { server in
      let name = "web-0.\(Manifest.host)"
      try await server.wait(for: [name])
      let six = try await eventually({ !$0.isEmpty }) { try server.resolve(name, type: "AAAA") }
      let four = try server.resolve(name)
      #expect(four == ["10.1.0.6"] && six == ["fd00:1::6"])
    }
  }
}
