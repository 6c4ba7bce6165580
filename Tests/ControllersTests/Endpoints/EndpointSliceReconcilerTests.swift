import ClusterNames
import Controllers
import ObjectStore
import Objects
import Testing

struct EndpointSliceReconcilerTests {
  private static let trigger = "endpoints.kubernetes.io/last-change-trigger-time"

  private func hosts(_ slices: [EndpointSlice]) -> [[String]] {
    slices.map { $0.endpoints.map { $0.hostname } }
  }

  @Test func aServiceHasASliceBeforeItHasPods() async throws {
    let cluster = try await Cluster()
    var service = Make.service(ports: [ServicePort(name: "web", port: 80)])
    service.metadata.labels = ["app": "httpd", "kubernetes.io/service-name": "forged"]
    service = try await cluster.create(service)
    await cluster.manager.settle()
    let slice = try #require(await cluster.slices(of: "httpd").first)
    #expect(slice.metadata.name.wholeMatch(of: /httpd-[bcdfghjklmnpqrstvwxz2456789]{5}/) != nil)
    #expect(slice.metadata.generateName == "httpd-")
    #expect(slice.addressType == "IPv4" && slice.endpoints.isEmpty && slice.ports.isEmpty)
    #expect(
      slice.metadata.labels == [
        "app": "httpd", "kubernetes.io/service-name": "httpd",
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "service.kubernetes.io/headless": "",
      ])
    #expect(
      slice.metadata.ownerReferences == [
        OwnerReference(
          apiVersion: "v1", kind: "Service", name: "httpd", uid: service.metadata.uid,
          isController: true, blocksOwnerDeletion: true)
      ])
    #expect(slice.metadata.annotations[Self.trigger] == service.metadata.creationTimestamp?.exact)
    #expect(slice.metadata.generation == 1)
  }

  /// The course of s3-notready-ordered: the same slice throughout, arrivals appended, trigger
  /// times.
  @Test func aSliceFollowsItsPods() async throws {
    let cluster = try await Cluster()
    try await cluster.create(Make.service())
    await cluster.manager.settle()
    let name = await cluster.slices(of: "httpd")[0].metadata.name
    func look() async -> (hosts: [String], trigger: String?) {
      await cluster.manager.settle()
      let slices = await cluster.slices(of: "httpd")
      #expect(slices.map(\.metadata.name) == [name])
      return (
        slices[0].endpoints.map { "\($0.hostname) \($0.isReady!)" },
        slices[0].metadata.annotations[Self.trigger]
      )
    }
    func second() -> String { cluster.clock.now().description }
    cluster.clock.advance(by: .seconds(1))
    let pods = [
      try await cluster.create(Make.pod("web-0")), try await cluster.create(Make.pod("web-1")),
    ]
    try await cluster.run(pods[1], at: ["10.244.0.7"], isReady: false)
    #expect(await look() == (["web-1 false"], second()))
    cluster.clock.advance(by: .seconds(1))
    try await cluster.run(pods[0], at: ["10.244.0.6"])
    #expect(await look() == (["web-1 false", "web-0 true"], second()))
    cluster.clock.advance(by: .seconds(1))
    try await cluster.run(pods[1], at: ["10.244.0.7"])
    #expect(await look() == (["web-1 true", "web-0 true"], second()))
    cluster.clock.advance(by: .seconds(1))
    // Nothing that bears a time changed: the annotation goes.
    try await cluster.delete(pods[1])
    #expect(await look() == (["web-1 false", "web-0 true"], nil))
    cluster.clock.advance(by: .seconds(1))
    try await cluster.delete(pods[1], grace: 0)
    #expect(await look() == (["web-0 true"], nil))
    try await cluster.delete(pods[0], grace: 0)
    #expect(await look() == ([], nil))
    let version = await cluster.store.version
    await cluster.manager.settle()
    #expect(await cluster.store.version == version)
  }

  @Test func podsThatListenElsewhereHaveASliceOfTheirOwn() async throws {
    let cluster = try await Cluster()
    try await cluster.create(
      Make.service(ports: [ServicePort(name: "web", port: 80, targetPort: .name("http"))]))
    for (number, port) in [8080, 8080, 9090].enumerated() {
      let pod = try await cluster.create(
        Make.pod(
          "web-\(number)", ports: [ContainerPort(name: "http", containerPort: Int32(port))]))
      try await cluster.run(pod, at: ["10.244.0.\(6 + number)"])
    }
    await cluster.manager.settle()
    let slices = await cluster.slices(of: "httpd").sorted {
      $0.endpoints.count > $1.endpoints.count
    }
    #expect(hosts(slices) == [["web-0", "web-1"], ["web-2"]])
    #expect(slices.map { $0.ports.map(\.port) } == [[8080], [9090]])
  }

  /// Upstream's packing, of slices of three: what changes anyway is filled up, what does not is only
  /// touched where it takes all that is left.
  @Test func slicesArePackedAsUpstreamDoes() async throws {
    let cluster = try await Cluster([EndpointSliceReconciler(endpointsPerSlice: 3)])
    try await cluster.create(Make.service())
    var pods: [Pod] = []
    func add(_ count: Int) async throws {
      for number in pods.count..<(pods.count + count) {
        pods.append(try await cluster.create(Make.pod("web-\(number)")))
        try await cluster.run(pods[number], at: ["10.244.0.\(6 + number)"])
      }
      await cluster.manager.settle()
    }
    func counts() async -> [Int] {
      await cluster.slices(of: "httpd").map(\.endpoints.count).sorted()
    }
    try await add(7)
    #expect(await counts() == [1, 3, 3])
    let first = await cluster.slices(of: "httpd").map(\.metadata.generation)
    // Two fit into the slice of one; the full ones are not written.
    try await add(2)
    #expect(await counts() == [3, 3, 3])
    let second = await cluster.slices(of: "httpd").map(\.metadata.generation)
    #expect(zip(first, second).filter { $0 != $1 }.count == 1)
    // One leaves a slice, and of two that come together one takes its place.
    for number in [3, 8] { try await cluster.delete(pods[number], grace: 0) }
    try await add(1)
    #expect(await counts() == [2, 3, 3])
    // More than a resting slice has room for: it rests, and another is made.
    try await add(2)
    #expect(await counts() == [2, 2, 3, 3])
    for number in [0, 1, 2, 4, 5, 6] { try await cluster.delete(pods[number], grace: 0) }
    await cluster.manager.settle()
    let names = await cluster.slices(of: "httpd").flatMap(\.endpoints).map(\.hostname).sorted()
    #expect(names == ["web-10", "web-11", "web-7", "web-9"])
  }

  /// What is left after a full new slice goes to one that rests.
  @Test func aSliceThatRestsTakesWhatIsLeft() async throws {
    let cluster = try await Cluster([EndpointSliceReconciler(endpointsPerSlice: 3)])
    var service = Make.service(selector: ["app": "first"])
    service = try await cluster.create(service)
    for number in 0..<5 {
      var pod = Make.pod("web-\(number)")
      pod.metadata.labels = ["app": number == 0 ? "first" : "other", "tier": "all"]
      try await cluster.run(try await cluster.create(pod), at: ["10.244.0.\(6 + number)"])
    }
    await cluster.manager.settle()
    service.spec.selector = ["tier": "all"]
    try await cluster.update(service)
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").map(\.endpoints.count).sorted() == [2, 3])
  }

  /// It would wait for its slices for ever.
  @Test func aServiceThatIsGoingGetsNoNewSlices() async throws {
    let cluster = try await Cluster()
    let service = try await cluster.create(Make.service())
    await cluster.manager.settle()
    _ = try await cluster.store.commit(
      .delete(service.key, Deletion(uid: service.metadata.uid, propagation: .foreground)))
    await cluster.manager.settle()
    #expect(await cluster.store.list(Service.self).isEmpty)
    #expect(await cluster.slices(of: "httpd").isEmpty)
  }

  @Test func anAliasKeepsTheSlicesThatItHad() async throws {
    let cluster = try await Cluster()
    var service = try await cluster.create(Make.service())
    try await cluster.run(try await cluster.create(Make.pod("web-0")), at: ["10.244.0.6"])
    await cluster.manager.settle()
    let slices = await cluster.slices(of: "httpd")
    service.spec.type = "ExternalName"
    service.spec.externalName = "a.example"
    service.spec.clusterIP = ""
    service.spec.clusterIPs = []
    service = try await cluster.update(service)
    try await cluster.run(try await cluster.create(Make.pod("web-1")), at: ["10.244.0.7"])
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd") == slices)
  }

  @Test func aSliceThatIsUsedAnewHasNothingOfTheOld() async throws {
    let cluster = try await Cluster()
    var service = try await cluster.create(
      Make.service(ports: [ServicePort(name: "web", port: 80)]))
    try await cluster.run(try await cluster.create(Make.pod("web-0")), at: ["10.244.0.6"])
    await cluster.manager.settle()
    var slice = await cluster.slices(of: "httpd")[0]
    slice.metadata.annotations["mine"] = "1"
    try await cluster.update(slice)
    service.spec.ports[0].port = 81
    service.spec.ports[0].targetPort = nil
    service = try await cluster.update(service)
    await cluster.manager.settle()
    let new = await cluster.slices(of: "httpd")
    #expect(new.map(\.metadata.name) == [slice.metadata.name])
    #expect(new[0].ports.map(\.port) == [81] && new[0].metadata.annotations["mine"] == nil)
  }

  /// Where an endpoint is, and for whom it is meant first: none that is not ready.
  @Test(
    arguments: [
      (nil, nil), ("PreferClose", ["forZones": [["name": "za"]]]),
      ("PreferSameZone", ["forZones": [["name": "za"]]]),
      ("PreferSameNode", ["forNodes": [["name": "node-1"]], "forZones": [["name": "za"]]]),
    ] as [(String?, Value?)])
  func endpointsHaveAZoneAndHints(_ distribution: String?, _ hints: Value?) async throws {
    let cluster = try await Cluster()
    try await cluster.create(
      GenericObject(
        resource: .node,
        metadata: ObjectMetadata(name: "node-1", labels: ["topology.kubernetes.io/zone": "za"]),
        body: [:]))
    var service = Make.service()
    service.spec.rest["trafficDistribution"] = distribution.map { .string($0) }
    try await cluster.create(service)
    for number in 0..<2 {
      let pod = try await cluster.create(Make.pod("web-\(number)"))
      try await cluster.run(pod, at: ["10.244.0.\(6 + number)"], isReady: number == 0)
    }
    await cluster.manager.settle()
    let endpoints = await cluster.slices(of: "httpd")[0].endpoints
    #expect(endpoints.map { $0.rest["zone"] } == ["za", "za"])
    #expect(endpoints.map { $0.rest["hints"] } == [hints, nil])
  }

  @Test func addressesHaveTheirUsualForm() async throws {
    let plugin = ServiceAdmission(families: ["IPv6"], blocks: [try .init("fd00:96::/112")])
    let cluster = try await Cluster(plugins: [plugin])
    var service = Make.service()
    service.spec.ipFamilies = []
    try await cluster.create(service)
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["FD00:0:0::6"])
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd")[0].endpoints[0].addresses == ["fd00::6"])
  }

  @Test func podsOfOneSecondArriveInTheOrderOfTheirOrdinals() async throws {
    let cluster = try await Cluster()
    for number in [10, 2, 1, 9] {
      let pod = try await cluster.create(Make.pod("web-\(number)"))
      try await cluster.run(pod, at: ["10.244.0.\(6 + number)"])
    }
    try await cluster.create(Make.service())
    await cluster.manager.settle()
    #expect(hosts(await cluster.slices(of: "httpd")) == [["web-1", "web-2", "web-9", "web-10"]])
  }

  @Test func eachFamilyHasItsSlice() async throws {
    let plugin = ServiceAdmission(families: ["IPv4", "IPv6"], blocks: [try .init("10.96.0.0/16")])
    let cluster = try await Cluster(plugins: [plugin])
    var service = Make.service()
    service.spec.ipFamilies = []
    service.spec.ipFamilyPolicy = "RequireDualStack"
    try await cluster.create(service)
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6", "fd00::6"])
    await cluster.manager.settle()
    let slices = await cluster.slices(of: "httpd").sorted { $0.addressType < $1.addressType }
    #expect(slices.map(\.addressType) == ["IPv4", "IPv6"])
    #expect(slices.map { $0.endpoints.map(\.addresses) } == [[["10.244.0.6"]], [["fd00::6"]]])
  }

  @Test func labelsAndSelectorsMoveEndpoints() async throws {
    let cluster = try await Cluster()
    var service = try await cluster.create(Make.service())
    var pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    await cluster.manager.settle()
    pod = try await cluster.store.get(Pod.self, "sandbox", "web-0")
    pod.metadata.labels = ["app": "other"]
    try await cluster.update(pod)
    await cluster.manager.settle()
    #expect(hosts(await cluster.slices(of: "httpd")) == [[]])
    service.spec.selector = ["app": "other"]
    service.metadata.labels["tier"] = "front"
    service = try await cluster.update(service)
    await cluster.manager.settle()
    #expect(hosts(await cluster.slices(of: "httpd")) == [["web-0"]])
    #expect(await cluster.slices(of: "httpd")[0].metadata.labels["tier"] == "front")
  }

  @Test func damageIsRepairedAndForeignSlicesAreLeftAlone() async throws {
    let cluster = try await Cluster()
    try await cluster.create(Make.service())
    let foreign = try await cluster.create(
      EndpointSlice(
        metadata: ObjectMetadata(
          name: "manual", namespace: "sandbox", labels: ["kubernetes.io/service-name": "httpd"]),
        addressType: "IPv4", endpoints: [SliceEndpoint(addresses: ["10.9.9.9"])]))
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    await cluster.manager.settle()
    func own() async -> [EndpointSlice] {
      await cluster.slices(of: "httpd").filter { $0.metadata.name != "manual" }
    }
    var broken = await own()[0]
    broken.endpoints = []
    try await cluster.update(broken)
    await cluster.manager.settle()
    #expect(hosts(await own()) == [["web-0"]])
    try await cluster.delete(await own()[0])
    await cluster.manager.settle()
    #expect(hosts(await own()) == [["web-0"]])
    #expect(try await cluster.store.get(EndpointSlice.self, "sandbox", "manual") == foreign)
  }

  @Test func aServiceWithoutASelectorIsNotManaged() async throws {
    let cluster = try await Cluster()
    try await cluster.create(Make.service(selector: [:]))
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").isEmpty)
  }

  @Test func slicesGoWithTheirService() async throws {
    let cluster = try await Cluster()
    let service = try await cluster.create(Make.service())
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").count == 1)
    try await cluster.delete(service)
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").isEmpty)
  }

  /// Pods may be programs on this machine; what a user writes is held to upstream's rules.
  @Test func onlyTheControllerMayUseLoopbackAddresses() async throws {
    let cluster = try await Cluster()
    try await cluster.create(Make.service())
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["127.77.0.6"])
    await cluster.manager.settle()
    var slice = await cluster.slices(of: "httpd")[0]
    #expect(slice.endpoints.map(\.addresses) == [["127.77.0.6"]])
    slice.metadata.name = "mine"
    slice.metadata.resourceVersion = nil
    await #expect(throws: StoreError.self) { try await cluster.create(slice) }
  }
}
