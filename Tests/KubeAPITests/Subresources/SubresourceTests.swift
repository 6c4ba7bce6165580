import KubeAPI
import ObjectStore
import Objects
import Testing

struct SubresourceTests {
  private func world() async throws -> APIWorld {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Sample.set())
    try await world.send("POST", Sample.pods, Sample.pod("web-0"))
    return world
  }

  @Test func scaleShowsAndSetsTheReplicas() async throws {
    let world = try await world()
    let target = "\(Sample.sets)/web/scale"
    let stored = try await world.store.get(StatefulSet.self, "sandbox", "web")
    let answer = try await world.send("GET", target)
    #expect(
      answer.value == [
        "kind": "Scale", "apiVersion": "autoscaling/v1",
        "metadata": [
          "name": "web", "namespace": "sandbox", "uid": .string(stored.metadata.uid),
          "resourceVersion": .string("\(try #require(stored.metadata.resourceVersion))"),
          "creationTimestamp": "2023-11-14T22:13:20Z",
        ], "spec": ["replicas": 2], "status": ["replicas": 0, "selector": "app=httpd"],
      ])
    var changed = answer.value.merging(["spec": ["replicas": 6]])
    #expect(try await world.send("PUT", target, changed)["spec.replicas"] == 6)
    // The version that it names is no longer the current one.
    changed = changed.merging(["spec": ["replicas": 7]])
    #expect(try await world.send("PUT", target, changed).status == 409)
    let patch: Value = ["spec": ["replicas": 0]]
    for type in ["application/merge-patch+json", "application/strategic-merge-patch+json"] {
      let patched = try await world.send("PATCH", target, patch, type: type)
      #expect(patched.status == 200)
      #expect(patched["spec"] == [:])
    }
    let broken = try await world.send(
      "PATCH", target, ["spec": ["replicas": "x"]], type: "application/merge-patch+json")
    #expect(broken.status == 422)
    #expect(try await world.send("GET", "\(Sample.pods)/web-0/scale").status == 404)
  }

  @Test func statusIsWrittenAlone() async throws {
    let world = try await world()
    let patch: Value = ["spec": ["replicas": 9], "status": ["replicas": 1]]
    let answer = try await world.send(
      "PATCH", "\(Sample.sets)/web/status", patch, type: "application/merge-patch+json")
    #expect(answer["status.replicas"] == 1)
    #expect(answer["spec.replicas"] == 2)
    let put = try await world.send(
      "PUT", "\(Sample.sets)/web/status", answer.value.merging(["status": ["replicas": 2]]))
    #expect(put["status.replicas"] == 2)
    #expect(try await world.send("GET", "\(Sample.configMaps)/a/status").status == 404)
  }

  @Test func bindingNamesTheNode() async throws {
    let world = try await world()
    let target = "\(Sample.pods)/web-0/binding"
    let binding: Value = [
      "kind": "Binding", "metadata": ["name": "web-0"],
      "target": ["kind": "Node", "name": "ordinal"],
    ]
    let answer = try await world.send("POST", target, binding)
    #expect(answer.status == 201)
    #expect(answer["status"] == "Success")
    #expect(try await world.send("GET", "\(Sample.pods)/web-0")["spec.nodeName"] == "ordinal")
    #expect(try await world.send("POST", target, binding).status == 409)
    let nowhere = binding.merging(["target": ["kind": "Foo", "name": .null]])
    let refusal = try await world.send("POST", target, nowhere)
    #expect(refusal.status == 500)
    #expect(
      refusal.message
        == #"[target.kind: Unsupported value: "Foo": supported values: "Node", "<empty>", "#
        + "target.name: Required value]")
    #expect(try await world.send("POST", target, [:]).status == 400)
    #expect(try await world.send("GET", target).status == 405)
  }

  @Test func evictionDeletes() async throws {
    let world = try await world()
    let target = "\(Sample.pods)/web-0/eviction"
    let eviction: Value = [
      "apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "web-0"],
    ]
    let dry = eviction.merging(["deleteOptions": ["dryRun": ["All"]]])
    #expect(try await world.send("POST", target, dry).status == 201)
    let answer = try await world.send("POST", target, eviction)
    #expect(
      answer.value == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201,
      ])
    #expect(try await world.send("POST", target, eviction).status == 404)
  }

  /// kubectl asks by GET for a WebSocket and by POST for SPDY; both print this message.
  @Test(arguments: [
    ("GET", "exec?command=ls", "exec"), ("POST", "exec?command=ls", "exec"),
    ("POST", "attach", "attach"), ("GET", "log", "logs"), ("POST", "portforward", "port-forward"),
    ("GET", "proxy/a/b", "proxy"),
  ])
  func whatNeedsAContainerNamesTheRuntime(row: (method: String, path: String, what: String))
    async throws
  {
    let world = try await world()
    let pod = ObjectKey(Pod.resource, namespace: "sandbox", name: "web-0")
    _ = try await world.store.commit(.bind(pod, uid: nil, node: "ordinal"))
    let answer = try await world.send(row.method, "\(Sample.pods)/web-0/\(row.path)")
    #expect(answer.status == 501)
    #expect(
      answer.message
        == #"pods "web-0": the simulated pod runtime runs no containers; "# + row.what
        + " will be served by a container runtime (--pod-runtime), which this version does not "
        + "have yet")
    #expect(try await world.send(row.method, "\(Sample.pods)/nope/\(row.path)").status == 404)
  }

  /// kubectl asks again for 20 seconds where a log that it follows is refused, whatever the code.
  @Test(arguments: [
    ("follow=true", 200), ("follow=1&tailLines=3", 200), ("follow=false", 501), ("follow=0", 501),
    ("previous=true", 501), ("follow=true&tailLines=-1", 422),
    ("follow=true&container=nope", 400),
  ])
  func aFollowedLogIsEmptyAndSaysWhy(row: (query: String, status: Int)) async throws {
    let world = try await world()
    let pod = ObjectKey(Pod.resource, namespace: "sandbox", name: "web-0")
    _ = try await world.store.commit(.bind(pod, uid: nil, node: "ordinal"))
    let answer = try await world.send("GET", "\(Sample.pods)/web-0/log?\(row.query)")
    #expect(answer.status == row.status)
    guard row.status == 200 else { return }
    #expect(answer.text == "")
    #expect(answer.contentType.hasPrefix("text/plain"))
    #expect(
      answer.warnings == [
        #"299 - "pods \"web-0\": the simulated pod runtime runs no containers; logs will be "#
          + #"served by a container runtime (--pod-runtime), which this version does not have yet""#
      ])
  }

  /// The query, the containers, the status and the message: what a client learns before anything has
  /// to run.
  static let containers: [(String, [Value], Int, String)] = [
    ("log", [["name": "a", "image": "x"]], 200, ""),
    (
      "log?container=nope", [["name": "a", "image": "x"]], 400,
      "container nope is not valid for pod p"
    ),
    (
      "log", [["name": "a", "image": "x"], ["name": "b", "image": "x"]], 400,
      "a container name must be specified for pod p, choose one of: [i a b]"
    ),
    ("log?container=i", [["name": "a", "image": "x"]], 200, ""),
    ("exec?command=ls", [["name": "a", "image": "x"]], 400, "pod p does not have a host assigned"),
    ("portforward", [["name": "a", "image": "x"]], 400, "pod p does not have a host assigned"),
  ]

  @Test(arguments: containers)
  func theContainerIsLookedAtFirst(
    row: (path: String, containers: [Value], status: Int, text: String)
  ) async throws {
    let world = try await world()
    let spec: Value = [
      "initContainers": [["name": "i", "image": "x"]], "containers": .array(row.containers),
    ]
    try await world.send("POST", Sample.pods, ["metadata": ["name": "p"], "spec": spec])
    let answer = try await world.send("GET", "\(Sample.pods)/p/\(row.path)")
    #expect(answer.status == row.status)
    #expect(answer.message == row.text)
  }

  @Test func tokensAreNotIssued() async throws {
    let world = try await world()
    let target = "/api/v1/namespaces/sandbox/serviceaccounts/default/token"
    #expect(try await world.send("POST", target, [:]).status == 405)
  }
}
