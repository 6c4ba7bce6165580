import ObjectStore
import Objects
import Testing

/// Ports of the nodes, in upstream's range and with its words.
struct NodePortsTests {
  private func store() async throws -> ObjectStore {
    try await Make.store(plugins: [NodePorts()])
  }

  private func service(
    _ name: String, type: String = "NodePort", _ ports: (Int32, Int64)...,
    rest: [String: Value] = [:]
  ) -> Service {
    Service(
      metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      spec: ServiceSpec(
        type: type,
        ports: ports.enumerated().map { index, port in
          var new = ServicePort(
            name: "p\(index)", transport: index % 2 == 0 ? "TCP" : "UDP", port: port.0)
          new.nodePort = port.1
          return new
        }, rest: rest))
  }

  private func nodePorts(_ service: Service) -> [Int64] { service.spec.ports.map(\.nodePort) }

  @Test func eachPortGetsOneOfTheNodes() async throws {
    let store = try await store()
    #expect(nodePorts(try await store.create(service("a", (80, 0), (443, 0)))) == [30086, 30087])
    #expect(nodePorts(try await store.create(service("b", (80, 30090)))) == [30090])
    #expect(nodePorts(try await store.create(service("c", (80, 0)))) == [30091])
    #expect(nodePorts(try await store.create(service("d", type: "ClusterIP", (80, 0)))) == [0])
  }

  @Test func twoProtocolsOfOnePortShareIt() async throws {
    let store = try await store()
    #expect(
      nodePorts(try await store.create(service("a", (53, 0), (53, 30053)))) == [30053, 30053])
    #expect(nodePorts(try await store.create(service("b", (53, 0), (53, 0)))) == [30086, 30086])
  }

  @Test(
    arguments: [
      (30080, "provided port is already allocated"),
      (29999, "provided port is not in the valid range. The range of valid ports is 30000-32767"),
      (32768, "provided port is not in the valid range. The range of valid ports is 30000-32767"),
    ] as [(Int64, String)])
  func aPortThatCannotBeHad(port: Int64, text: String) async throws {
    let store = try await store()
    try await store.create(service("a", (80, 30080)))
    let detail = "spec.ports[1].nodePort: Invalid value: \(port): \(text)"
    #expect(
      await store.refusal(.create(service("b", (80, 30081), (81, port))))
        == #"Service "b" is invalid: \#(detail)"#)
    let b = try await store.create(service("b", (80, 30081), (81, 30082)))
    var update = b
    update.spec.ports[1].nodePort = port
    #expect(await store.refusal(.update(update)) == #"Service "b" is invalid: \#(detail)"#)
  }

  @Test func twoPortsOfANewServiceShareNone() async throws {
    let store = try await store()
    #expect(
      await store.refusal(.create(service("a", (80, 30080), (81, 30080))))
        == #"Service "a" is invalid: spec.ports[1].nodePort: Invalid value: 30080: "#
        + "provided port is already allocated")
  }

  /// Ports are given before anything else is looked at, but for the families of addresses.
  @Test func aRefusedPortIsAllThatIsTold() async throws {
    let store = try await store()
    var wrong = service("a", (80, 40000))
    wrong.spec.ports[0].name = "A_b"
    #expect(
      await store.refusal(.create(wrong))
        == #"Service "a" is invalid: spec.ports[0].nodePort: Invalid value: 40000: "#
        + "provided port is not in the valid range. The range of valid ports is 30000-32767")
    wrong = service("a", (80, 0))
    wrong.spec.ports[0].name = "A_b"
    #expect(await store.refusal(.create(wrong))?.contains("spec.ports[0].name") == true)
    // What was given to a Service that was refused is free.
    #expect(nodePorts(try await store.create(service("b", (80, 0)))) == [30086])
  }

  /// As upstream's allocator says it, before and instead of all that validation would.
  @Test func anUpdateIsGivenItsPortsFirst() async throws {
    let store = try await store()
    try await store.create(service("a", (80, 30080)))
    let b = try await store.create(service("b", (80, 30081), (81, 30082)))
    var wrong = b
    wrong.spec.ports[0].name = "A_b"
    wrong.spec.ports[1].nodePort = 30080
    #expect(
      await store.refusal(.update(wrong))
        == #"Service "b" is invalid: spec.ports[1].nodePort: Invalid value: 30080: "#
        + "provided port is already allocated")
    // One protocol has a number once, whoever had it before.
    wrong.spec.ports[1] = b.spec.ports[0]
    #expect(await store.refusal(.update(wrong)) == "duplicate nodePort: {TCP 30081}")
    wrong.spec.ports[1].transport = "UDP"
    #expect(await store.refusal(.update(wrong))?.contains("spec.ports[0].name") == true)
    // The ports of one Service may change places.
    var swapped = b
    (swapped.spec.ports[0].nodePort, swapped.spec.ports[1].nodePort) = (30082, 30081)
    #expect(nodePorts(try await store.update(swapped)) == [30082, 30081])
  }

  @Test func anUpdateKeepsThePortsThatItLeavesOut() async throws {
    let store = try await store()
    let old = try await store.create(service("a", (80, 0), (443, 0)))
    var new = old
    for index in new.spec.ports.indices { new.spec.ports[index].nodePort = 0 }
    new.spec.ports[0].port = 8080
    new.spec.ports.append(ServicePort(name: "q", port: 9000))
    #expect(nodePorts(try await store.update(new)) == [30086, 30087, 30088])
  }

  @Test func aPortIsFreeAgainAfterItsService() async throws {
    let store = try await store()
    let a = try await store.create(service("a", (80, 30080)))
    var internalOnly = a
    internalOnly.spec.type = "ClusterIP"
    #expect(nodePorts(try await store.update(internalOnly)) == [0])
    let b = try await store.create(service("b", (80, 30080)))
    #expect(await store.refusal(.create(service("c", (80, 30080)))) != nil)
    _ = try await store.commit(.delete(b.key, uid: nil, gracePeriodSeconds: nil))
    #expect(await store.refusal(.create(service("c", (80, 30080)))) == nil)
  }

  @Test func aBalancerAsksAtAPortOfItsOwn() async throws {
    let store = try await store()
    let local: [String: Value] = ["externalTrafficPolicy": "Local"]
    let a = try await store.create(service("a", type: "LoadBalancer", (80, 0), rest: local))
    #expect(nodePorts(a) == [30086])
    #expect(a.spec.rest["healthCheckNodePort"] == 30087)
    var update = a
    update.spec.rest["healthCheckNodePort"] = nil
    #expect(try await store.update(update).spec.rest["healthCheckNodePort"] == 30087)
    var without = local
    without["allocateLoadBalancerNodePorts"] = false
    let b = try await store.create(service("b", type: "LoadBalancer", (80, 0), rest: without))
    #expect(nodePorts(b) == [0])
    #expect(b.spec.rest["healthCheckNodePort"] == 30088)
    without["healthCheckNodePort"] = 30087
    #expect(
      await store.refusal(
        .create(service("c", type: "LoadBalancer", (80, 0), rest: without)))
        == "Internal error occurred: failed to allocate requested HealthCheck NodePort 30087: "
        + "provided port is already allocated")
  }

  /// A port of the Service itself is taken as well; the one that it has is not looked at again.
  @Test func aPortOfItsOwnIsNoneForTheBalancerToAskAt() async throws {
    let store = try await store()
    let local: [String: Value] = [
      "externalTrafficPolicy": "Local", "healthCheckNodePort": 30080,
    ]
    #expect(
      await store.refusal(.create(service("a", type: "LoadBalancer", (80, 30080), rest: local)))
        == "Internal error occurred: failed to allocate requested HealthCheck NodePort 30080: "
        + "provided port is already allocated")
    var changed = try await store.create(
      service("a", type: "LoadBalancer", (80, 30081), rest: local))
    changed.spec.healthCheckNodePort = 40000
    #expect(
      await store.refusal(.update(changed))
        == #"Service "a" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable"#)
  }

  @Test func whatIsKeptCountsAfterARestart() async throws {
    var plugin = NodePorts()
    plugin.rebuild(from: [service("a", (80, 30086), (81, 30087))])
    let new = try plugin.allocate(service("b", (80, 0)), replacing: nil) as? Service
    #expect(new.map(nodePorts) == [30088])
  }
}
