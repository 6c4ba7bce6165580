import OrdinalServer
import Testing

/// Files beside the cluster that they are for.
struct FileCheckTests {
  private static let template =
    "  volumeClaimTemplates:\n  - metadata: {name: www}\n    spec: {accessModes: [ReadWriteOnce], "
    + "resources: {requests: {storage: 512Mi}}}\n"
  private static let files = Manifest.service() + Manifest.set() + template

  /// The findings about a set whose templates were edited.
  private static func findings(
    _ scratch: Scratch, _ configuration: OrdinalServer.Configuration,
    report: (String) -> Void = { Issue.record("\($0)") }
  ) async throws -> [String] {
    var configuration = configuration
    configuration.paths = [scratch.path]
    let check = try await FileCheck(configuration, report: report)
    return check.lines.map { $0.replacing(scratch.path + "/", with: "") }
  }

  private static let difference =
    "volumeClaimTemplates[0].spec.resources.requests.storage is \"1Gi\" here and \"512Mi\" in the "
    + "set that exists"

  @Test func `an edit that the API will refuse is told, while the cluster is served and after`()
    async throws
  {
    let (data, scratch) = (
      try Scratch(), try Scratch(["a.yaml": Self.files.replacing("512Mi", with: "1Gi")])
    )
    let configuration = OrdinalServer.Configuration.testing {
      ($0.dataFolder, $0.api) = (data.path, "127.0.0.1:0")
    }
    #expect(try await Self.findings(scratch, configuration) == [], "before there is a cluster")
    let served = try await withServer(configuration, Self.files) { server in
      try await server.wait(for: ["web-1.\(Manifest.host)"], timeout: .seconds(20))
      return try await Self.findings(scratch, configuration)
    }
    let stopped = try await Self.findings(scratch, configuration)
    #expect(served == stopped)
    #expect(stopped.count == 2, "\(stopped)")
    #expect(stopped.first?.contains(Self.difference) == true, "\(stopped)")
    #expect(stopped.first?.hasPrefix("a.yaml:") == true && stopped[0].contains(": error: "))
    #expect(
      stopped.last?.contains(
        "claims www-web-0, www-web-1 exist and stay as they are: resources.requests.storage is "
          + "\"1Gi\" here and \"512Mi\" there") == true, "\(stopped)")
    try scratch.write(Self.files, to: "a.yaml")
    #expect(try await Self.findings(scratch, configuration) == [])
  }

  /// A file that exists as an object, and what it is changed to.
  private static func object(_ kind: String, _ body: String) -> String {
    "---\napiVersion: v1\nkind: \(kind)\nmetadata: {name: a, namespace: sandbox}\n\(body)\n"
  }

  @Test(arguments: [
    (
      "Service", "spec: {clusterIP: 10.96.7.7, ports: [{port: 80}]}",
      "spec: {clusterIP: 10.96.7.8, ports: [{port: 80}]}", 1
    ),
    (
      "Service", "spec: {clusterIP: None, selector: {a: b}, ports: [{port: 80}]}",
      "spec: {clusterIP: 10.96.7.8, selector: {a: b}, ports: [{port: 80}]}", 1
    ),
    (
      "Service", "spec: {ports: [{port: 80}]}",
      "spec: {type: NodePort, ports: [{port: 80, targetPort: 8080}]}", 0
    ),
    (
      "Pod", "spec: {containers: [{name: a, image: a}]}",
      "spec: {hostNetwork: true, containers: [{name: a, image: a}]}", 1
    ),
    (
      "Pod", "spec: {containers: [{name: a, image: a}]}",
      "spec: {containers: [{name: a, image: b}]}", 0
    ),
    (
      "PersistentVolumeClaim",
      "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}",
      "spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}", 1
    ),
    ("ConfigMap", "immutable: true\ndata: {a: b}", "immutable: true\ndata: {a: c}", 1),
  ])
  func `an update is refused here as by the API`(
    kind: String, before: String, after: String, count: Int
  ) async throws {
    let (data, edited) = (try Scratch(), Self.object(kind, after))
    let scratch = try Scratch(["a.yaml": edited])
    let configuration = OrdinalServer.Configuration.testing {
      ($0.dataFolder, $0.api) = (data.path, "127.0.0.1:0")
    }
    let all = try await withServer(configuration, Self.object(kind, before)) { server in
      let served = try await Self.findings(scratch, configuration)
      do throws(OrdinalError) {
        try await server.apply(edited)
        return (served, [String]())
      } catch {
        return (served, error.description.split(separator: "\n").map(String.init))
      }
    }
    let told = all.0.filter { $0.contains(": error: ") }
    let refused = all.1.map { $0.replacing("manifest:", with: "a.yaml:") }
    #expect(Set(told.map(Self.text)) == Set(refused.map(Self.text)))
    #expect(told.count == count, "\(told)")
  }

  /// Without the place: a difference has none in the file.
  private static func text(_ line: String) -> String {
    line.split(separator: ": error: ", maxSplits: 1).last.map(String.init) ?? line
  }

  @Test func `a cluster that cannot be looked into is told once`() async throws {
    let (data, scratch) = (try Scratch(), try Scratch(["a.yaml": Self.files]))
    let configuration = OrdinalServer.Configuration.testing {
      ($0.dataFolder, $0.api) = (data.path, nil)
    }
    var notes: [String] = []
    let findings = try await withServer(configuration, Self.files) { _ in
      try await Self.findings(scratch, configuration) { notes.append($0) }
    }
    #expect(findings == [])
    #expect(notes.count == 1)
    #expect(notes.first?.contains("in use by another process") == true, "\(notes)")
  }

  @Test func `Services get the addresses that a server has`() async throws {
    let scratch = try Scratch([
      "a.yaml": Manifest.service("a", clusterIP: "10.1.1.1", ports: "{port: 80}")
        + Manifest.service("b", clusterIP: "10.96.3.3", ports: "{port: 80}")
        + Manifest.service("c", clusterIP: "10.96.3.3", ports: "{port: 80}")
        + Manifest.service("d", ports: "{port: 80}", more: ", ipFamilyPolicy: RequireDualStack")
        + Manifest.set(service: "a")
    ])
    let findings = try await Self.findings(scratch, .testing)
    let errors: [String] = findings.filter { $0.contains(": error: ") }.map { line in
      String(line.split(separator: ": error: ", maxSplits: 1).last ?? "")
    }
    let wanted: [String] = [
      """
      v1 Service sandbox/a: spec.clusterIPs: Invalid value: ["10.1.1.1"]: failed to allocate IP 10.1.1.1: \
      the provided IP (10.1.1.1) is not in the valid range. The range of valid IPs is 10.96.0.0/16
      """,
      """
      v1 Service sandbox/c: spec.clusterIPs: Invalid value: ["10.96.3.3"]: failed to allocate IP 10.96.3.3: \
      provided IP is already allocated
      """,
      """
      v1 Service sandbox/d: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not \
      configured for dual-stack services
      """,
    ]
    #expect(errors == wanted)
    let other = OrdinalServer.Configuration.testing {
      ($0.podBlocks, $0.serviceBlock) = (["10.244.0.0/16", "fd00::/64"], "10.1.0.0/16")
    }
    let others = try await Self.findings(scratch, other)
    #expect(others.filter { $0.contains(": error: ") }.count == 2, "\(others)")
  }

  @Test func `Services get the node ports that they ask for`() async throws {
    let more = ", type: NodePort"
    let ports = ["30080", "30080", "29999"].map { "{port: 80, nodePort: \($0)}" }
    let scratch = try Scratch([
      "a.yaml": zip(["a", "b", "c"], ports).map {
        Manifest.service($0, clusterIP: "''", ports: $1, more: more)
      }.joined() + Manifest.set(service: "a")
    ])
    let findings = try await Self.findings(scratch, .testing)
    let errors = findings.filter { $0.contains(": error: ") }
    try #require(errors.count == 2, "\(findings)")
    let place = "spec.ports[0].nodePort: Invalid value: "
    #expect(
      errors[0].hasSuffix("Service sandbox/b: \(place)30080: provided port is already allocated"))
    #expect(
      errors[1].hasSuffix(
        "Service sandbox/c: \(place)29999: provided port is not in the valid range. "
          + "The range of valid ports is 30000-32767"))
  }

  /// Whether a Service can have its addresses and ports is asked before all else, here and there.
  @Test(arguments: [
    ("type: NodePort, ports: [{port: 80, nodePort: 40000, name: A_b}]", 1),
    ("type: NodePort, ports: [{port: 80, name: A_b}, {port: 81, name: B_c}]", 2),
    (
      "type: NodePort, ports: [{port: 1, nodePort: 30001, name: a}, {port: 2, nodePort: 30001, name: b}]",
      1
    ),
    ("type: NodePort, ports: [{port: 80, nodePort: -1}, {port: 0}]", 1),
    ("type: NodePort, clusterIP: None, ports: [{port: 80, nodePort: 5}]", 1),
    ("type: NodePort, clusterIP: None, ports: [{port: 0}]", 3),
    ("clusterIP: 1.2.3.4, ports: [{port: 80, targetPort: 70000}]", 1),
    ("clusterIP: abc, ports: [{port: 0}]", 1),
    ("clusterIP: 10.96.0.1, ports: [{port: 0}]", 1),
    ("ipFamilies: [IPv5], clusterIP: 1.2.3.4, ports: [{port: 0}]", 1),
    ("ipFamilies: [IPv6], ports: [{port: 0}]", 1),
    ("ipFamilies: [IPv4, IPv6], ports: [{port: 0}]", 1),
    ("ipFamilyPolicy: RequireDualStack, ports: [{port: 0}]", 1),
    ("ports: [{port: 80, nodePort: 30099}]", 1),
    ("type: ExternalName, clusterIP: 10.96.0.9, ports: [{port: 0}]", 4),
    ("type: Other, ports: [{port: 0}]", 3),
    (
      "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 70000, ports: [{port: 0}]",
      1
    ),
    ("type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]", 0),
  ])
  func `a Service is refused here as by the API`(spec: String, count: Int) async throws {
    let manifest =
      "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: sandbox}\nspec: {\(spec)}\n"
    let scratch = try Scratch(["a.yaml": manifest])
    let told = try await Self.findings(scratch, .testing).filter { $0.contains(": error: ") }
    let refused = try await withServer { server in
      do throws(OrdinalError) {
        try await server.apply(manifest)
        return [String]()
      } catch {
        return error.description.split(separator: "\n").map {
          String($0.replacing("manifest:", with: "a.yaml:", maxReplacements: 1))
        }
      }
    }
    #expect(Set(told) == Set(refused))
    #expect(told.count == count, "\(told)")
  }

  @Test func `a pod that is not let in is refused here as by the API`() async throws {
    let spec = "containers: [{name: a, image: a}, {name: a}], priorityClassName: high"
    let pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: sandbox}\nspec: {\(spec)}\n"
    let scratch = try Scratch(["a.yaml": pod])
    let refused = try await withServer { server in
      await #expect(throws: OrdinalError.self) { try await server.apply(pod) }
    }
    let text = "pods \"a\" is forbidden: no PriorityClass with name high was found"
    #expect(refused?.description == "manifest:1:1: error: v1 Pod sandbox/a: \(text)")
    #expect(
      try await Self.findings(scratch, .testing) == [
        "a.yaml:1:1: error: v1 Pod sandbox/a: \(text)"
      ])
  }

  @Test func `a set whose pods are not let in is told of`() async throws {
    let set = Manifest.set().replacing("{containers: ", with: "{priority: 5, containers: ")
    let scratch = try Scratch(["a.yaml": Manifest.service() + set])
    let findings = try await Self.findings(scratch, .testing)
    try #require(findings.count == 1, "\(findings)")
    #expect(
      findings[0].contains(
        "warning: apps/v1 StatefulSet sandbox/web: its pods cannot be created: "
          + "the integer value of priority (5) must not be provided in pod spec"), "\(findings)")
  }

  @Test func `switches are those of the server`() async throws {
    let scratch = try Scratch([
      "a.yaml": Manifest.service()
        + Manifest.set().replacing(
          "  replicas:", with: "  updateStrategy: {rollingUpdate: {maxUnavailable: 0}}\n  replicas:"
        )
    ])
    let dropped = try await Self.findings(scratch, .testing)
    #expect(dropped.count == 1 && dropped[0].contains("warning") && dropped[0].contains("is off"))
    let gated = OrdinalServer.Configuration.testing {
      $0.featureGates = "MaxUnavailableStatefulSet=true"
    }
    let findings = try await Self.findings(scratch, gated)
    #expect(
      findings.count == 1 && findings[0].hasSuffix("maxUnavailable: Invalid value: 0: cannot be 0"))
    let wrong = OrdinalServer.Configuration.testing { $0.featureGates = "Nope=true" }
    await #expect(throws: OrdinalError.self) { try await Self.findings(scratch, wrong) }
  }
}
