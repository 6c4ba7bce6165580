import Controllers
import ObjectStore
import Objects
import Testing

/// Deletion in the foreground and with orphans, as recorded in s8.
struct PropagationTests {
  private func owned(
    _ name: String, by owners: any KubernetesObject..., blocks: Bool = true
  ) -> Pod {
    var pod = Make.pod(name)
    pod.metadata.ownerReferences = owners.map { owner in
      OwnerReference(
        apiVersion: owner.resource.apiVersion, kind: owner.resource.kind,
        name: owner.metadata.name, uid: owner.metadata.uid, blocksOwnerDeletion: blocks)
    }
    return pod
  }

  private func delete(
    _ object: some KubernetesObject, _ propagation: Deletion.Propagation, in cluster: Cluster
  ) async throws {
    _ = try await cluster.store.commit(
      .delete(object.key, Deletion(uid: object.metadata.uid, propagation: propagation)))
    await cluster.manager.settle()
  }

  /// Kind and name of all that is left beside the namespace, those that end in parentheses.
  private func rest(_ cluster: Cluster) async -> [String] {
    await cluster.manager.settle()
    return await cluster.store.list(Selection(namespace: "sandbox")).items.map { object in
      let name = object.metadata.name
      return object.metadata.deletionTimestamp == nil ? name : "(\(name))"
    }.sorted()
  }

  @Test func inTheForegroundTheOwnerGoesLast() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("owner"))
    let pods = [
      try await cluster.create(owned("a", by: service)),
      try await cluster.create(owned("b", by: service)),
    ]
    for pod in pods { try await cluster.run(pod, at: ["10.244.0.6"]) }
    try await cluster.create(owned("free", by: service, blocks: false))
    try await delete(service, .foreground, in: cluster)
    #expect(await rest(cluster) == ["(a)", "(b)", "(owner)"])
    let owner = try await cluster.store.get(Service.self, "sandbox", "owner")
    #expect(owner.metadata.finalizers == ["foregroundDeletion"])
    try await cluster.delete(pods[0], grace: 0)
    #expect(await rest(cluster) == ["(b)", "(owner)"])
    // What is made for an owner that is going goes with the next of its dependents.
    try await cluster.create(owned("late", by: service))
    #expect(await rest(cluster) == ["(b)", "(owner)", "late"])
    try await cluster.delete(pods[1], grace: 0)
    #expect(await rest(cluster) == [])
  }

  @Test func onlyDependentsThatBlockAreWaitedFor() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("owner"))
    let pod = try await cluster.create(owned("a", by: service, blocks: false))
    try await cluster.run(pod, at: ["10.244.0.6"])
    try await delete(service, .foreground, in: cluster)
    #expect(await rest(cluster) == ["(a)"])
  }

  @Test func aChainGoesFromItsEnd() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("owner"))
    let middle = try await cluster.create(owned("middle", by: service))
    let end = try await cluster.create(owned("end", by: middle))
    try await cluster.run(end, at: ["10.244.0.6"])
    try await delete(service, .foreground, in: cluster)
    #expect(await rest(cluster) == ["(end)", "(middle)", "(owner)"])
    try await cluster.delete(end, grace: 0)
    #expect(await rest(cluster) == [])
  }

  @Test func aCircleDoesNotHoldItself() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("owner"))
    let pod = try await cluster.create(owned("a", by: service))
    var circular = try await cluster.store.get(Service.self, "sandbox", "owner")
    circular.metadata.ownerReferences = owned("x", by: pod).metadata.ownerReferences
    try await cluster.update(circular)
    await cluster.manager.settle()
    try await delete(circular, .foreground, in: cluster)
    #expect(await rest(cluster) == [])
  }

  @Test func withAnotherOwnerItStays() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let first = try await cluster.create(Make.service("first"))
    let second = try await cluster.create(Make.service("second"))
    try await cluster.create(owned("both", by: first, second))
    try await delete(first, .foreground, in: cluster)
    #expect(await rest(cluster) == ["both", "second"])
    let pod = try await cluster.store.get(Pod.self, "sandbox", "both")
    #expect(pod.metadata.ownerReferences.map(\.name) == ["second"])
  }

  @Test func orphansLoseTheirReferenceAndStay() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let first = try await cluster.create(Make.service("first"))
    let second = try await cluster.create(Make.service("second"))
    for number in 0..<600 { try await cluster.create(owned("p\(number)", by: first)) }
    try await cluster.create(owned("both", by: first, second))
    await cluster.manager.settle()
    try await delete(first, .orphan, in: cluster)
    #expect(await rest(cluster).count == 602)
    let pods = await cluster.store.list(Pod.self)
    #expect(pods.flatMap(\.metadata.ownerReferences).map(\.name) == ["second"])
  }

  @Test func whoDeletesAgainChoosesAgain() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    let service = try await cluster.create(Make.service("owner"))
    let pod = try await cluster.create(owned("a", by: service))
    try await cluster.run(pod, at: ["10.244.0.6"])
    try await delete(service, .foreground, in: cluster)
    #expect(await rest(cluster) == ["(a)", "(owner)"])
    try await delete(service, .orphan, in: cluster)
    #expect(await rest(cluster) == ["(a)"])
    #expect(try await cluster.store.get(Pod.self, "sandbox", "a").metadata.ownerReferences == [])
  }

  @Test func anOwnerWithoutDependentsGoesAtOnce() async throws {
    let cluster = try await Cluster([GarbageCollector()])
    for propagation in [Deletion.Propagation.foreground, .orphan, .background] {
      let service = try await cluster.create(Make.service("owner"))
      await cluster.manager.settle()
      try await delete(service, propagation, in: cluster)
      #expect(await rest(cluster) == [], "\(propagation)")
    }
  }

  /// Makes a ConfigMap for a Service whenever there is none, whether or not the Service is going.
  private struct Stubborn: Reconciler {
    mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
      let metadata = change.metadata.new ?? change.metadata.old
      return metadata?.namespace == "sandbox"
        ? [.service(NamespacedName(namespace: "sandbox", name: "owner"))] : []
    }

    mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
      -> ReconcileResult
    {
      guard case .service(let name) = key, let owner = view.services[name],
        view.object(of: .configMap, name) == nil
      else { return ReconcileResult() }
      let reference = OwnerReference(
        apiVersion: "v1", kind: "Service", name: "owner", uid: owner.metadata.uid,
        blocksOwnerDeletion: true)
      return ReconcileResult(writes: [
        .create(
          GenericObject(
            resource: .configMap,
            metadata: ObjectMetadata(
              name: name.name, namespace: name.namespace, ownerReferences: [reference]),
            body: [:]))
      ])
    }
  }

  /// As the StatefulSet controller does with its revision (recorded in s8-foreground).
  @Test func whatIsMadeAgainAndAgainGoesWithItsOwner() async throws {
    let cluster = try await Cluster([GarbageCollector(), Stubborn()])
    let service = try await cluster.create(Make.service("owner"))
    let pod = try await cluster.create(owned("a", by: service))
    try await cluster.run(pod, at: ["10.244.0.6"])
    await cluster.manager.settle()
    try await delete(service, .foreground, in: cluster)
    #expect(await rest(cluster) == ["(a)", "(owner)", "owner"])
    try await cluster.delete(pod, grace: 0)
    #expect(await rest(cluster) == [])
  }
}
