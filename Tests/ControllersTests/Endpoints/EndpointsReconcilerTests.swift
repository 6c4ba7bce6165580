import Controllers
import ObjectStore
import Objects
import Testing

/// Endpoints objects, as recorded in s1, s3 and s8.
struct EndpointsReconcilerTests {
  private func endpoints(_ cluster: Cluster) async throws -> GenericObject {
    await cluster.manager.settle()
    let key = ObjectKey(.endpoints, namespace: "sandbox", name: "httpd")
    return try await cluster.store.get(key) as! GenericObject
  }

  /// `ready | not ready : ports` of each subset.
  private func sketch(_ object: GenericObject) -> [String] {
    (object.body["subsets"]?.array ?? []).map { subset in
      let list = { (field: String) in
        (subset[field]?.array ?? []).map { address in
          let host = address["hostname"]?.string.map { "/\($0)" } ?? ""
          return (address["ip"]?.string ?? "") + host
        }.joined(separator: " ")
      }
      let ports = (subset["ports"]?.array ?? []).map {
        "\($0["name"]?.string ?? "")=\($0["port"]?.integer ?? 0)"
      }
      return "\(list("addresses")) | \(list("notReadyAddresses")) : "
        + ports.joined(separator: " ")
    }
  }

  @Test func anObjectIsMadeWithItsServiceAndGoesWithIt() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    var service = Make.service()
    service.metadata.labels = ["app": "httpd"]
    service = try await cluster.create(service)
    let object = try await endpoints(cluster)
    #expect(
      object.metadata.labels == [
        "app": "httpd", "endpoints.kubernetes.io/managed-by": "endpoint-controller",
        "service.kubernetes.io/headless": "",
      ])
    #expect(object.body["subsets"] == nil)
    #expect(object.metadata.ownerReferences == [])
    let trigger = "endpoints.kubernetes.io/last-change-trigger-time"
    #expect(object.metadata.annotations.keys.sorted() == [trigger])
    try await cluster.delete(service)
    await cluster.manager.settle()
    #expect(await cluster.store.list(Selection([.endpoints])).items.isEmpty)
  }

  @Test func addressesAreReadyOrNot() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    try await cluster.create(Make.service(ports: [ServicePort(name: "web", port: 80)]))
    var pods: [Pod] = []
    for (number, address) in ["10.244.0.9", "10.244.0.10", "10.244.0.11"].enumerated() {
      let pod = try await cluster.create(
        Make.pod("web-\(number)", subdomain: number == 2 ? "other" : "httpd"))
      try await cluster.run(pod, at: [address], isReady: number != 1)
      pods.append(pod)
    }
    // As octets of text are ordered.
    #expect(
      sketch(try await endpoints(cluster)) == [
        "10.244.0.11 10.244.0.9/web-0 | 10.244.0.10/web-1 : web=80"
      ])
    let address = try await endpoints(cluster).body["subsets"]?[0]?["addresses"]?[1]
    #expect(
      address == [
        "ip": "10.244.0.9", "hostname": "web-0", "nodeName": "node-1",
        "targetRef": [
          "kind": "Pod", "namespace": "sandbox", "name": "web-0",
          "uid": .string(pods[0].metadata.uid),
        ],
      ])
    // Who terminates is out at once, and nobody knows since when that was due.
    try await cluster.delete(pods[0])
    let object = try await endpoints(cluster)
    #expect(sketch(object) == ["10.244.0.11 | 10.244.0.10/web-1 : web=80"])
    #expect(object.metadata.annotations == [:])
  }

  @Test func whoPublishesAllKeepsThoseThatTerminate() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    try await cluster.create(Make.service(publishNotReady: true))
    for number in 0..<3 {
      let pod = try await cluster.create(Make.pod("web-\(number)"))
      try await cluster.run(
        pod, at: ["10.244.0.\(number)"], isReady: number == 0,
        phase: number == 2 ? "Failed" : "Running")
      if number == 0 { try await cluster.delete(pod) }
    }
    #expect(
      sketch(try await endpoints(cluster)) == ["10.244.0.0/web-0 10.244.0.1/web-1 |  : "])
  }

  @Test func podsOfDifferentPortsAreApart() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    try await cluster.create(
      Make.service(ports: [ServicePort(name: "web", port: 80, targetPort: .name("http"))]))
    for (number, port) in [8080, 8080, 9090, nil].enumerated() {
      let ports = port.map { ContainerPort(name: "http", containerPort: Int32($0)) }
      let pod = try await cluster.create(
        Make.pod("web-\(number)", ports: [ports].compactMap(\.self)))
      try await cluster.run(pod, at: ["10.244.0.\(number)"])
    }
    #expect(
      sketch(try await endpoints(cluster)) == [
        "10.244.0.0/web-0 10.244.0.1/web-1 |  : web=8080", "10.244.0.2/web-2 |  : web=9090",
      ])
  }

  /// Ready and unready pods, and how many of them an object of 1000 addresses has.
  @Test(arguments: [(999, 1, 999, 1), (1000, 5, 1000, 0), (1200, 5, 1000, 0), (600, 600, 600, 400)])
  func anObjectIsCutAtAThousand(
    _ ready: Int, _ notReady: Int, _ readyKept: Int, _ notReadyKept: Int
  ) async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    try await cluster.create(Make.service())
    for number in 0..<(ready + notReady) {
      let pod = try await cluster.create(Make.pod("web-\(number)"))
      try await cluster.run(
        pod, at: ["10.244.\(number / 250).\(number % 250)"], isReady: number < ready)
    }
    let object = try await endpoints(cluster)
    let subset = object.body["subsets"]?[0]
    #expect(subset?["addresses"]?.array?.count == readyKept)
    #expect(subset?["notReadyAddresses"]?.array?.count ?? 0 == notReadyKept)
    let isCut = ready + notReady > 1000
    #expect(
      object.metadata.annotations["endpoints.kubernetes.io/over-capacity"]
        == (isCut ? "truncated" : nil))
  }

  @Test func aServiceWithoutSelectorKeepsWhatPeopleWrote() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    let service = try await cluster.create(Make.service(selector: [:]))
    try await cluster.create(
      GenericObject(
        resource: .endpoints, metadata: ObjectMetadata(name: "httpd", namespace: "sandbox"),
        body: ["subsets": [["addresses": [["ip": "192.0.2.1"]]]]]))
    #expect(sketch(try await endpoints(cluster)) == ["192.0.2.1 |  : "])
    // It goes with the Service all the same: the next one of this name must not have it.
    try await cluster.delete(service)
    await cluster.manager.settle()
    #expect(await cluster.store.list(Selection([.endpoints])).items.isEmpty)
  }

  /// A port is in one subset, with all who have it.
  @Test func portsOfTheSamePodsStandTogether() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    try await cluster.create(
      Make.service(ports: [
        ServicePort(name: "http", port: 80, targetPort: .name("web")),
        ServicePort(name: "m", port: 81, targetPort: .name("met")),
      ]))
    for (number, names) in [["web", "met"], ["web"]].enumerated() {
      let ports = names.map { ContainerPort(name: $0, containerPort: $0 == "web" ? 80 : 81) }
      let pod = try await cluster.create(Make.pod("web-\(number)", ports: ports))
      try await cluster.run(pod, at: ["10.244.0.\(number)"])
    }
    #expect(
      sketch(try await endpoints(cluster)) == [
        "10.244.0.0/web-0 10.244.0.1/web-1 |  : http=80", "10.244.0.0/web-0 |  : m=81",
      ])
  }

  @Test func aServiceThatIsGoingKeepsThemUp() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    var service = Make.service()
    service.metadata.finalizers = ["example.com/hold"]
    try await cluster.delete(try await cluster.create(service))
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    #expect(sketch(try await endpoints(cluster)) == ["10.244.0.6/web-0 |  : "])
    try await cluster.delete(try await endpoints(cluster))
    #expect(sketch(try await endpoints(cluster)) == ["10.244.0.6/web-0 |  : "])
  }

  @Test func anAliasHasNone() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    var service = Make.service()
    service.spec.type = "ExternalName"
    service.spec.externalName = "a.example"
    service.spec.clusterIP = ""
    service.spec.ipFamilies = []
    try await cluster.create(service)
    await cluster.manager.settle()
    #expect(await cluster.store.list(Selection([.endpoints])).items.isEmpty)
  }

  /// What was deleted comes back at once, what was edited is put right when something changes.
  @Test func whatWasChangedByHandIsPutRight() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    try await cluster.create(Make.service())
    let pod = try await cluster.create(Make.pod("web-0"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    var object = try await endpoints(cluster)
    object.body["subsets"] = nil
    try await cluster.update(object)
    #expect(sketch(try await endpoints(cluster)) == [])
    try await cluster.run(pod, at: ["10.244.0.7"])
    #expect(sketch(try await endpoints(cluster)) == ["10.244.0.7/web-0 |  : "])
    try await cluster.run(pod, at: ["10.244.0.6"])
    try await cluster.delete(try await endpoints(cluster))
    #expect(sketch(try await endpoints(cluster)) == ["10.244.0.6/web-0 |  : "])
  }

  /// A label of the controllers' own is no reason to write, but is right with the next change.
  @Test func theHeadlessLabelComesWithTheNextChange() async throws {
    let cluster = try await Cluster([EndpointsReconciler()])
    var service = try await cluster.create(Make.service())
    var object = try await endpoints(cluster)
    object.metadata.labels["service.kubernetes.io/headless"] = nil
    object = try await cluster.update(object)
    service.metadata.annotations["touched"] = "1"
    service = try await cluster.update(service)
    #expect(try await endpoints(cluster) == object)
    service.metadata.labels["tier"] = "front"
    try await cluster.update(service)
    let labels = try await endpoints(cluster).metadata.labels
    #expect(labels["service.kubernetes.io/headless"] == "" && labels["tier"] == "front")
  }
}
