import KubeAPI
import ObjectStore
import Objects
import Testing

struct NodeLeaseTests {
  private static let path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"

  /// A server that is the kubelet of `ordinal`; there is another node.
  private func world(nodeName: String? = "ordinal") async throws -> (APIWorld, APIHandler) {
    let world = try await APIWorld()
    for name in ["ordinal", "other"] {
      try await world.send("POST", "/api/v1/nodes", ["metadata": ["name": .string(name)]])
    }
    let settings = APISettings(nodeName: nodeName, clock: world.clock)
    return (world, APIHandler(store: world.store, settings: settings))
  }

  private func get(_ path: String, _ handler: APIHandler) async throws -> Answer {
    try Answer(await handler.respond(to: APIRequest("GET", path, user: .administrator)))
  }

  @Test func theLeaseOfTheOwnNodeIsNew() async throws {
    let (world, handler) = try await world()
    world.clock.advance(by: .seconds(90))
    let node = try await world.send("GET", "/api/v1/nodes/ordinal")
    let answer = try await get("\(Self.path)/ordinal", handler)
    #expect(answer.status == 200)
    #expect(
      answer.value == [
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
        "metadata": [
          "name": "ordinal", "namespace": "kube-node-lease",
          "ownerReferences": [
            [
              "apiVersion": "v1", "kind": "Node", "name": "ordinal",
              "uid": try #require(node["metadata.uid"]),
            ]
          ],
        ],
        "spec": [
          "holderIdentity": "ordinal", "leaseDurationSeconds": 40,
          "renewTime": "2023-11-14T22:14:50.000000Z",
        ],
      ])
  }

  @Test func othersHaveNone() async throws {
    let (world, handler) = try await world()
    for path in ["\(Self.path)/other", "/apis/coordination.k8s.io/v1/namespaces/a/leases/other"] {
      let answer = try await get(path, handler)
      #expect(answer.status == 404)
      #expect(answer.message == #"leases.coordination.k8s.io "other" not found"#)
    }
    try await world.send("DELETE", "/api/v1/nodes/ordinal")
    #expect(try await get("\(Self.path)/ordinal", handler).status == 404)
    let (_, external) = try await self.world(nodeName: nil)
    #expect(try await get("\(Self.path)/ordinal", external).status == 404)
  }

  /// They are no kind of the API.
  @Test func leasesAreNotKept() async throws {
    let (world, handler) = try await world()
    #expect(try await get(Self.path, handler).text == "404 page not found\n")
    #expect(try await world.send("POST", Self.path, ["metadata": ["name": "a"]]).status == 404)
    #expect(try await get("/apis", handler).text.contains("coordination") == false)
  }
}
