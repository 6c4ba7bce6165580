import Objects
import Testing

@testable import KubeAPI

/// What a client is told beside the answer, on every way by which it writes.
struct WarningTests {
  private static let merge = "application/merge-patch+json"
  private static let selector =
    #"299 - "spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "#
    + #"\"kubernetes.io/os\" instead""#
  private static let history =
    #"299 - "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value "#
    + #">= 0 is recommended""#
  private static let web = "\(Sample.sets)/web"

  private static func set(replicas: Int64 = 2) -> Value {
    Sample.set(replicas: replicas).merging([
      "spec": [
        "revisionHistoryLimit": -1,
        "template": ["spec": ["nodeSelector": ["beta.kubernetes.io/os": "linux"]]],
      ]
    ])
  }

  @Test func aSetIsLookedAtWheneverItsSpecChanges() async throws {
    let world = try await APIWorld()
    let both = [Self.selector, Self.history]
    for dryRun in ["?dryRun=All", ""] {
      let created = try await world.send("POST", Sample.sets + dryRun, Self.set())
      #expect(created.status == 201)
      #expect(created.warnings == both)
    }
    let unchanged = try await world.send("PUT", Self.web, Self.set())
    #expect(unchanged.warnings == [Self.history])
    let previewed = try await world.send("PUT", "\(Self.web)?dryRun=All", Self.set(replicas: 3))
    #expect(previewed.warnings == both)
    let updated = try await world.send("PUT", Self.web, Self.set(replicas: 3))
    #expect(updated.warnings == both)
    let labeled = try await world.send(
      "PATCH", Self.web, ["metadata": ["labels": ["a": "b"]]], type: Self.merge)
    #expect(labeled.warnings == [Self.history])
    let patched = try await world.send(
      "PATCH", Self.web, ["spec": ["replicas": 1]], type: Self.merge)
    #expect(patched.warnings == both)
    let applied = try await world.send(
      "PATCH", "\(Self.web)?fieldManager=m&force=true", Self.set(replicas: 5),
      type: "application/apply-patch+yaml")
    #expect(applied.status == 200)
    #expect(applied.warnings == both)
  }

  @Test func anApplyThatCreatesIsACreation() async throws {
    let world = try await APIWorld()
    let target = "\(Sample.pods)/a.b?fieldManager=m"
    let pod = Sample.pod("a.b")
    for (status, count) in [(201, 1), (200, 0)] {
      let answer = try await world.send("PATCH", target, pod, type: "application/apply-patch+yaml")
      #expect(answer.status == status)
      #expect(answer.warnings.count == count)
    }
  }

  @Test func aScaleIsAChangeOfTheSet() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Self.set())
    let scale: (Int64) -> Value = { replicas in
      [
        "metadata": ["name": "web", "namespace": "sandbox"],
        "spec": ["replicas": .integer(replicas)],
      ]
    }
    let put = try await world.send("PUT", "\(Self.web)/scale", scale(4))
    #expect(put.warnings == [Self.selector, Self.history])
    let patched = try await world.send(
      "PATCH", "\(Self.web)/scale", ["spec": ["replicas": 5]], type: Self.merge)
    #expect(patched.warnings == [Self.selector, Self.history])
  }

  /// Who writes the status hears of the status alone.
  @Test func aStatusIsLookedAtByItself() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Self.set())
    let status: Value = [
      "status": ["replicas": 0, "conditions": [["type": "B", "status": "True"]]]
    ]
    let patched = try await world.send("PATCH", "\(Self.web)/status", status, type: Self.merge)
    #expect(patched.status == 200)
    #expect(patched.warnings == [])
    let replaced = try await world.send("PUT", "\(Self.web)/status", Self.set().merging(status))
    #expect(replaced.warnings == [])
    try await world.send("POST", Sample.pods, Sample.pod("a"))
    let pod = try await world.send(
      "PATCH", "\(Sample.pods)/a/status",
      ["status": ["podIP": "FD00::1", "podIPs": [["ip": "FD00::1"]]]], type: Self.merge)
    #expect(
      pod.warnings == [
        #"299 - "status.podIPs[0].ip: IPv6 address \"FD00::1\" should be in RFC 5952 canonical "#
          + #"format (\"fd00::1\")""#
      ])
  }

  /// Upstream's handler speaks before it does anything.
  @Test func endpointsAreDeprecatedWhateverComesOfTheRequest() async throws {
    let world = try await APIWorld()
    let deprecation =
      #"299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice""#
    let endpoints = "/api/v1/namespaces/sandbox/endpoints"
    let missing = try await world.send("GET", "\(endpoints)/none")
    #expect(missing.status == 404)
    #expect(missing.warnings == [deprecation])
    let created = try await world.send(
      "POST", endpoints, ["metadata": ["name": "e"], "nope": 1])
    #expect(created.status == 201)
    #expect(created.warnings == [deprecation, #"299 - "unknown field \"nope\"""#])
  }

  /// What was found in the body is told, whether or not the object is right.
  @Test(arguments: ["POST", "PUT", "PATCH"])
  func aRefusalTellsOfUnknownFields(method: String) async throws {
    let world = try await APIWorld()
    let services = "/api/v1/namespaces/sandbox/services"
    let spec: Value = ["clusterIP": "None", "ports": [["port": 80]]]
    try await world.send("POST", services, ["metadata": ["name": "a"], "spec": spec])
    let path = method == "POST" ? services : "\(services)/a"
    let answer = try await world.send(
      method, path,
      [
        "metadata": ["name": method == "POST" ? "b" : "a"], "nope": 1,
        "spec": ["clusterIP": "None", "ports": [["port": 0]]],
      ], type: method == "PATCH" ? "application/merge-patch+json" : "application/json")
    #expect(answer.status == 422)
    #expect(answer.warnings == [#"299 - "unknown field \"nope\"""#])
  }
}
