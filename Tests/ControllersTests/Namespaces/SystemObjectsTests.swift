import ClusterNames
import Controllers
import ObjectStore
import Objects
import Testing

struct SystemObjectsTests {
  private static let node = SystemNode(
    addresses: ["192.0.2.7"], podBlocks: ["10.244.0.0/16"],
    machine: MachineFacts(
      processors: 2, memoryKibibytes: 4096, architecture: "amd64", kernel: "6.1", system: "Linux",
      identifier: "m", bootIdentifier: "b"))

  private func cluster(_ objects: SystemObjects) async throws -> Cluster {
    let cluster = try await Cluster(
      [objects, NamespaceReconciler(), GarbageCollector()],
      plugins: [ServiceAdmission(blocks: [AddressBlock("10.96.0.0/16")])])
    #expect(await cluster.manager.settle() == nil)
    return cluster
  }

  private func full() throws -> SystemObjects {
    SystemObjects(
      api: APILocation(address: try IPAddress("127.0.0.1"), port: 7443),
      certificateAuthority: "PEM", node: Self.node)
  }

  private func object(
    _ cluster: Cluster, _ resource: Resource, _ name: String, in place: String = ""
  )
    async throws -> GenericObject
  {
    try await cluster.store.get(ObjectKey(resource, namespace: place, name: name))
      as! GenericObject
  }

  @Test func everyNamespaceHasItsAccountAndCertificate() async throws {
    let cluster = try await cluster(try full())
    try await cluster.create(Namespace(metadata: ObjectMetadata(name: "late")))
    await cluster.manager.settle()
    let places = ["default", "kube-node-lease", "kube-public", "kube-system", "late", "sandbox"]
    for (resource, name) in [
      (Resource.serviceAccount, "default"), (.configMap, "kube-root-ca.crt"),
    ] {
      let found = await cluster.store.list(Selection([resource])).items
      #expect(found.map(\.metadata.namespace) == places)
      #expect(found.allSatisfy { $0.metadata.name == name })
    }
    let certificate = try await object(cluster, .configMap, "kube-root-ca.crt", in: "late")
    #expect(certificate.body["data"] == ["ca.crt": "PEM"])
    // They come back, but not into a namespace that is going.
    try await cluster.delete(certificate)
    try await cluster.delete(try await object(cluster, .serviceAccount, "default", in: "late"))
    var other = try await object(cluster, .configMap, "kube-root-ca.crt", in: "sandbox")
    other.body["data"] = ["ca.crt": "FORGED"]
    try await cluster.update(other)
    await cluster.manager.settle()
    let again = try await object(cluster, .configMap, "kube-root-ca.crt", in: "late")
    #expect(again.metadata.uid != certificate.metadata.uid)
    _ = try await object(cluster, .serviceAccount, "default", in: "late")
    let restored = try await object(cluster, .configMap, "kube-root-ca.crt", in: "sandbox")
    #expect(restored.body["data"] == ["ca.crt": "PEM"])
    try await cluster.delete(try await cluster.store.get(Namespace.self, "", "late"))
    #expect(await cluster.manager.settle() == nil)
    #expect(await cluster.store.list(Selection(namespace: "late")).items.isEmpty)
    #expect(await !cluster.store.list(Namespace.self).contains { $0.metadata.name == "late" })
  }

  @Test func theAPIIsFoundBehindItsService() async throws {
    let cluster = try await cluster(try full())
    let service = try await cluster.store.get(Service.self, "default", "kubernetes")
    #expect(service.spec.ports.map(\.targetPort) == [.number(7443)])
    let slice = try await cluster.store.get(EndpointSlice.self, "default", "kubernetes")
    #expect(slice.metadata.labels == ["kubernetes.io/service-name": "kubernetes"])
    #expect(slice.addressType == "IPv4" && slice.ports.map(\.port) == [7443])
    #expect(slice.endpoints == [SliceEndpoint(addresses: ["127.0.0.1"], isReady: true)])
    let endpoints = try await object(cluster, .endpoints, "kubernetes", in: "default")
    #expect(endpoints.metadata.labels["endpointslice.kubernetes.io/skip-mirror"] == "true")
    #expect(
      endpoints.body["subsets"] == [
        [
          "addresses": [["ip": "127.0.0.1"]],
          "ports": [["name": "https", "port": 7443, "protocol": "TCP"]],
        ]
      ])
    try await cluster.delete(slice)
    try await cluster.delete(endpoints)
    await cluster.manager.settle()
    _ = try await cluster.store.get(EndpointSlice.self, "default", "kubernetes")
    _ = try await object(cluster, .endpoints, "kubernetes", in: "default")
  }

  /// A start with what another start left.
  @Test func aSecondStartWritesOnlyWhatDiffers() async throws {
    let cluster = try await cluster(try full())
    let before = await cluster.store.version
    func start(_ objects: SystemObjects) async {
      let manager = ControllerManager(
        store: cluster.store, clock: cluster.clock, reconcilers: [objects])
      #expect(await manager.settle() == nil)
    }
    await start(try full())
    #expect(await cluster.store.version == before)
    await start(
      SystemObjects(
        api: APILocation(address: try IPAddress("::1"), port: 9443), certificateAuthority: "PEM",
        node: Self.node))
    let slice = try await cluster.store.get(EndpointSlice.self, "default", "kubernetes")
    #expect(slice.addressType == "IPv6" && slice.ports.map(\.port) == [9443])
    await start(SystemObjects())
    let slices = await cluster.store.list(EndpointSlice.self, namespace: "default")
    #expect(slices.isEmpty)
    #expect(await cluster.store.list(Selection([.endpoints])).items.isEmpty)
  }

  @Test func theFirstStartIsOneCommit() async throws {
    let clock = ManualClock()
    let store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: clock,
      plugins: [ServiceAdmission(blocks: [try AddressBlock("10.96.0.0/16")])])
    var objects = try full()
    var writes: [Write] = []
    for key in objects.initialKeys(in: ClusterView()) {
      writes += objects.reconcile(key, in: ClusterView(), at: clock.now()).writes
    }
    let results = await store.commit(sequences: [WriteSequence(writes)], by: .controller)[0]
    for result in results { _ = try #require(result).get() }
    let manager = ControllerManager(store: store, clock: clock, reconcilers: [try full()])
    let version = await store.version
    await manager.settle()
    #expect(await store.version == version)
  }

  @Test func theClassIsMadeOnceAndThenTheUsers() async throws {
    let cluster = try await cluster(SystemObjects())
    var standard = try await object(cluster, .storageClass, "standard")
    #expect(
      standard.metadata.annotations == ["storageclass.kubernetes.io/is-default-class": "true"])
    #expect(standard.body["provisioner"] == .string(StorageReconciler.provisioner))
    #expect(standard.body["reclaimPolicy"] == "Delete")
    #expect(standard.body["volumeBindingMode"] == "Immediate")
    standard.metadata.annotations = [:]
    try await cluster.update(standard)
    await cluster.manager.settle()
    #expect(try await object(cluster, .storageClass, "standard").metadata.annotations == [:])
    try await cluster.delete(standard)
    await cluster.manager.settle()
    #expect(await cluster.store.list(Selection([.storageClass])).items.isEmpty)
  }

  @Test func theNodeIsReadyAndComesBack() async throws {
    let cluster = try await cluster(try full())
    let node = try await object(cluster, .node, "ordinal")
    #expect(node.metadata.labels["kubernetes.io/hostname"] == "ordinal")
    #expect(node.body["spec"] == ["podCIDR": "10.244.0.0/16", "podCIDRs": ["10.244.0.0/16"]])
    let status = try #require(node.body["status"])
    #expect(status["capacity"] == ["cpu": "2", "memory": "4096Ki", "pods": "65536"])
    #expect(status["nodeInfo"]?["kubeletVersion"] == "v1.36.2-ordinal")
    #expect(
      status["addresses"] == [
        ["type": "InternalIP", "address": "192.0.2.7"],
        ["type": "Hostname", "address": "ordinal"],
      ])
    let conditions = (status["conditions"]?.array ?? []).map {
      "\($0["type"]?.string ?? "")=\($0["status"]?.string ?? "")"
    }
    #expect(
      conditions == [
        "MemoryPressure=False", "DiskPressure=False", "PIDPressure=False", "Ready=True",
      ])
    try await cluster.delete(node)
    await cluster.manager.settle()
    #expect(try await object(cluster, .node, "ordinal").metadata.uid != node.metadata.uid)
  }

  @Test func thisMachineIsDescribed() {
    let machine = MachineFacts.current
    #expect(machine.processors > 0 && machine.memoryKibibytes > 0)
    #expect(!machine.architecture.isEmpty && !machine.kernel.isEmpty && !machine.system.isEmpty)
  }
}
