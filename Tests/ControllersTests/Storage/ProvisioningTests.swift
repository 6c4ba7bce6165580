import Controllers
import ObjectStore
import Objects
import Testing

/// A claim of class `standard`, from its creation to its end, as recorded in scenario s1 and s6.
struct ProvisioningTests {
  @Test func aClaimGetsAVolumeWithAFolder() async throws {
    let storage = try await StorageCluster()
    let made = try await storage.cluster.create(Make.claim())
    await storage.settle()
    let name = "pvc-\(made.metadata.uid)"
    #expect(storage.folders.names == [name])

    let claim = try await storage.claim()
    #expect(claim.metadata.finalizers == ["kubernetes.io/pvc-protection"])
    #expect(
      claim.metadata.annotations == [
        "pv.kubernetes.io/bind-completed": "yes",
        "pv.kubernetes.io/bound-by-controller": "yes",
        "volume.beta.kubernetes.io/storage-provisioner": StorageReconciler.provisioner,
        "volume.kubernetes.io/storage-provisioner": StorageReconciler.provisioner,
      ])
    #expect(claim.text("spec", "volumeName") == name)
    #expect(
      claim.body["status"] == [
        "phase": "Bound", "accessModes": ["ReadWriteOnce"], "capacity": ["storage": "512Mi"],
      ])

    let volume = try await storage.volume(name)
    #expect(volume.metadata.finalizers == ["kubernetes.io/pv-protection"])
    #expect(
      volume.metadata.annotations == [
        "pv.kubernetes.io/provisioned-by": StorageReconciler.provisioner
      ])
    let reference = try #require(volume.body["spec"]?["claimRef"])
    #expect(reference["uid"] == .string(made.metadata.uid))
    #expect(reference["apiVersion"] == "v1" && reference["kind"] == "PersistentVolumeClaim")
    // The version of the claim after it was marked with its provisioner.
    #expect(reference["resourceVersion"]?.string.flatMap { UInt64($0) } != nil)
    #expect(
      volume.body["spec"] == [
        "accessModes": ["ReadWriteOnce"], "capacity": ["storage": "512Mi"],
        "claimRef": reference, "hostPath": ["path": .string("/data/volumes/\(name)"), "type": ""],
        "persistentVolumeReclaimPolicy": "Delete", "storageClassName": "standard",
        "volumeMode": "Filesystem",
      ])
    #expect(volume.text("status", "phase") == "Bound")
    #expect(volume.text("status", "lastPhaseTransitionTime") != nil)
    #expect(
      await storage.told("www-web-0") == [
        "ExternalProvisioning: Waiting for a volume to be created either by the external "
          + "provisioner '\(StorageReconciler.provisioner)' or manually by the system "
          + "administrator. If volume creation is delayed, please verify that the provisioner is "
          + "running and correctly registered.",
        "Provisioning: External provisioner is provisioning volume for claim "
          + "\"sandbox/www-web-0\"",
        "ProvisioningSucceeded: Successfully provisioned volume \(name)",
      ])
  }

  /// The order of the recorded writes: claim marked, volume made, volume bound, claim bound.
  @Test func writesComeInTheRecordedOrder() async throws {
    let storage = try await StorageCluster()
    let start = await storage.store.version
    try await storage.cluster.create(Make.claim())
    await storage.settle()
    let claim = try await storage.claim()
    try await storage.delete(claim)
    let story = try await storage.store.events(after: start).events.compactMap { event -> String? in
      guard let object = event.object as? GenericObject, object.resource != .event else {
        return nil
      }
      let kind = object.resource == .persistentVolume ? "pv" : "pvc"
      let mark = object.metadata.deletionTimestamp == nil ? "" : " terminating"
      let volume = object.text("spec", "volumeName") == nil ? "" : " named"
      return "\(kind) \(event.kind) \(object.text("status", "phase") ?? "Pending")\(volume)\(mark)"
    }.filter { $0 != "pvc modified Pending" }
    #expect(
      story == [
        "pvc added Pending", "pv added Pending", "pv modified Bound", "pvc modified Pending named",
        "pvc modified Bound named", "pvc modified Bound named terminating",
        "pvc deleted Bound named terminating", "pv modified Released",
        "pv modified Released terminating", "pv deleted Released terminating",
      ])
    #expect(storage.folders.names == [])
  }

  @Test func aClaimInUseStaysUntilItsLastPodEnds() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.claim())
    let pod = try await storage.run("web-0", "www-web-0")
    let second = try await storage.run("web-1", "www-web-0")
    try await storage.delete(try await storage.claim())
    #expect(await storage.claims().count == 1)
    try await storage.cluster.delete(pod, grace: 0)
    await storage.settle()
    #expect(await storage.claims().count == 1)
    // One that has ended holds it as long as it is there.
    try await storage.cluster.run(second, at: [], isReady: false, phase: "Succeeded")
    await storage.settle()
    #expect(await storage.claims().count == 1)
    try await storage.cluster.delete(second, grace: 0)
    await storage.settle()
    #expect(await storage.claims() == [])
    #expect(await storage.volumes() == [])
    #expect(storage.folders.names == [])
  }

  /// Deleted by force, its containers may run on. Only what waits for its dependents holds nothing:
  /// the claim can be one of them.
  @Test(arguments: [("example.com/hold", 1), ("foregroundDeletion", 0)])
  func aPodHeldByAFinalizerHoldsItsClaim(_ finalizer: String, _ claims: Int) async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.claim())
    try await storage.run("web-0", "www-web-0")
    var pod = try await storage.store.get(Pod.self, "sandbox", "web-0")
    pod.metadata.finalizers = [finalizer]
    pod = try await storage.cluster.update(pod)
    try await storage.cluster.delete(pod, grace: 0)
    try await storage.delete(try await storage.claim())
    #expect(try await storage.store.get(Pod.self, "sandbox", "web-0").isTerminating)
    #expect(await storage.claims().count == claims)
  }

  @Test func aPodThatIsNotScheduledHoldsNoClaim() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.claim())
    try await storage.run("web-0", "www-web-0", isScheduled: false)
    try await storage.delete(try await storage.claim())
    #expect(await storage.claims() == [])
  }

  @Test func aRetainedVolumeKeepsItsFolder() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.storageClass("kept", policy: "Retain"))
    let claim = try await storage.cluster.create(Make.claim(storageClass: "kept"))
    await storage.settle()
    let name = "pvc-\(claim.metadata.uid)"
    try await storage.delete(try await storage.claim())
    #expect(await storage.volumes() == ["\(name) Released www-web-0"])
    // A new claim of the name is another claim.
    try await storage.cluster.create(Make.claim(storageClass: "kept"))
    await storage.settle()
    #expect(await storage.volumes().contains("\(name) Released www-web-0"))
    try await storage.delete(try await storage.volume(name))
    #expect(storage.folders.names.contains(name))
    #expect(await storage.volumes().count == 1)
  }

  @Test func aBoundVolumeGoesAfterItsClaim() async throws {
    let storage = try await StorageCluster()
    let claim = try await storage.cluster.create(Make.claim())
    await storage.settle()
    let name = "pvc-\(claim.metadata.uid)"
    try await storage.delete(try await storage.volume(name))
    #expect(await storage.volumes() == ["\(name) Bound www-web-0"])
    #expect(storage.folders.names == [name])
    try await storage.delete(try await storage.claim())
    #expect(await storage.volumes() == [])
    #expect(storage.folders.names == [])
  }

  @Test func whatTheFileSystemRefusesIsToldAndTriedAgain() async throws {
    let storage = try await StorageCluster()
    storage.folders.fail("mkdir /data/volumes/x: No space left on device")
    try await storage.cluster.create(Make.claim())
    await storage.settle()
    #expect(await storage.claims() == ["www-web-0 Pending"])
    #expect(
      await storage.told("www-web-0") == [
        "ProvisioningFailed: failed to provision volume with StorageClass \"standard\": "
          + "mkdir /data/volumes/x: No space left on device"
      ])
    storage.folders.fail(nil)
    storage.cluster.clock.advance(by: .seconds(15))
    await storage.settle()
    #expect(storage.folders.names.count == 1)
    storage.folders.fail("rename: Device or resource busy")
    try await storage.delete(try await storage.claim())
    let name = try #require(storage.folders.names.first)
    #expect(await storage.volumes() == ["\(name) Released www-web-0"])
    #expect(await storage.told(name) == ["VolumeFailedDelete: rename: Device or resource busy"])
    storage.folders.fail(nil)
    storage.cluster.clock.advance(by: .seconds(15))
    await storage.settle()
    #expect(await storage.volumes() == [])
    #expect(storage.folders.names == [])
  }

  @Test func aClaimGrowsWhereItsClassAllowsIt() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.storageClass("wide", expands: true))
    try await storage.cluster.create(Make.claim("a", storageClass: "wide"))
    try await storage.cluster.create(Make.claim("b"))
    await storage.settle()
    for name in ["a", "b"] {
      try await storage.edit(try await storage.claim(name)) {
        $0.set("spec", "resources", ["requests": ["storage": "1Gi"]])
      }
    }
    #expect(try await storage.claim("a").text("status", "capacity", "storage") == "1Gi")
    #expect(try await storage.claim("b").text("status", "capacity", "storage") == "512Mi")
    let volume = try await storage.claim("a").text("spec", "volumeName")
    let grown = try await storage.volume(try #require(volume))
    #expect(grown.text("spec", "capacity", "storage") == "1Gi")
  }
}
