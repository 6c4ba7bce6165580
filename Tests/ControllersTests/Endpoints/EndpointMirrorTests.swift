import Controllers
import ObjectStore
import Objects
import Testing

/// Endpoints that somebody writes for a Service without a selector.
struct EndpointMirrorTests {
  private static let subsets: Value = [
    [
      "addresses": [
        ["ip": "192.0.2.1", "hostname": "db-0", "nodeName": "n"], ["ip": "2001:db8::1"],
        ["ip": "192.0.2.3"],
      ],
      "notReadyAddresses": [["ip": "192.0.2.2"], ["ip": "192.0.2.3"]],
      "ports": [["name": "sql", "port": 5432, "protocol": "TCP"]],
    ]
  ]

  private func cluster(
    selector: [String: String] = [:], subsets: Value = subsets, labels: [String: String] = [:],
    annotations: [String: String] = [:]
  ) async throws -> Cluster {
    let cluster = try await Cluster([
      EndpointSliceReconciler(), EndpointsReconciler(), EndpointMirror(), GarbageCollector(),
    ])
    try await cluster.create(Make.service(selector: selector))
    try await cluster.create(
      GenericObject(
        resource: .endpoints,
        metadata: ObjectMetadata(
          name: "httpd", namespace: "sandbox", labels: labels, annotations: annotations),
        body: ["subsets": subsets]))
    #expect(await cluster.manager.settle() == nil)
    return cluster
  }

  private func endpoints(_ cluster: Cluster) async throws -> GenericObject {
    let key = ObjectKey(.endpoints, namespace: "sandbox", name: "httpd")
    return try await cluster.store.get(key) as! GenericObject
  }

  /// `FAMILY port: address/host ...`, with a minus before those that are not ready.
  private func sketch(_ cluster: Cluster) async -> [String] {
    await cluster.slices(of: "httpd").map { slice in
      let endpoints = slice.endpoints.map { endpoint in
        (endpoint.isReady == true ? "" : "-") + endpoint.addresses[0]
          + (endpoint.hostname.isEmpty ? "" : "/\(endpoint.hostname)")
      }
      let ports = slice.ports.map { "\($0.name)=\($0.port ?? 0)" }
      return "\(slice.addressType) \(ports.joined(separator: ",")): "
        + endpoints.joined(separator: " ")
    }.sorted()
  }

  @Test func theyHaveSlicesOfEachFamily() async throws {
    let cluster = try await cluster(
      labels: ["app": "db"],
      annotations: [
        "a": "b", "endpoints.kubernetes.io/last-change-trigger-time": "2026-01-01T00:00:00Z",
        "kubectl.kubernetes.io/last-applied-configuration": "{}",
      ])
    // Who is in both lists is not ready.
    #expect(
      await sketch(cluster) == [
        "IPv4 sql=5432: 192.0.2.1/db-0 -192.0.2.2 -192.0.2.3", "IPv6 sql=5432: 2001:db8::1",
      ])
    let source = try await endpoints(cluster)
    for slice in await cluster.slices(of: "httpd") {
      #expect(slice.metadata.name.hasPrefix("httpd-"))
      #expect(
        slice.metadata.labels == [
          "app": "db", "kubernetes.io/service-name": "httpd",
          "endpointslice.kubernetes.io/managed-by": "endpointslicemirroring-controller.k8s.io",
        ])
      #expect(slice.metadata.annotations == ["a": "b"])
      #expect(slice.metadata.ownerReferences.map(\.uid) == [source.metadata.uid])
      #expect(slice.metadata.ownerReferences.first?.kind == "Endpoints")
    }
    // Once it is right, nothing is written.
    let version = await cluster.store.version
    #expect(await cluster.manager.settle() == nil)
    #expect(await cluster.store.version == version)
  }

  @Test func theyFollowTheirSource() async throws {
    let cluster = try await cluster()
    var source = try await endpoints(cluster)
    source.body["subsets"] = [["addresses": [["ip": "192.0.2.9"]], "ports": [["port": 1]]]]
    source = try await cluster.update(source)
    await cluster.manager.settle()
    #expect(await sketch(cluster) == ["IPv4 =1: 192.0.2.9"])
    // What was changed by hand is put right.
    try await cluster.delete(try #require(await cluster.slices(of: "httpd").first))
    await cluster.manager.settle()
    #expect(await sketch(cluster) == ["IPv4 =1: 192.0.2.9"])
    try await cluster.delete(source)
    await cluster.manager.settle()
    #expect(await sketch(cluster) == [])
  }

  @Test func theyGoWithTheirService() async throws {
    let cluster = try await cluster()
    let service = try await cluster.store.get(Service.self, "sandbox", "httpd")
    try await cluster.delete(service)
    await cluster.manager.settle()
    #expect(await sketch(cluster) == [])
    // The source goes as well: the next Service of its name begins with nothing.
    try await cluster.create(Make.service(selector: [:]))
    await cluster.manager.settle()
    #expect(await sketch(cluster) == [])
  }

  @Test func aSelectorTakesTheirPlace() async throws {
    let cluster = try await cluster()
    var service = try await cluster.store.get(Service.self, "sandbox", "httpd")
    service.spec.selector = ["app": "httpd"]
    try await cluster.update(service)
    await cluster.manager.settle()
    let slices = await cluster.slices(of: "httpd")
    let managers = Set(slices.map { $0.metadata.labels["endpointslice.kubernetes.io/managed-by"] })
    #expect(managers == ["endpointslice-controller.k8s.io"])
    #expect(slices.flatMap(\.endpoints) == [])
  }

  @Test(arguments: [
    (["endpointslice.kubernetes.io/skip-mirror": "true"], [:]),
    ([:], ["control-plane.alpha.kubernetes.io/leader": "{}"]),
  ])
  func whoSaysSoHasNone(row: (labels: [String: String], annotations: [String: String]))
    async throws
  {
    let cluster = try await cluster(labels: row.labels, annotations: row.annotations)
    #expect(await sketch(cluster) == [])
    var source = try await endpoints(cluster)
    (source.metadata.labels, source.metadata.annotations) = ([:], [:])
    try await cluster.update(source)
    await cluster.manager.settle()
    #expect(await sketch(cluster).count == 2)
  }

  /// A port is in one slice of a family, with all who listen on it.
  @Test func subsetsArePutTogetherByPort() async throws {
    let web: Value = ["name": "web", "port": 80, "protocol": "TCP"]
    let sql: Value = ["name": "sql", "port": 5432, "protocol": "TCP"]
    let cluster = try await cluster(subsets: [
      ["addresses": [["ip": "192.0.2.10"], ["ip": "192.0.2.9"]], "ports": [web, sql]],
      [
        "addresses": [["ip": "192.0.2.1"]], "notReadyAddresses": [["ip": "192.0.2.9"]],
        "ports": [web],
      ],
      ["addresses": [["ip": "192.0.2.7"], ["ip": "2001:DB8:0::7"]]],
    ])
    #expect(
      await sketch(cluster) == [
        "IPv4 : 192.0.2.7", "IPv4 sql=5432: 192.0.2.10 192.0.2.9",
        "IPv4 web=80: 192.0.2.1 192.0.2.10 -192.0.2.9", "IPv6 : 2001:db8::7",
      ])
  }

  /// Labels and annotations are those of the source; what else a slice's metadata says is only put
  /// right with something else.
  @Test func theyBearWhatTheirSourceBears() async throws {
    let cluster = try await cluster(labels: ["app": "db"], annotations: ["a": "b"])
    var source = try await endpoints(cluster)
    (source.metadata.labels, source.metadata.annotations) = (["app": "web"], ["c": "d"])
    source = try await cluster.update(source)
    await cluster.manager.settle()
    for slice in await cluster.slices(of: "httpd") {
      #expect(slice.metadata.labels["app"] == "web" && slice.metadata.annotations == ["c": "d"])
    }
    var slice = await cluster.slices(of: "httpd")[0]
    slice.metadata.annotations["by"] = "hand"
    slice = try await cluster.update(slice)
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").contains(slice))
    source.metadata.labels = [:]
    try await cluster.update(source)
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").allSatisfy { $0.metadata.annotations == ["c": "d"] })
  }

  @Test func aNewSliceTakesTheNameOfOneThatIsLeft() async throws {
    let cluster = try await cluster(subsets: [
      ["addresses": [["ip": "192.0.2.1"]], "ports": [["port": 1, "protocol": "TCP"]]]
    ])
    let old = await cluster.slices(of: "httpd").map(\.metadata.uid)
    var source = try await endpoints(cluster)
    source.body["subsets"] = [
      ["addresses": [["ip": "192.0.2.1"]], "ports": [["port": 2, "protocol": "TCP"]]]
    ]
    try await cluster.update(source)
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").map(\.metadata.uid) == old)
    #expect(await sketch(cluster) == ["IPv4 =2: 192.0.2.1"])
  }

  @Test func aSourceThatIsGoingGetsNoNewSlices() async throws {
    let cluster = try await cluster()
    var source = try await endpoints(cluster)
    source.metadata.finalizers = ["example.com/hold"]
    source = try await cluster.update(source)
    try await cluster.delete(source)
    source = try await endpoints(cluster)
    source.body["subsets"] = [
      ["addresses": [["ip": "192.0.2.4"]], "ports": [["name": "sql", "port": 5432]]],
      ["addresses": [["ip": "192.0.2.5"]], "ports": [["name": "web", "port": 80]]],
      ["addresses": [["ip": "192.0.2.6"]], "ports": [["name": "dns", "port": 53]]],
    ]
    try await cluster.update(source)
    await cluster.manager.settle()
    #expect(await cluster.slices(of: "httpd").count == 1)
  }

  @Test func aSubsetIsCutAtAThousand() async throws {
    let addresses = (0..<1003).map { number -> Value in
      ["ip": .string("198.51.\(number / 250).\(number % 250)")]
    }
    let cluster = try await cluster(subsets: [["addresses": .array(addresses)]])
    #expect(await cluster.slices(of: "httpd").map(\.endpoints.count) == [1000])
    let events = await cluster.store.list(Selection([.event])).items.map { $0 as! GenericObject }
    #expect(
      events.map { $0.body["message"]?.string } == [
        "A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. "
          + "3 addresses were skipped"
      ])
    #expect(events.map { $0.body["reason"] } == ["TooManyAddressesToMirror"])
  }
}
