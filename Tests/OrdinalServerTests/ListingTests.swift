import FoundationEssentials
import OrdinalServer
import Testing
import Wire
import ZoneFile

/// What `ordinal names` and `ordinal check` print.
@Suite struct ListingTests {
  static let manifest =
    Manifest.service(
      ports: "{name: web, port: 80, targetPort: http}, {name: peers, port: 9, protocol: UDP}")
    + Manifest.set(replicas: 3, containerPorts: "{name: http, containerPort: 8080}")

  private func listing(
    _ manifest: String, podBlocks: [String] = ["10.244.0.0/16"]
  ) throws -> NameListing {
    let scratch = try Scratch(["web.yaml": manifest])
    let sets = try NamedSet.all(in: scratch.path + "/web.yaml", domain: "cluster.local")
    return try NameListing(sets, domain: "cluster.local", podBlocks: podBlocks)
  }

  private func records(_ text: String) throws -> Set<String> {
    let file = ZoneFile.parse(Array(text.utf8), file: "zone", origin: nil)
    #expect(file.errors.isEmpty && Zone(file).findings.isEmpty, "\(text)")
    // The serial is the time.
    return Set(Zone(file).records.filter { $0.type != .soa }.map { "\($0)" })
  }

  @Test func `the table has pods, claims, Services and ports`() throws {
    let set = try NamedSet(
      "db", service: "db", namespace: "prod", domain: "cluster.local", start: 3, replicas: 2,
      claims: ["data", "log"])
    let listing = try NameListing([set], domain: "cluster.local", podBlocks: ["10.244.0.0/16"])
    #expect(
      try listing.text(.table) == """
        POD    NAME                             CLAIMS
        db-3   db-3.db.prod.svc.cluster.local   data-db-3,log-db-3
        db-4   db-4.db.prod.svc.cluster.local   data-db-4,log-db-4

        SERVICE   NAME
        db        db.prod.svc.cluster.local

        """)
  }

  private struct JSON: Decodable, Equatable {
    var set: String
    var service: String
    var srv: [String]
    var pods: [Pod]

    struct Pod: Decodable, Equatable {
      var pod: String
      var name: String
      var ordinal: Int
      var claims: [String]
    }
  }

  @Test func `JSON is JSON`() throws {
    let text = try listing(Self.manifest).text(.json)
    let sets = try JSONDecoder().decode([JSON].self, from: Data(text.utf8))
    #expect(sets.map(\.set) == ["web"] && sets[0].service == Manifest.host)
    #expect(sets[0].srv == ["_web._tcp.\(Manifest.host)", "_peers._udp.\(Manifest.host)"])
    #expect(sets[0].pods.map(\.pod) == ["web-0", "web-1", "web-2"])
    #expect(
      sets[0].pods[2]
        == JSON.Pod(pod: "web-2", name: "web-2.\(Manifest.host)", ordinal: 2, claims: []))
  }

  @Test func `hosts are lines for a hosts file, pinned addresses among them`() throws {
    let pinned = Manifest.set(
      replicas: 3, annotations: "ordinal.internal/addresses: \"172.20.0.1,10.244.0.6\"")
    let text = try listing(Manifest.service() + pinned, podBlocks: ["10.244.0.0/16", "fd00::/64"])
      .text(.hosts)
    let rows = [
      ("172.20.0.1", 0), ("fd00::6", 0), ("10.244.0.6", 1), ("fd00::7", 1), ("10.244.0.7", 2),
      ("fd00::8", 2),
    ]
    let lines = rows.map { "\($0.0)\tweb-\($0.1).\(Manifest.host)\tweb-\($0.1)\n" }
    #expect(text == lines.joined())
  }

  /// The zone says what a server is going to say.
  @Test(arguments: [
    manifest, Manifest.sandbox, Manifest.service(ports: "{port: 80}") + Manifest.set(),
    Manifest.service()
      + Manifest.set(annotations: "ordinal.internal/addresses: \"172.20.0.1,10.244.0.6\""),
  ])
  func `the zone is what a server publishes`(_ manifest: String) async throws {
    let listed = try records(try listing(manifest).text(.zone))
    try await withServer(.testing, manifest) { server in
      let isServed = { @Sendable (records: Set<String>) in listed.isSubset(of: records) }
      let dumped = try await eventually(isServed) { try records(try server.dump()) }
      #expect(listed.subtracting(dumped) == [])
      let others = dumped.subtracting(listed)
      #expect(
        others.allSatisfy { $0.contains("dns-version") || $0.contains("kubernetes.default") },
        "\(others)")
    }
  }

  @Test func `more pods than addresses are refused only where addresses are listed`() throws {
    let set = try NamedSet(
      "db", service: "db", namespace: "prod", domain: "cluster.local", start: 0, replicas: 300,
      claims: [])
    let listing = try NameListing([set], domain: "cluster.local", podBlocks: ["10.1.0.0/24"])
    let lines = try listing.text(.table).split(separator: "\n")
    #expect(lines.count == 303)
    for format in [NameListing.Format.hosts, .zone] {
      let error = #expect(throws: OrdinalError.self) { try listing.text(format) }
      #expect(
        error?.description.hasPrefix("StatefulSet prod/db: all 254 addresses of 10.1.0.0/24")
          == true)
    }
  }

  @Test(arguments: [
    ("", "holds no StatefulSet"), (Manifest.service(), "holds no StatefulSet"),
    (Manifest.set("Web_1"), "metadata.name: Invalid value: \"Web_1\""),
  ])
  func `a file without a set is refused`(_ manifest: String, _ text: String) throws {
    let error = #expect(throws: OrdinalError.self) { try listing(manifest) }
    #expect(error?.description.contains(text) == true, "\(String(describing: error))")
  }

  @Test func `a set that is described wrongly is refused`() throws {
    let error = #expect(throws: OrdinalError.self) {
      try NamedSet(
        "Web", service: "httpd", namespace: "default", domain: "cluster.local", start: 0,
        replicas: 1, claims: [])
    }
    #expect(error?.description.contains("\n") == false)
    let block = #expect(throws: OrdinalError.self) {
      try NameListing([], domain: "cluster.local", podBlocks: ["10.0.0.0/33"])
    }
    #expect(block?.description.hasPrefix("--pod-cidr 10.0.0.0/33: ") == true)
    #expect(block?.isUsage == true)
  }

  // MARK: check

  @Test func `check names file, line and column`() throws {
    let scratch = try Scratch([
      "a.yaml":
        "apiVersion: v1\nkind: Service\nmetadata: {name: A_B}\nspec: {ports: [{port: 80}]}\n",
      "b.yaml": Manifest.set(),
      "c.zone":
        "$ORIGIN example.internal.\n@ 60 IN SOA ns mail 1 2 3 4 5\n@ 60 IN NS ns\nns A 192.0.2\n",
      "d.txt": "no manifest",
    ])
    let check = FileCheck(paths: [scratch.path, scratch.path + "/none.yaml"])
    #expect(check.hasErrors)
    let lines = check.lines.map { $0.replacing(scratch.path + "/", with: "") }
    #expect(lines.count == 4, "\(lines)")
    let starts = [
      "a.yaml:3:18: error: v1 Service default/A_B: metadata.name: Invalid value: \"A_B\": ",
      "b.yaml:6:16: warning: apps/v1 StatefulSet sandbox/web: serviceName \"httpd\" names no Service",
    ]
    for (line, start) in zip(lines, starts) { #expect(line.hasPrefix(start)) }
    #expect(lines.contains { $0.hasPrefix("c.zone:4:") && $0.contains(": error: ") }, "\(lines)")
    #expect(lines.contains("none.yaml:1:1: error: cannot be read: No such file or directory"))
  }

  @Test func `what is right has no lines`() throws {
    let scratch = try Scratch(["a.yaml": Manifest.sandbox])
    let check = FileCheck(paths: [scratch.path])
    #expect(check.lines.isEmpty && !check.hasErrors)
  }
}
