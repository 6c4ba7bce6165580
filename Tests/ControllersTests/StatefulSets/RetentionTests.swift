import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Claims over the life of a set: what upstream's end-to-end tests of retention, lost claims and failing
/// predecessors are about (statefulset behaviour §3.9).
@Suite struct RetentionTests {
  private func stage(
    replicas: Int32 = 3, whenDeleted: String = "Retain", whenScaled: String = "Retain"
  ) async throws -> StoryStage {
    let stage = try await StoryStage(Story(seed: 7, length: 0))
    try await stage.commit(.create(web(replicas, whenDeleted, whenScaled)))
    await stage.pass(.seconds(60))
    return stage
  }

  private func web(_ replicas: Int32, _ whenDeleted: String, _ whenScaled: String) -> StatefulSet {
    var web = StatefulSet.web(replicas: replicas)
    web.spec.retainWhenDeleted = whenDeleted
    web.spec.retainWhenScaled = whenScaled
    web.spec.volumeClaimTemplates = [
      [
        "metadata": ["name": "www"],
        "spec": [
          "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Mi"]],
        ],
      ]
    ]
    return web
  }

  private func edit(_ stage: StoryStage, _ change: (inout StatefulSet) -> Void) async throws {
    var set = try await stage.set()
    change(&set)
    try await stage.commit(.update(set))
    await stage.pass(.seconds(60))
  }

  private func names(_ stage: StoryStage) async -> [String] {
    await stage.claims().map(\.metadata.name)
  }

  private func owners(_ stage: StoryStage) async -> [String] {
    await stage.claims().map { $0.metadata.ownerReferences.map(\.kind).joined() }
  }

  /// Reason and message of each event, in the order of their first times.
  private func remarks(_ stage: StoryStage) async -> [String] {
    await stage.store.list(Selection([.event])).items.sorted {
      $0.metadata.name < $1.metadata.name
    }.compactMap { $0 as? GenericObject }.map {
      "\($0.body["reason"]?.string ?? ""): \($0.body["message"]?.string ?? "")"
    }
  }

  @Test(arguments: ["Retain", "Delete"])
  func theEndOfASet(whenDeleted: String) async throws {
    let stage = try await stage(whenDeleted: whenDeleted)
    #expect(
      await owners(stage)
        == Array(repeating: whenDeleted == "Delete" ? "StatefulSet" : "", count: 3))
    try await stage.commit(.delete(try await stage.set().key, uid: nil, gracePeriodSeconds: nil))
    await stage.pass(.seconds(60))
    #expect(await stage.pods().isEmpty)
    #expect(await stage.claims().count == (whenDeleted == "Delete" ? 0 : 3))
  }

  @Test(arguments: ["Retain", "Delete"])
  func scalingDown(whenScaled: String) async throws {
    let stage = try await stage(whenScaled: whenScaled)
    let before = await stage.claims().map(\.metadata.uid)
    try await edit(stage) { $0.spec.replicas = 1 }
    #expect(await stage.claims().count == (whenScaled == "Delete" ? 1 : 3))
    try await edit(stage) { $0.spec.replicas = 3 }
    #expect(await names(stage) == ["www-web-0", "www-web-1", "www-web-2"])
    let after = await stage.claims().map(\.metadata.uid)
    #expect(
      zip(before, after).map { $0 == $1 } == [true]
        + Array(repeating: whenScaled == "Retain", count: 2))
  }

  @Test func aChangeOfPolicyReachesWhatIsThere() async throws {
    let stage = try await stage()
    #expect(await owners(stage) == ["", "", ""])
    try await edit(stage) { $0.spec.retainWhenDeleted = "Delete" }
    #expect(await owners(stage) == ["StatefulSet", "StatefulSet", "StatefulSet"])
    #expect(
      await remarks(stage).contains(
        "SuccessfulUpdate: Update Pod web-1 in StatefulSet web successful"))
    try await edit(stage) { $0.spec.retainWhenDeleted = "Retain" }
    #expect(await owners(stage) == ["", "", ""])
  }

  @Test func anotherControllersClaimStays() async throws {
    let stage = try await stage(whenScaled: "Delete")
    var claim = try #require(await stage.claims().last)
    let other = try await stage.store.commit(
      .create(
        GenericObject(
          resource: .configMap, metadata: ObjectMetadata(name: "backup", namespace: "sandbox"),
          body: [:])))
    claim.metadata.ownerReferences = [
      OwnerReference(
        apiVersion: "v1", kind: "ConfigMap", name: "backup", uid: other.metadata.uid,
        isController: true)
    ]
    try await stage.commit(.update(claim))
    try await edit(stage) { $0.spec.replicas = 1 }
    #expect(await names(stage) == ["www-web-0", "www-web-2"])
    #expect(await owners(stage) == ["", "ConfigMap"])
    try await edit(stage) { $0.spec.replicas = 3 }
    let warning =
      "ConflictingController: PersistentVolumeClaim www-web-2 has a conflicting OwnerReference that acts "
      + "as a manging controller, the retention policy is ignored for this claim"
    #expect(await remarks(stage).contains(warning))
  }

  @Test func anAdoptingSetTakesTheClaimsToo() async throws {
    let stage = try await stage(replicas: 2)
    let set = try await stage.set()
    for pod in await stage.pods() {
      var orphan = pod
      orphan.metadata.ownerReferences = []
      _ = try await stage.store.commit(.update(orphan))
    }
    try await stage.commit(.delete(set.key, uid: nil, gracePeriodSeconds: nil))
    await stage.pass(.seconds(10))
    let pods = await stage.pods().map(\.metadata.uid)
    #expect(pods.count == 2)
    try await stage.commit(.create(web(2, "Delete", "Retain")))
    await stage.pass(.seconds(60))
    #expect(await stage.pods().map(\.metadata.uid) == pods)
    #expect(await owners(stage) == ["StatefulSet", "StatefulSet"])
  }

  /// Observed A7: the claim goes with the pod that used it, and both come again.
  @Test func aDeletedClaimComesBackWithItsPod() async throws {
    let stage = try await stage()
    let claim = try #require(await stage.claims().last)
    try await stage.commit(.delete(claim.key, uid: nil, gracePeriodSeconds: nil))
    await stage.pass(.seconds(10))
    #expect(await stage.claims().last?.metadata.uid == claim.metadata.uid)
    let pod = try #require(await stage.pods().last)
    try await stage.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: nil))
    await stage.pass(.seconds(60))
    #expect(await names(stage) == ["www-web-0", "www-web-1", "www-web-2"])
    #expect(await stage.claims().last?.metadata.uid != claim.metadata.uid)
    #expect(await stage.pods().allSatisfy(\.isReady))
  }

  @Test func everyDeedIsTold() async throws {
    let stage = try await stage(replicas: 1)
    try await edit(stage) { $0.spec.replicas = 0 }
    #expect(
      await remarks(stage) == [
        "SuccessfulCreate: Create Claim www-web-0 Pod web-0 in StatefulSet web success",
        "SuccessfulCreate: Create Pod web-0 in StatefulSet web successful",
        "SuccessfulDelete: Delete Pod web-0 in StatefulSet web successful",
      ])
  }

  @Test func refusalsAreToldAndTriedAgain() async throws {
    let stage = try await StoryStage(Story(seed: 7, length: 0))
    stage.refuse(2)
    try await stage.commit(.create(web(1, "Retain", "Retain")))
    await stage.pass(.seconds(60))
    let refusal = "Internal error occurred: refused by the test"
    #expect(
      await remarks(stage).prefix(2) == [
        "FailedCreate: Create Claim www-web-0 for Pod web-0 in StatefulSet web failed error: \(refusal)",
        "FailedCreate: Create Pod web-0 in StatefulSet web failed error: failed to create PVC www-web-0: "
          + refusal,
      ])
    #expect(await stage.pods().count == 1)
    #expect(try await stage.set().counts == [1, 1, 1, 1, 1])
  }

  /// One pod of a parallel set that cannot be made holds up no other of its batch (upstream's slow start).
  @Test func aTakenNameHoldsUpOnlyLaterBatches() async throws {
    let stage = try await StoryStage(Story(seed: 7, length: 0))
    var squatter = Make.pod("web-1", labels: ["app": "squatter"])
    squatter.spec.subdomain = ""
    try await stage.commit(.create(squatter))
    try await stage.commit(.create(StatefulSet.web(replicas: 8, isParallel: true)))
    await stage.pass(.seconds(10))
    #expect(await stage.pods().map(\.metadata.name) == ["web-0", "web-1", "web-2"])
    try await stage.commit(.delete(squatter.key, uid: nil, gracePeriodSeconds: 0))
    await stage.pass(.seconds(10))
    #expect(await stage.pods().count == 8)
  }

  /// A pod that has failed while one before it is not Ready comes back once that one is.
  @Test func noDeadlockWhenAPredecessorFails() async throws {
    let stage = try await stage(replicas: 2)
    var pods = await stage.pods()
    pods[0].report(phase: "Running", isReady: false, at: stage.clock.now())
    pods[1].status.phase = "Failed"
    try await stage.commit(.updateStatus(pods[0]))
    try await stage.commit(.updateStatus(pods[1]))
    await stage.pass(.seconds(10))
    #expect(await stage.pods().last?.metadata.uid == pods[1].metadata.uid)
    var first = await stage.pods()[0]
    first.report(phase: "Running", isReady: true, at: stage.clock.now())
    try await stage.commit(.updateStatus(first))
    await stage.pass(.seconds(10))
    #expect(await stage.pods().last?.metadata.uid != pods[1].metadata.uid)
    #expect(try await stage.set().counts == [2, 2, 2, 2, 2])
  }
}
