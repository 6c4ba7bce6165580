import Controllers
import ObjectStore
import Objects
import Testing

/// Random Services and pods: whenever the controllers rest, the slices are a function of the pods.
struct EndpointWalkTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func slicesFollowFromPods(seed: UInt64) async throws {
    var walk = SeededWalk(seed: seed)
    let cluster = try await Cluster([
      EndpointSliceReconciler(endpointsPerSlice: 3), GarbageCollector(),
    ])
    for step in 0..<150 {
      try await change(cluster, &walk)
      guard walk.chance(40) else { continue }
      #expect(await cluster.manager.settle() == nil)
      await check(cluster, "seed \(seed), step \(step)")
    }
  }

  /// One random write; refusals are part of the walk.
  private func change(_ cluster: Cluster, _ walk: inout SeededWalk) async throws {
    let pods = await cluster.store.list(Pod.self)
    let services = await cluster.store.list(Service.self)
    let labels = ["app": walk.pick(["a", "b"])]
    switch walk.below(10) {
    case 0, 1, 2:
      var pod = Make.pod("web-\(walk.below(9))", labels: labels, subdomain: walk.pick(["a", "b"]))
      pod.spec.containers[0].ports = [
        ContainerPort(name: "http", containerPort: walk.pick([80, 8080]))
      ]
      _ = try? await cluster.store.commit(.create(pod))
    case 3:
      var service = Make.service(
        walk.pick(["a", "b"]), selector: labels, publishNotReady: walk.chance(30))
      service.spec.ports = [ServicePort(name: "web", port: 1, targetPort: .name("http"))]
      _ = try? await cluster.store.commit(.create(service))
    case 4 where !services.isEmpty:
      var service = walk.pick(services)
      service.spec.selector = labels
      service.spec.publishNotReadyAddresses = walk.chance(50)
      try await cluster.update(service)
    case 5 where !services.isEmpty && walk.chance(30):
      try await cluster.delete(walk.pick(services))
    case 6 where !pods.isEmpty:
      try await cluster.delete(walk.pick(pods), grace: walk.chance(50) ? 0 : 30)
    case 7 where !pods.isEmpty:
      var pod = walk.pick(pods)
      pod.metadata.labels = labels
      try await cluster.update(pod)
    case 8:
      cluster.clock.advance(by: .seconds(1))
    default:
      guard !pods.isEmpty else { return }
      let pod = walk.pick(pods)
      let isBound = !pod.spec.nodeName.isEmpty || !pod.isTerminating
      guard isBound else { return }
      try await cluster.run(
        pod, at: walk.chance(20) ? [] : ["10.244.0.\(walk.below(200) + 6)"],
        isReady: walk.chance(70), phase: walk.chance(90) ? "Running" : "Failed")
    }
  }

  private func check(_ cluster: Cluster, _ moment: Comment) async {
    let pods = await cluster.store.list(Pod.self)
    let services = await cluster.store.list(Service.self)
    let slices = await cluster.store.list(EndpointSlice.self)
    for service in services {
      let own = slices.filter { $0.serviceName == service.metadata.name }
      #expect(!own.isEmpty, moment)
      #expect(own.allSatisfy { $0.endpoints.count <= 3 }, moment)
      #expect(own.count == 1 || own.allSatisfy { !$0.endpoints.isEmpty }, moment)
      let expected = pods.filter { pod in
        !pod.status.podIPs.isEmpty && !pod.isTerminal
          && pod.metadata.labels["app"] == service.spec.selector["app"]
      }.map { pod in
        let ready = service.spec.publishNotReadyAddresses || pod.isReady && !pod.isTerminating
        let host = pod.spec.subdomain == service.metadata.name ? pod.spec.hostname : ""
        let port = pod.spec.containers[0].ports[0].containerPort
        return "\(pod.metadata.uid) \(pod.status.podIPs) \(ready) \(pod.isReady) "
          + "\(pod.isTerminating) \(host) \(port)"
      }
      let found = own.flatMap { slice in
        slice.endpoints.map { endpoint in
          "\(endpoint.targetReference!.uid) \(endpoint.addresses) \(endpoint.isReady!) "
            + "\(endpoint.isServing!) \(endpoint.isTerminating!) \(endpoint.hostname) "
            + "\(slice.ports[0].port!)"
        }
      }
      #expect(found.sorted() == expected.sorted(), moment)
    }
    #expect(
      slices.allSatisfy { slice in services.contains { $0.metadata.name == slice.serviceName } },
      moment)
  }
}
