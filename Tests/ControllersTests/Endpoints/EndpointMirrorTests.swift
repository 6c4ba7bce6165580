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
      labels: ["app": "db"], annotations: ["a": "b", "endpoints.kubernetes.io/over-capacity": "x"])
    #expect(
      await sketch(cluster) == [
        "IPv4 sql=5432: 192.0.2.1/db-0 192.0.2.3 -192.0.2.2", "IPv6 sql=5432: 2001:db8::1",
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

  @Test func aSubsetIsCutAtAThousand() async throws {
    let addresses = (0..<1003).map { number -> Value in
      ["ip": .string("198.51.\(number / 250).\(number % 250)")]
    }
    let cluster = try await cluster(subsets: [["addresses": .array(addresses)]])
    #expect(await cluster.slices(of: "httpd").map(\.endpoints.count) == [1000])
  }
}
