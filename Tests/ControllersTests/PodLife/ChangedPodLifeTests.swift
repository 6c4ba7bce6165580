import ObjectStore
import Objects
import Pods
import Testing

@testable import Controllers

/// Changes of running pods, from the write of a client to what their status says of it.
@Suite struct ChangedPodLifeTests {
  private func cluster(_ script: String) async throws -> PodCluster {
    let cluster = try await PodCluster()
    let annotations = script.isEmpty ? [:] : [PodScript.annotation: script]
    try await cluster.apply(cluster.make("web-0", annotations: annotations))
    await cluster.pass(.seconds(10))
    return cluster
  }

  /// `ready 0 c:1`, and the generations of spec and status.
  private func state(_ cluster: PodCluster) async throws -> String {
    let pod = try await cluster.pod("web-0")
    let told = pod.status.rest["containerStatuses"]?[0]
    let observed = pod.status.rest["observedGeneration"]?.integer ?? 0
    return "\(pod.isReady ? "ready" : "unready") \(told?["restartCount"]?.integer ?? -1) "
      + "\(told?["image"]?.string ?? "") \(pod.metadata.generation)/\(observed)"
  }

  private func edit(
    _ cluster: PodCluster, _ write: (Pod) -> Write = { .update($0) }, _ change: (inout Pod) -> Void
  ) async throws {
    var pod = try await cluster.pod("web-0")
    change(&pod)
    try await cluster.apply(write(pod))
  }

  /// Also where the process ends right after the write, or while the container is not ready yet.
  @Test(arguments: ["", "first", "later"]) func anotherImage(_ restart: String) async throws {
    let cluster = try await cluster("ready after 5s")
    #expect(try await state(cluster) == "ready 0 c:1 1/1")
    if restart == "first" {
      var pod = try await cluster.pod("web-0")
      pod.spec.containers[0].image = "c:2"
      _ = try await cluster.store.commit(.update(pod))
      cluster.restart()
      await cluster.pass(.zero)
    } else {
      try await edit(cluster) { $0.spec.containers[0].image = "c:2" }
    }
    #expect(try await state(cluster) == "unready 1 c:2 2/2")
    await cluster.pass(.seconds(3))
    if restart == "later" { cluster.restart() }
    await cluster.pass(.milliseconds(1999))
    #expect(try await state(cluster) == "unready 1 c:2 2/2")
    await cluster.pass(.milliseconds(1))
    #expect(try await state(cluster) == "ready 1 c:2 2/2")
    await cluster.pass(.seconds(60))
    let version = await cluster.store.version
    cluster.restart()
    await cluster.pass(.seconds(60))
    #expect(await cluster.store.version == version)
    let events = await cluster.events()
    #expect(
      events.contains("Normal Killing Container c definition changed, will be restarted"))
    #expect(
      events.contains(
        "Normal Pulled Container image \"c:2\" already present on machine and can be accessed by the pod"
      ))
  }

  /// The watch sees the container restart before it is ready again, on any script.
  @Test func theWatchSeesThatItIsNotReady() async throws {
    let cluster = try await cluster("ready after 0s")
    let before = await cluster.store.version
    try await edit(cluster) { $0.spec.containers[0].image = "c:2" }
    let events = try await cluster.store.events(after: before, matching: Selection([Pod.resource]))
    let readiness = events.events.compactMap { ($0.object as? Pod)?.isReady }
    #expect(readiness == [true, false, true])
  }

  /// What is changed, and the state after it.
  @Test(arguments: [
    ("label", "ready 0 c:1 1/1"), ("toleration", "ready 0 c:1 2/2"),
    ("deadline", "ready 0 c:1 2/2"),
  ])
  func otherChanges(_ change: String, _ expected: String) async throws {
    let cluster = try await cluster("")
    try await edit(cluster) { pod in
      switch change {
      case "label": pod.metadata.labels["a"] = "b"
      case "toleration":
        let old = pod.spec.rest["tolerations"]?.array ?? []
        pod.spec.rest["tolerations"] = .array(old + [["key": "a", "operator": "Exists"]])
      default: pod.spec.rest["activeDeadlineSeconds"] = 60
      }
    }
    #expect(try await state(cluster) == expected)
    let pod = try await cluster.pod("web-0")
    let generations = Set(pod.status.conditions.map { $0.rest["observedGeneration"] })
    #expect(generations == [.integer(pod.metadata.generation)])
    #expect(await cluster.events().count { $0.contains("Started") } == 1)
  }

  @Test func partsOfARunningPod() async throws {
    let cluster = try await cluster("")
    try await edit(cluster, { .updatePart($0, .ephemeralContainers) }) {
      $0.spec.rest["ephemeralContainers"] = [["name": "look", "image": "busybox"]]
    }
    let pod = try await cluster.pod("web-0")
    let told = pod.status.rest["ephemeralContainerStatuses"]?[0]
    #expect(told?["state"]?["running"] != nil && told?["name"] == "look")
    #expect(try await state(cluster) == "ready 0 c:1 2/2")
    let events = await cluster.store.list(.everything).items.compactMap { $0 as? GenericObject }
    #expect(
      events.contains {
        $0.body["involvedObject"]?["fieldPath"] == "spec.ephemeralContainers{look}"
      })
  }

  /// Its address is free as soon as it has ended.
  @Test(arguments: [false, true]) func aDeadline(_ isNew: Bool) async throws {
    let cluster = try await cluster("")
    try await edit(cluster) { $0.spec.rest["activeDeadlineSeconds"] = 60 }
    if isNew { cluster.restart() }
    await cluster.pass(.milliseconds(49_999))
    #expect(try await cluster.pod("web-0").status.phase == "Running")
    await cluster.pass(.milliseconds(1))
    let pod = try await cluster.pod("web-0")
    #expect(pod.status.phase == "Failed" && pod.status.rest["reason"] == "DeadlineExceeded")
    #expect(
      await cluster.events().suffix(2) == [
        "Normal DeadlineExceeded Pod was active on the node longer than the specified deadline",
        "Normal Killing Stopping container c",
      ])
  }
}
