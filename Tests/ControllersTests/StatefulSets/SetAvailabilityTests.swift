import ObjectStore
import Objects
import Testing

@testable import Controllers

/// The gauges of statefulset behaviour §3.4.
@Suite struct SetAvailabilityTests {
  /// A set of four, of which the third is not ready and the fourth is missing; an excess pod does not count.
  private func availability(
    _ spec: StatefulSetSpec, gates: FeatureGates = FeatureGates(), after seconds: Int64 = 0
  ) -> SetAvailability? {
    let start = Timestamp(seconds: 1_000)
    let set = StatefulSet(
      metadata: ObjectMetadata(
        name: "web", namespace: "sandbox", uid: "w", resourceVersion: ResourceVersion(rawValue: 1)),
      spec: spec)
    var view = ClusterView()
    _ = view.replace(
      by: [set] + [0, 1, 2, 9].map { pod($0, isReady: $0 != 2, of: set, since: start) },
      at: ResourceVersion(rawValue: 1))
    let all = SetAvailability.all(in: view, gates: gates, at: start.adding(seconds: seconds))
    #expect(all.count <= 1)
    return all.first
  }

  private func pod(
    _ ordinal: Int, isReady: Bool, of set: StatefulSet, since: Timestamp
  ) -> Pod {
    var pod = Pod(
      metadata: ObjectMetadata(
        name: "web-\(ordinal)", namespace: "sandbox", uid: "p\(ordinal)",
        resourceVersion: ResourceVersion(rawValue: 1),
        ownerReferences: [set.controllerReference]))
    pod.status.phase = "Running"
    pod.status.conditions = [
      PodCondition(type: "Ready", status: isReady ? "True" : "False", lastTransitionTime: since)
    ]
    return pod
  }

  private func spec(
    _ strategy: String = "RollingUpdate", maxUnavailable: Value? = nil, minReadySeconds: Int32 = 0
  ) -> StatefulSetSpec {
    StatefulSetSpec(
      replicas: 4, podManagementPolicy: "Parallel", updateStrategyType: strategy,
      rollingUpdate: RollingUpdate(maxUnavailable: maxUnavailable), minReadySeconds: minReadySeconds
    )
  }

  @Test func `pods that are missing or not ready are unavailable`() {
    let found = availability(spec())
    #expect(found?.unavailableReplicas == 2)
    #expect(found?.maxUnavailable == 1)
    #expect(found?.podManagementPolicy == "Parallel")
  }

  @Test(arguments: [(9, 4), (10, 2)] as [(Int64, Int)])
  func `a pod is available after minReadySeconds`(seconds: Int64, unavailable: Int) {
    let found = availability(spec(minReadySeconds: 10), after: seconds)
    #expect(found?.unavailableReplicas == unavailable)
  }

  @Test(arguments: [(true, 2), (false, 1)])
  func `maxUnavailable counts where its gate is on`(isOn: Bool, limit: Int) {
    let gates = FeatureGates(maxUnavailableStatefulSet: isOn)
    #expect(availability(spec(maxUnavailable: "50%"), gates: gates)?.maxUnavailable == limit)
  }

  @Test func `nothing is told of sets that update OnDelete`() {
    #expect(availability(spec("OnDelete")) == nil)
  }
}
