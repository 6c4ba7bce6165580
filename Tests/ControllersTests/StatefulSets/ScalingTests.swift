import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Whole rollouts of scale, with the pods' simulated life, on a clock that only the test moves.
@Suite struct ScalingTests {
  let slow = PodScript(readyAfter: .milliseconds(200), terminatesAfter: .milliseconds(300))

  /// Observed A2, A3.
  @Test func orderedGoesUpOneByOneAndDownOneByOne() async throws {
    let cluster = try await TestCluster(script: slow)
    try await cluster.apply(.create(StatefulSet.web(replicas: 0)))
    #expect(try await cluster.story() == "")
    try await cluster.edit { $0.spec.replicas = 5 }
    await cluster.pass(.seconds(5))
    #expect(try await cluster.story() == "+0 0 +1 1 +2 2 +3 3 +4 4")
    #expect(try await cluster.set().counts == [5, 5, 5, 5, 5])
    try await cluster.edit { $0.spec.replicas = 2 }
    await cluster.pass(.seconds(5))
    #expect(try await cluster.story() == "-4 4. -3 3. -2 2.")
    #expect(try await cluster.set().counts == [2, 2, 2, 2, 2])
    #expect(try await cluster.set().status.observedGeneration == 3)
  }

  @Test func parallelGoesAtOnce() async throws {
    let cluster = try await TestCluster(script: slow)
    try await cluster.apply(.create(StatefulSet.web(replicas: 5, isParallel: true)))
    await cluster.pass(.seconds(5))
    #expect(try await cluster.story() == "+0 +1 +2 +3 +4 0 1 2 3 4")
    try await cluster.edit { $0.spec.replicas = 2 }
    await cluster.pass(.seconds(5))
    #expect(try await cluster.story() == "-4 -3 -2 4. 3. 2.")
    #expect(try await cluster.set().counts == [2, 2, 2, 2, 2])
  }

  @Test func podsTakeAddressesInOrder() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 3)))
    #expect(await cluster.pods().map(\.status.podIP) == ["10.244.0.6", "10.244.0.7", "10.244.0.8"])
    try await cluster.delete(1)
    #expect(try await cluster.pod(1).status.podIP == "10.244.0.9")
  }

  /// Observed A1: the write of the sync that creates a pod does not count it.
  @Test func statusIsWrittenAsObserved() async throws {
    let cluster = try await TestCluster(script: slow)
    try await cluster.apply(.create(StatefulSet.web(replicas: 1)))
    await cluster.pass(.seconds(1))
    let counts = try await cluster.events().compactMap { ($0.object as? StatefulSet)?.counts }
    #expect(
      counts == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 1, 1], [1, 1, 1, 1, 1]])
  }

  /// Scenario s3 of the recordings.
  @Test func anUnreadyPodHoldsAnOrderedSet() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 2)))
    try await cluster.report(1, isReady: false)
    _ = try await cluster.story()
    try await cluster.edit { $0.spec.replicas = 4 }
    #expect(try await cluster.story() == "")
    #expect(try await cluster.set().status.observedGeneration == 2)
    try await cluster.edit { $0.spec.replicas = 1 }
    #expect(try await cluster.story() == "-1 1.")
    try await cluster.edit { $0.spec.replicas = 3 }
    #expect(try await cluster.story() == "+1 1 +2 2")
    try await cluster.report(0, isReady: false)
    try await cluster.edit { $0.spec.replicas = 1 }
    #expect(try await cluster.story() == "")
    #expect(try await cluster.set().counts == [3, 2, 2, 3, 3])
    try await cluster.report(0, isReady: true)
    #expect(try await cluster.story() == "0 -2 2. -1 1.")
  }

  @Test func anUnreadyPodHoldsNoParallelSet() async throws {
    let cluster = try await TestCluster()
    try await cluster.apply(.create(StatefulSet.web(replicas: 3, isParallel: true)))
    try await cluster.report(0, isReady: false)
    _ = try await cluster.story()
    try await cluster.edit { $0.spec.replicas = 4 }
    #expect(try await cluster.story() == "+3 3")
    try await cluster.edit { $0.spec.replicas = 1 }
    #expect(try await cluster.story() == "-3 -2 -1 3. 2. 1.")
  }

  /// Scenario s5-delete-pod: two pods at once, then a failed one.
  @Test func deletedAndFailedPodsComeBack() async throws {
    let cluster = try await TestCluster(script: slow)
    try await cluster.apply(.create(StatefulSet.web(replicas: 3)))
    await cluster.pass(.seconds(2))
    _ = try await cluster.story()
    try await cluster.delete(0)
    try await cluster.delete(2)
    #expect(try await cluster.set().counts == [3, 3, 3, 1, 1])
    await cluster.pass(.seconds(2))
    #expect(try await cluster.story() == "-0 -2 0. 2. +0 0 +2 2")
    try await cluster.fail(1)
    await cluster.pass(.seconds(2))
    #expect(try await cluster.story() == "-1 1. +1 1")
  }

  /// Scenario s5-terminating-slow: a terminating pod holds, yet excess pods above it go.
  @Test func aTerminatingPodHolds() async throws {
    let script = PodScript(terminatesAfter: .seconds(20))
    let cluster = try await TestCluster(script: script)
    try await cluster.apply(.create(StatefulSet.web(replicas: 3)))
    _ = try await cluster.story()
    try await cluster.delete(1)
    await cluster.pass(.seconds(1))
    try await cluster.edit { $0.spec.replicas = 1 }
    #expect(try await cluster.story() == "-1 -2")
    try await cluster.edit { $0.spec.replicas = 5 }
    await cluster.pass(.seconds(15))
    #expect(try await cluster.story() == "")
    await cluster.pass(.seconds(10))
    #expect(try await cluster.story() == "1. +1 1 2. +2 2 +3 3 +4 4")
  }

  /// Observed A11: the next pod waits for availability, by a timer.
  @Test func minReadySecondsDelays() async throws {
    let cluster = try await TestCluster()
    var set = StatefulSet.web(replicas: 2)
    set.spec.minReadySeconds = 4
    try await cluster.apply(.create(set))
    #expect(try await cluster.story() == "+0 0")
    await cluster.pass(.milliseconds(3999))
    #expect(try await cluster.story() == "")
    #expect(try await cluster.set().counts == [1, 1, 0, 1, 1])
    await cluster.pass(.milliseconds(1))
    #expect(try await cluster.story() == "+1 1")
    #expect(try await cluster.set().counts == [2, 2, 1, 2, 2])
    await cluster.pass(.seconds(4))
    #expect(try await cluster.set().counts == [2, 2, 2, 2, 2])
    #expect(await cluster.manager.settle() == nil)
  }

  /// One pod of a parallel set that cannot be made holds up no other of its batch (upstream's slow start).
  @Test func aTakenNameHoldsUpOnlyLaterBatches() async throws {
    let stage = try await ConformanceStage(.web(replicas: 0, isParallel: true))
    try await stage.run(["squat 1", "scale 8", "wait 10"], of: "slow start")
    #expect(Set(await stage.pods().map(\.metadata.name)) == ["web-0", "web-1", "web-2"])
    try await stage.run(["gone 1", "wait 10"], of: "slow start")
    #expect(await stage.pods().count == 8)
  }

  /// Observed A13: the API takes names up to 63 octets, of which the pods' names do not fit their label.
  @Test func aRefusedPodIsTriedAgainAndTheStatusIsWritten() async throws {
    let cluster = try await TestCluster()
    var set = StatefulSet.web(replicas: 1)
    set.metadata.name = String(repeating: "w", count: 63)
    try await cluster.apply(.create(set))
    #expect(await cluster.pods().isEmpty)
    let stored = try await cluster.store.get(StatefulSet.self, "sandbox", set.metadata.name)
    #expect(stored.status.observedGeneration == 1)
    #expect(stored.counts == [0, 0, 0, 0, 0])
    // With back-off, not at once for ever.
    #expect(await cluster.manager.settle() != nil)
  }
}
