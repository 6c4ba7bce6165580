import Controllers
import ObjectStore
import Objects
import Testing

/// Claims and volumes that people make, and how they find each other.
struct BindingTests {
  /// A claim, the volumes that there are, and the one that it gets.
  struct Match: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var claim: GenericObject
    var volumes: [GenericObject]
    var expected: String?
  }

  private static let plain = Make.claim(storageClass: "")

  static let matches: [Match] = [
    Match(
      testDescription: "the smallest that is large enough", claim: plain,
      volumes: [
        Make.volume("a", size: "2Gi"), Make.volume("b", size: "512Mi"),
        Make.volume("c", size: "256Mi"),
      ], expected: "b"),
    Match(
      testDescription: "fewer access modes before a smaller size", claim: plain,
      volumes: [
        Make.volume("a", size: "512Mi", modes: ["ReadWriteOnce", "ReadWriteMany"]),
        Make.volume("b", size: "5Gi"),
      ], expected: "b"),
    Match(
      testDescription: "all access modes must be there",
      claim: Make.claim(storageClass: "", modes: ["ReadWriteMany"]),
      volumes: [Make.volume("a")], expected: nil),
    Match(
      testDescription: "the class must be the same", claim: Make.claim(storageClass: "fast"),
      volumes: [Make.volume("a"), Make.volume("b", storageClass: "fast")], expected: "b"),
    Match(
      testDescription: "the mode must be the same",
      claim: Make.claim(storageClass: "", mode: "Block"), volumes: [Make.volume("a")],
      expected: nil),
    Match(
      testDescription: "one kept for it comes first", claim: plain,
      volumes: [Make.volume("a"), Make.volume("b", size: "9Gi", claim: "www-web-0")],
      expected: "b"),
    Match(
      testDescription: "one kept for another is not taken", claim: plain,
      volumes: [Make.volume("a", claim: "other")], expected: nil),
    Match(
      testDescription: "one that it names, though a smaller one would do",
      claim: Make.claim(storageClass: "", volume: "b"),
      volumes: [Make.volume("a"), Make.volume("b", size: "9Gi")], expected: "b"),
    Match(
      testDescription: "one that it names but that is too small",
      claim: Make.claim(storageClass: "", volume: "a"),
      volumes: [Make.volume("a", size: "1Mi"), Make.volume("b")], expected: nil),
  ]

  @Test(arguments: matches, [true, false])
  func aClaimGetsTheVolumeThatFits(_ match: Match, volumesFirst: Bool) async throws {
    let storage = try await StorageCluster()
    let objects = volumesFirst ? match.volumes + [match.claim] : [match.claim] + match.volumes
    for object in objects {
      try await storage.cluster.create(object)
      // A claim that comes last chooses among all; one that comes first takes what comes.
      if volumesFirst { await storage.settle() }
    }
    await storage.settle()
    let claim = try await storage.claim()
    let isBound = claim.text("status", "phase") == "Bound"
    #expect((isBound ? claim.text("spec", "volumeName") : nil) == match.expected)
    let bound = await storage.volumes().filter { $0.contains(" Bound ") }
    #expect(bound == (match.expected.map { ["\($0) Bound www-web-0"] } ?? []))
    #expect(storage.folders.names == [])
  }

  @Test func bothSidesTellWhoChoseThem() async throws {
    let storage = try await StorageCluster()
    let mark = "pv.kubernetes.io/bound-by-controller"
    try await storage.cluster.create(Make.volume("free"))
    try await storage.cluster.create(Make.volume("kept", size: "9Gi", claim: "chosen"))
    try await storage.cluster.create(Make.claim("any", storageClass: ""))
    try await storage.cluster.create(Make.claim("chosen", storageClass: "", volume: "kept"))
    await storage.settle()
    #expect(try await storage.volume("free").metadata.annotations[mark] == "yes")
    #expect(try await storage.claim("any").metadata.annotations[mark] == "yes")
    #expect(try await storage.volume("kept").metadata.annotations[mark] == nil)
    #expect(try await storage.claim("chosen").metadata.annotations[mark] == nil)
    let uid = try await storage.claim("chosen").metadata.uid
    #expect(try await storage.volume("kept").text("spec", "claimRef", "uid") == uid)
  }

  @Test func twoClaimsDoNotShareAVolume() async throws {
    let storage = try await StorageCluster()
    for name in ["a", "b", "c"] {
      try await storage.cluster.create(Make.claim(name, storageClass: ""))
    }
    try await storage.cluster.create(Make.volume("v1"))
    try await storage.cluster.create(Make.volume("v2"))
    await storage.settle()
    storage.cluster.clock.advance(by: .seconds(1))
    await storage.settle()
    #expect(await storage.claims().filter { $0.contains("Bound") }.count == 2)
    #expect(await storage.volumes().filter { $0.contains("Bound") }.count == 2)
  }

  /// A claim, and what is told of it while it cannot be bound.
  @Test(arguments: [
    (
      Make.claim(storageClass: ""),
      "FailedBinding: no persistent volumes available for this claim and no storage class is set"
    ),
    (
      Make.claim(storageClass: "x"),
      "ProvisioningFailed: storageclass.storage.k8s.io \"x\" not found"
    ),
    (
      Make.claim(storageClass: "late"),
      "WaitForFirstConsumer: waiting for first consumer to be created before binding"
    ),
    (
      Make.claim(storageClass: "local"),
      "ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner"
    ),
    (
      Make.claim(mode: "Block"),
      "ProvisioningFailed: failed to provision volume with StorageClass \"standard\": "
        + "ordinal.internal/folder does not support block volume provisioning"
    ),
    (
      Make.claim(storageClass: "", volume: "small"),
      "VolumeMismatch: Cannot bind to requested volume \"small\": requested PV is too small"
    ),
    (
      Make.claim(storageClass: "", volume: "taken"),
      "FailedBinding: volume \"taken\" already bound to a different claim."
    ),
  ])
  func aPendingClaimSaysWhy(_ claim: GenericObject, _ event: String) async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(
      Make.storageClass("local", provisioner: "kubernetes.io/no-provisioner"))
    try await storage.cluster.create(Make.storageClass("late", mode: "WaitForFirstConsumer"))
    try await storage.cluster.create(Make.volume("small", size: "1Mi"))
    try await storage.cluster.create(Make.volume("taken", claim: "other"))
    try await storage.cluster.create(claim)
    await storage.settle()
    #expect(try await storage.claim().text("status", "phase") == "Pending")
    #expect(await storage.told("www-web-0") == [event])
    // It is told once, not at every look.
    try await storage.edit(try await storage.claim()) { $0.metadata.labels["look"] = "again" }
    let count = await storage.all(.event).first?.body["count"]
    #expect(count == 1)
  }

  @Test func aClassThatComesLaterIsUsed() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.claim(storageClass: "x"))
    await storage.settle()
    try await storage.cluster.create(Make.storageClass("x"))
    await storage.settle()
    #expect(try await storage.claim().text("status", "phase") == "Bound")
  }

  @Test func aClaimWithoutAClassGetsTheDefaultOne() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.claim(storageClass: nil))
    await storage.settle()
    #expect(try await storage.claim().text("spec", "storageClassName") == "standard")
    #expect(try await storage.claim().text("status", "phase") == "Bound")
  }

  @Test func aDelayedClaimIsBoundWhenAPodWantsIt() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.storageClass("late", mode: "WaitForFirstConsumer"))
    try await storage.cluster.create(Make.volume("large", size: "9Gi", storageClass: "late"))
    try await storage.cluster.create(Make.claim("a", storageClass: "late"))
    try await storage.cluster.create(Make.claim("b", storageClass: "late"))
    await storage.settle()
    #expect(await storage.claims() == ["a Pending", "b Pending"])
    try await storage.run("web-0", "a", "b", isScheduled: false)
    storage.cluster.clock.advance(by: .seconds(1))
    await storage.settle()
    let claims = await storage.claims()
    #expect(claims.allSatisfy { $0.contains("Bound") })
    #expect(claims.filter { $0.hasSuffix("large") }.count == 1)
    #expect(storage.folders.names.count == 1)
  }

  @Test func aClaimWhoseVolumeIsGoneIsLost() async throws {
    let storage = try await StorageCluster()
    try await storage.cluster.create(Make.volume("v"))
    await storage.settle()
    try await storage.cluster.create(Make.claim(storageClass: ""))
    await storage.settle()
    // Only by force: a bound volume is protected.
    try await storage.cluster.delete(try await storage.volume("v"))
    try await storage.edit(try await storage.volume("v")) { $0.metadata.finalizers = [] }
    #expect(await storage.volumes() == [])
    #expect(await storage.claims() == ["www-web-0 Lost v"])
    #expect(try await storage.claim().body["status"]?["capacity"] == nil)
    #expect(
      await storage.told("www-web-0") == [
        "ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!"
      ])
  }

  @Test func whatNobodyProvisionedIsNotDeleted() async throws {
    let storage = try await StorageCluster()
    for policy in ["Delete", "Recycle", "Retain"] {
      let name = policy.lowercased()
      try await storage.cluster.create(Make.volume("v-\(name)", policy: policy))
      try await storage.cluster.create(Make.claim(name, storageClass: "", volume: "v-\(name)"))
    }
    await storage.settle()
    #expect(await storage.claims().allSatisfy { $0.contains("Bound") })
    for policy in ["delete", "recycle", "retain"] {
      try await storage.delete(try await storage.claim(policy))
    }
    #expect(
      await storage.volumes() == [
        "v-delete Failed delete", "v-recycle Failed recycle", "v-retain Released retain",
      ])
    #expect(
      await storage.told("v-recycle") == [
        "VolumeFailedRecycle: No recycler plugin found for the volume!"
      ])
    // Who takes the reference off makes the volume free again.
    try await storage.edit(try await storage.volume("v-retain")) {
      $0.set("spec", "claimRef", nil)
    }
    #expect(await storage.volumes().last == "v-retain Available")
  }
}
