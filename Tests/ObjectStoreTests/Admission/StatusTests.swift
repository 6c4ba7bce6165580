import ObjectStore
import Objects
import Testing

/// What creating, updating and reporting a status take, kind by kind.
struct StatusTests {
  struct Row: CustomTestStringConvertible {
    var object: GenericObject
    var expected: Value?
    var testDescription: String { object.resource.kind }
  }

  @Test(arguments: [
    Row(object: Make.claim("x"), expected: ["phase": "Pending"]),
    Row(
      object: Make.volume("x"),
      expected: ["phase": "Pending", "lastPhaseTransitionTime": "2023-11-14T22:13:20Z"]),
    Row(
      object: GenericObject(resource: .node, metadata: ObjectMetadata(name: "x"), body: [:]),
      expected: ["phase": "Bound"]),
    Row(
      object: GenericObject(
        resource: .configMap, metadata: ObjectMetadata(name: "x", namespace: "sandbox"), body: [:]),
      expected: nil),
  ])
  func creatingTakesTheStatusOfNodesAlone(row: Row) async throws {
    let store = try await Make.store()
    var object = row.object
    object.body["status"] = ["phase": "Bound"]
    object = try await store.create(object)
    #expect(object.body["status"] == row.expected)
  }

  @Test func anUpdateKeepsTheStatusAndAStatusTheRest() async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock)
    var volume = try await store.create(Make.volume("x"))
    let spec = volume.body["spec"]
    clock.advance(by: .seconds(5))
    volume.body["spec"] = ["accessModes": []]
    volume.body["status"] = ["phase": "Bound"]
    let reported = try #require(await store.commit(.updateStatus(volume)) as? GenericObject)
    #expect(reported.body["spec"] == spec)
    let time: Value = "2023-11-14T22:13:25Z"
    #expect(reported.body["status"] == ["phase": "Bound", "lastPhaseTransitionTime": time])
    var labelled = reported
    labelled.metadata.labels["a"] = "b"
    labelled.body["status"] = ["phase": "Failed"]
    labelled = try await store.update(labelled)
    #expect(labelled.body["status"] == reported.body["status"])
    #expect(labelled.metadata.labels == ["a": "b"])
  }

  @Test func aStatusBringsMetadataAlong() async throws {
    let store = try await Make.store()
    var pod = try await store.create(Make.pod("a", node: "n1"))
    let owner = OwnerReference(apiVersion: "v1", kind: "Pod", name: "b", uid: "u")
    pod.metadata.annotations = ["k": "v"]
    pod.metadata.finalizers = ["a/b"]
    pod.metadata.ownerReferences = [owner]
    pod.metadata.generation = 9
    pod.spec.nodeName = "n2"
    let reported = try #require(await store.commit(.updateStatus(pod)) as? Pod)
    #expect(reported.metadata.annotations == ["k": "v"])
    #expect(reported.metadata.finalizers == ["a/b"])
    #expect(reported.metadata.ownerReferences == [])
    #expect(reported.metadata.generation == 1)
    #expect(reported.spec.nodeName == "n1")

    var set = try await store.create(Make.set("web"))
    set.metadata.ownerReferences = [owner]
    set.metadata.labels = ["-": "x"]
    #expect(
      await store.refusal(.updateStatus(set))?
        .hasPrefix(#"StatefulSet.apps "web" is invalid: metadata.labels: Invalid value: "-""#)
        == true)
    set.metadata.labels = ["x": "y"]
    let kept = try await store.commit(.updateStatus(set)).metadata
    #expect(kept.ownerReferences == [owner] && kept.labels == ["x": "y"])

    // The last finalizer may go with a status.
    _ = try await store.commit(.delete(reported.key, Deletion(gracePeriodSeconds: 0)))
    var last = try await store.get(Pod.self, "sandbox", "a")
    last.metadata.finalizers = []
    _ = try await store.commit(.updateStatus(last))
    #expect(await store.list(Pod.self).isEmpty)
  }

  @Test func aNamespacesPhaseFollowsItsDeletion() async throws {
    let store = try await Make.store()
    var namespace = try await store.get(Namespace.self, "", "sandbox")
    namespace.phase = "Terminating"
    #expect(
      await store.refusal(.updateStatus(namespace))
        == #"Namespace "sandbox" is invalid: status.Phase: Invalid value: "Terminating": "#
        + "may only be 'Active' if `deletionTimestamp` is empty")
    namespace.phase = ""
    namespace.conditions = [["type": "NamespaceContentRemaining", "status": "True"]]
    let reported = try #require(await store.commit(.updateStatus(namespace)) as? Namespace)
    #expect(reported.phase == "Active")
    #expect(reported.conditions == namespace.conditions)
    var labelled = reported
    labelled.conditions = []
    labelled.finalizers = []
    labelled.metadata.labels = ["a": "b"]
    labelled = try await store.update(labelled)
    #expect(labelled.conditions == reported.conditions && labelled.finalizers == ["kubernetes"])
    #expect(labelled.metadata.labels == ["a": "b", "kubernetes.io/metadata.name": "sandbox"])
  }

  struct Quality: CustomTestStringConvertible {
    var resources: [Value]
    var expected: String
    var testDescription: String { "\(expected) \(resources)" }
  }

  @Test(arguments: [
    Quality(resources: [[:]], expected: "BestEffort"),
    Quality(resources: [["requests": ["cpu": "0"]]], expected: "BestEffort"),
    Quality(resources: [["requests": ["ephemeral-storage": "1Gi"]]], expected: "BestEffort"),
    Quality(resources: [["requests": ["cpu": "1"]]], expected: "Burstable"),
    Quality(resources: [["limits": ["cpu": "1", "memory": "1Gi"]]], expected: "Guaranteed"),
    Quality(
      resources: [
        [
          "limits": ["cpu": "1", "memory": "1Gi"],
          "requests": ["cpu": "1000m", "memory": "1024Mi"],
        ]
      ], expected: "Guaranteed"),
    Quality(resources: [["limits": ["cpu": "1", "memory": "1Gi"]], [:]], expected: "Burstable"),
    Quality(
      resources: [["limits": ["cpu": "2", "memory": "1Gi"], "requests": ["cpu": "1"]]],
      expected: "Burstable"),
  ])
  func aNewPodHasItsQualityOfService(row: Quality) async throws {
    let store = try await Make.store()
    var pod = Make.pod("a", node: "n1")
    pod.spec.containers = row.resources.enumerated().map { index, resources in
      Container(name: "c\(index)", image: "x", rest: ["resources": resources])
    }
    pod = try await store.create(pod)
    #expect(pod.status.rest["qosClass"] == .string(row.expected))
    pod.status.rest = [:]
    pod.status.phase = "Running"
    let reported = try #require(await store.commit(.updateStatus(pod)) as? Pod)
    #expect(reported.status.rest["qosClass"] == .string(row.expected))
  }

  @Test func aPreviewChangesNothing() async throws {
    let store = try await Make.store()
    let version = await store.version
    let pod = try await store.preview(.create(Make.pod("a")))
    #expect(!pod.metadata.uid.isEmpty && pod.metadata.resourceVersion == nil)
    #expect(await store.version == version)
    #expect(await store.list(Pod.self).isEmpty)
    let created = try await store.create(Make.pod("a"))
    #expect(created.metadata.resourceVersion == ResourceVersion(rawValue: version.rawValue + 1))
    await #expect(throws: StoreError.self) { try await store.preview(.create(Make.pod("a"))) }
    _ = try await store.preview(.delete(created.key, Deletion()))
    #expect(await store.list(Pod.self) == [created])
  }
}
