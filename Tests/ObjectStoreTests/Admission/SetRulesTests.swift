import ObjectStore
import Objects
import Testing

/// Rules for writes of StatefulSets that depend on who writes, and on feature gates.
struct SetRulesTests {
  struct Report: CustomTestStringConvertible {
    var status: StatefulSetStatus
    var problem: String
    var testDescription: String { problem }
  }

  static let reports = [
    Report(
      status: StatefulSetStatus(replicas: 1, readyReplicas: 2),
      problem: "status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas"),
    Report(
      status: StatefulSetStatus(replicas: 2, readyReplicas: 1, availableReplicas: 2),
      problem: "status.availableReplicas: Invalid value: 2: "
        + "cannot be greater than status.readyReplicas"),
    Report(
      status: StatefulSetStatus(replicas: -1),
      problem: "status.replicas: Invalid value: -1: must be greater than or equal to 0"),
    Report(
      status: StatefulSetStatus(collisionCount: 1),
      problem: "status.collisionCount: Invalid value: 1: cannot be decremented"),
  ]

  @Test(arguments: reports)
  func aClientsStatusIsChecked(report: Report) async throws {
    let store = try await Make.store()
    var set = try await store.create(Make.set("web"))
    set.status = StatefulSetStatus(replicas: 2, readyReplicas: 2, collisionCount: 2)
    set = try #require(await store.commit(.updateStatus(set)) as? StatefulSet)
    set.status = report.status
    if report.status.collisionCount == nil { set.status.collisionCount = 2 }
    let refusal = await store.refusal(.updateStatus(set))
    let counts = refusal?.contains(report.problem) == true
    #expect(counts, "\(refusal ?? "accepted")")
    #expect(refusal?.hasPrefix(#"StatefulSet.apps "web" is invalid: "#) == true)
    // The controller here counts pods, and is right.
    _ = try await store.commit([.updateStatus(set)], by: .controller)[0].get()
  }

  private func store(_ isOn: Bool, _ contents: JournalContents = JournalContents()) async throws
    -> ObjectStore
  {
    let store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: ManualClock(),
      gates: FeatureGates(maxUnavailableStatefulSet: isOn), contents: contents)
    if contents.objects.isEmpty {
      _ = try await store.commit(.create(Make.namespace("sandbox")))
    }
    return store
  }

  private func set(_ maxUnavailable: Value?) -> StatefulSet {
    var set = Make.set("web")
    set.spec.rollingUpdate = RollingUpdate(maxUnavailable: maxUnavailable)
    return set
  }

  @Test func aClosedGateDropsItsFieldSilently() async throws {
    let store = try await store(false)
    // Not even looked at.
    let created = try await store.create(set(0))
    #expect(created.spec.rollingUpdate?.maxUnavailable == nil)
    var changed = created
    changed.spec.rollingUpdate?.maxUnavailable = 2
    #expect(try await store.update(changed) == created)
  }

  @Test func anOpenGateKeepsAndChecksIt() async throws {
    let store = try await store(true)
    let refusal = await store.refusal(.create(set(0)))
    #expect(
      refusal == #"StatefulSet.apps "web" is invalid: spec.updateStrategy.rollingUpdate."#
        + "maxUnavailable: Invalid value: 0: cannot be 0")
    var created = try await store.create(set("30%"))
    #expect(created.spec.rollingUpdate?.maxUnavailable == "30%")
    created.spec.rollingUpdate?.maxUnavailable = nil
    created = try await store.update(created)
    #expect(created.spec.rollingUpdate?.maxUnavailable == 1)
    created.spec.rollingUpdate?.maxUnavailable = "101%"
    #expect(
      await store.refusal(.update(created))?.hasSuffix("must not be greater than 100%") == true)
  }

  /// As upstream, where a set that has the field may go on with it.
  @Test func whatCameThroughTheGateStaysWhenItIsClosed() async throws {
    let before = try await store(true)
    _ = try await before.create(set(2))
    let list = await before.list(.everything)
    let contents = JournalContents(objects: list.items, version: list.version)
    let after = try await store(false, contents)
    var kept = try await after.get(StatefulSet.self, "sandbox", "web")
    kept.spec.replicas = 5
    kept = try await after.update(kept)
    #expect(kept.spec.rollingUpdate?.maxUnavailable == 2)
    kept.spec.rollingUpdate?.maxUnavailable = 0
    #expect(await after.refusal(.update(kept))?.hasSuffix("cannot be 0") == true)
    kept.spec.rollingUpdate?.maxUnavailable = nil
    #expect(try await after.update(kept).spec.rollingUpdate?.maxUnavailable == nil)
  }
}
