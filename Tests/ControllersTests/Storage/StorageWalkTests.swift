import Controllers
import ObjectStore
import Objects
import Testing

/// Random claims, volumes, pods and deletions, with two writers' races: whenever the controllers rest,
/// claims, volumes and folders agree.
struct StorageWalkTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func claimsVolumesAndFoldersAgree(seed: UInt64) async throws {
    var walk = SeededWalk(seed: seed)
    let storage = try await StorageCluster([GarbageCollector()])
    try await storage.cluster.create(Make.storageClass("kept", policy: "Retain"))
    try await storage.cluster.create(Make.storageClass("late", mode: "WaitForFirstConsumer"))
    for step in 0..<250 {
      try await change(storage, &walk)
      guard walk.chance(40) else { continue }
      await rest(storage)
      await check(storage, "seed \(seed), step \(step)")
    }
    // Everything goes in the end, and with it every folder that nobody wanted kept.
    storage.folders.fail(nil)
    for pod in await storage.store.list(Pod.self) {
      try await storage.cluster.delete(pod, grace: 0)
    }
    for claim in await storage.all(.persistentVolumeClaim) {
      try await storage.cluster.delete(claim)
    }
    await rest(storage)
    #expect(await storage.claims() == [], "seed \(seed)")
    await check(storage, "seed \(seed), end")
  }

  /// What failed is tried again after a while.
  private func rest(_ storage: StorageCluster) async {
    for _ in 0..<4 {
      await storage.settle()
      storage.cluster.clock.advance(by: .seconds(20))
    }
    await storage.settle()
  }

  /// One random write; refusals are part of the walk.
  private func change(_ storage: StorageCluster, _ walk: inout SeededWalk) async throws {
    let claims = await storage.all(.persistentVolumeClaim)
    let volumes = await storage.all(.persistentVolume)
    let pods = await storage.store.list(Pod.self)
    let name = "www-web-\(walk.below(4))"
    switch walk.below(12) {
    case 0, 1, 2:
      let claim = Make.claim(
        name, size: walk.pick(["1Mi", "1Gi", "2Gi"]),
        storageClass: walk.pick(["standard", "kept", "late", "", "x", nil]),
        volume: walk.chance(10) ? "v-\(walk.below(3))" : nil)
      _ = await storage.store.commit([.create(claim)])
    case 3:
      let volume = Make.volume(
        "v-\(walk.below(3))", size: walk.pick(["1Mi", "1Gi"]),
        storageClass: walk.pick(["", "kept", "late"]), policy: walk.pick(["Retain", "Delete"]),
        claim: walk.chance(30) ? name : nil)
      _ = await storage.store.commit([.create(volume)])
    case 4 where !claims.isEmpty, 5 where !claims.isEmpty:
      try await storage.cluster.delete(walk.pick(claims))
    case 6 where !volumes.isEmpty:
      try await storage.cluster.delete(walk.pick(volumes))
    case 7, 8:
      var pod = Make.pod("web-\(walk.below(4))")
      pod.spec.volumes = [["name": "www", "persistentVolumeClaim": ["claimName": .string(name)]]]
      _ = await storage.store.commit([.create(pod)])
    case 9 where !pods.isEmpty:
      let pod = walk.pick(pods)
      guard !pod.spec.nodeName.isEmpty || !pod.isTerminating else { return }
      try await storage.cluster.run(
        pod, at: [], isReady: false, phase: walk.pick(["Running", "Succeeded", "Failed"]))
    case 10 where !pods.isEmpty:
      try await storage.cluster.delete(walk.pick(pods), grace: walk.chance(50) ? 0 : 30)
    default:
      storage.folders.fail(walk.chance(20) ? "mkdir: No space left on device" : nil)
    }
  }

  private func check(_ storage: StorageCluster, _ moment: Comment) async {
    let claims = await storage.all(.persistentVolumeClaim)
    let volumes = await storage.all(.persistentVolume)
    let pods = await storage.store.list(Pod.self)
    let folders = Set(storage.folders.names)
    for claim in claims where claim.text("status", "phase") == "Bound" {
      let mine = volumes.filter {
        $0.text("spec", "claimRef", "uid") == claim.metadata.uid
          && $0.metadata.name == claim.text("spec", "volumeName")
      }
      #expect(mine.count == 1, moment)
      #expect(mine.allSatisfy { $0.text("status", "phase") == "Bound" }, moment)
      let isOurs = mine.first?.metadata.annotations["pv.kubernetes.io/provisioned-by"] != nil
      #expect(!isOurs || folders.contains(mine[0].metadata.name), moment)
    }
    for claim in claims where claim.metadata.deletionTimestamp != nil {
      let users = pods.filter { pod in
        !pod.spec.nodeName.isEmpty
          && pod.spec.volumes[0]["persistentVolumeClaim"]?["claimName"]
            == .string(claim.metadata.name)
      }
      #expect(!users.isEmpty, moment)
    }
    let bound = volumes.filter { $0.text("status", "phase") == "Bound" }
    #expect(
      Set(bound.compactMap { $0.text("spec", "claimRef", "uid") }).count == bound.count, moment)
    // A folder has a volume, or was kept when its volume was deleted, or its claim is still waited
    // for; nothing that was ever in use is without.
    let waiting = Set(claims.map { "pvc-\($0.metadata.uid)" })
    let known = Set(volumes.map(\.metadata.name)).union(waiting)
    let kept = await keptFolders(storage)
    #expect(folders.subtracting(known).subtracting(kept).isEmpty, moment)
  }

  /// Folders of deleted volumes whose policy was to keep them.
  private func keptFolders(_ storage: StorageCluster) async -> Set<String> {
    let start = ResourceVersion(rawValue: 0)
    guard let events = try? await storage.store.events(after: start).events else { return [] }
    return Set(
      events.compactMap { event -> String? in
        guard event.kind == .deleted, let volume = event.object as? GenericObject,
          volume.resource == .persistentVolume,
          volume.text("spec", "persistentVolumeReclaimPolicy") == "Retain"
        else { return nil }
        return volume.metadata.name
      })
  }
}
