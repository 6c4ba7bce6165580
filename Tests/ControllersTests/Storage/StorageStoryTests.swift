import ClusterNames
import Controllers
import ObjectStore
import Objects
import Pods
import Testing

/// The storage half of the article, with every controller in its place.
struct StorageStoryTests {
  private func storage() async throws -> (Cluster, MemoryFolders) {
    let folders = MemoryFolders()
    let book = AddressBook(blocks: [try AddressBlock("10.244.0.0/16")])
    let cluster = try await Cluster(
      [
        EndpointSliceReconciler(), PodReconciler(runtime: SimulatedRuntime(addresses: book)),
        StorageReconciler(folders: folders), StatefulSetReconciler(), NamespaceReconciler(),
        GarbageCollector(), SystemObjects(), EndpointsReconciler(), EventExpiry(),
      ],
      plugins: [ServiceAdmission(blocks: [try AddressBlock("10.96.0.0/16")])])
    await cluster.manager.settle()
    return (cluster, folders)
  }

  private var web: StatefulSet {
    var set = StatefulSet.web(replicas: 2)
    set.spec.volumeClaimTemplates = [
      [
        "metadata": ["name": "www"],
        "spec": [
          "accessModes": ["ReadWriteOnce"], "storageClassName": "standard",
          "resources": ["requests": ["storage": "512Mi"]],
        ],
      ]
    ]
    return set
  }

  /// Works until nothing is due for a minute: pods end on their own time.
  private func rest(_ cluster: Cluster) async {
    let end = cluster.clock.now() + .seconds(60)
    while let deadline = await cluster.manager.settle(), deadline <= end {
      cluster.clock.advance(to: deadline)
    }
    cluster.clock.advance(to: end)
    await cluster.manager.settle()
  }

  /// Claims with what they are bound to, sorted.
  private func claims(_ cluster: Cluster) async -> [String] {
    await cluster.store.list(Selection([.persistentVolumeClaim])).items.compactMap { object in
      let claim = object as? GenericObject
      return [
        claim?.metadata.name, claim?.text("status", "phase"), claim?.text("spec", "volumeName"),
      ].compactMap(\.self).joined(separator: " ")
    }
  }

  private func scale(_ cluster: Cluster, to replicas: Int32) async throws {
    var set = try await cluster.store.get(StatefulSet.self, "sandbox", "web")
    set.spec.replicas = replicas
    try await cluster.update(set)
    await rest(cluster)
  }

  @Test func theSameOrdinalFindsTheSameFolder() async throws {
    let (cluster, folders) = try await storage()
    try await cluster.create(Make.service())
    try await cluster.create(web)
    await rest(cluster)
    let bound = await claims(cluster)
    #expect(bound.map { $0.prefix(15) } == ["www-web-0 Bound", "www-web-1 Bound"])
    #expect(bound.map { String($0.dropFirst(16)) }.sorted() == folders.names)
    #expect(await cluster.store.list(Pod.self).map(\.isReady) == [true, true])
    try await scale(cluster, to: 0)
    #expect(await cluster.store.list(Pod.self).isEmpty)
    #expect(await claims(cluster) == bound)
    try await scale(cluster, to: 2)
    #expect(await claims(cluster) == bound)
    let pods = await cluster.store.list(Pod.self)
    #expect(pods.flatMap(\.claims).map(\.name) == ["www-web-0", "www-web-1"])
    #expect(pods.allSatisfy { $0.isReady })
  }

  @Test func aNamespaceGoesWithItsVolumes() async throws {
    let (cluster, folders) = try await storage()
    try await cluster.create(Make.service())
    try await cluster.create(web)
    await rest(cluster)
    #expect(folders.names.count == 2)
    var held = try await cluster.create(
      GenericObject(
        resource: .configMap,
        metadata: ObjectMetadata(
          name: "held", namespace: "sandbox", finalizers: ["example.com/hold"]),
        body: [:]))
    try await cluster.delete(try await cluster.store.get(Namespace.self, "", "sandbox"))
    await rest(cluster)
    #expect(
      await cluster.store.list(Selection(namespace: "sandbox")).items.map(\.key) == [held.key])
    let namespace = try await cluster.store.get(Namespace.self, "", "sandbox")
    let conditions = namespace.conditions.map {
      "\($0["type"]?.string ?? "")=\($0["status"]?.string ?? "")"
    }
    #expect(
      namespace.conditions.last?["message"]?.string
        == "Some content in the namespace has finalizers remaining: "
        + "example.com/hold in 1 resource instances")
    #expect(
      conditions == [
        "NamespaceDeletionDiscoveryFailure=False",
        "NamespaceDeletionGroupVersionParsingFailure=False",
        "NamespaceDeletionContentFailure=False", "NamespaceContentRemaining=True",
        "NamespaceFinalizersRemaining=True",
      ])
    held = try await cluster.store.get(held.key) as! GenericObject
    held.metadata.finalizers = []
    try await cluster.update(held)
    await rest(cluster)
    #expect(await cluster.store.list(Selection(namespace: "sandbox")).items.isEmpty)
    #expect(await !cluster.store.list(Namespace.self).contains { $0.metadata.name == "sandbox" })
    #expect(await cluster.store.list(Selection([.persistentVolume])).items.isEmpty)
    #expect(folders.names == [])
  }

  @Test func aSetDeletedInTheForegroundGoesAfterItsPods() async throws {
    let (cluster, _) = try await storage()
    try await cluster.create(Make.service())
    let set = try await cluster.create(web)
    await rest(cluster)
    let start = await cluster.store.version
    _ = try await cluster.store.commit(
      .delete(set.key, Deletion(uid: set.metadata.uid, propagation: .foreground)))
    await rest(cluster)
    let gone = try await cluster.store.events(after: start).events
      .filter {
        $0.kind == .deleted && [Pod.resource, StatefulSet.resource].contains($0.object.resource)
      }
    #expect(gone.map(\.object.metadata.name).last == "web")
    #expect(gone.count == 3)
    #expect(await cluster.store.list(Selection([.controllerRevision])).items.isEmpty)
    #expect(await claims(cluster).count == 2)
  }
}
