import ObjectStore
import Objects
import Testing

struct UpdateTests {
  @Test func generationCountsChangesOfTheSpecAlone() async throws {
    let store = try await Make.store()
    var set = try await store.create(Make.set("web"))
    #expect(set.metadata.generation == 1)
    set.metadata.labels["x"] = "y"
    set = try await store.update(set)
    #expect(set.metadata.generation == 1)
    set.spec.replicas = 3
    set = try await store.update(set)
    #expect(set.metadata.generation == 2)
    set.status.replicas = 2
    set.spec.replicas = 9
    let updated = try await store.commit(.updateStatus(set)) as? StatefulSet
    #expect(updated?.spec.replicas == 3)
    #expect(updated?.status.replicas == 2)
    #expect(updated?.metadata.generation == 2)
  }

  @Test func anUpdateDoesNotTouchTheStatusNorTheIdentity() async throws {
    let store = try await Make.store()
    var pod = try await store.create(Make.pod("a"))
    pod.status = PodStatus(phase: "Running", podIP: "10.244.0.6")
    let running = try await store.commit(.updateStatus(pod)) as! Pod
    var forged = Make.pod("a", labels: ["app": "other"])
    forged.status.phase = "Failed"
    forged.metadata.creationTimestamp = Timestamp(seconds: 1)
    forged.metadata.generation = 40
    let updated = try await store.update(forged)
    #expect(updated.status == running.status)
    #expect(updated.metadata.uid == pod.metadata.uid)
    #expect(updated.metadata.creationTimestamp == pod.metadata.creationTimestamp)
    #expect(updated.metadata.generation == 1)
  }

  @Test func aWriteThatChangesNothingIsNoEvent() async throws {
    let store = try await Make.store()
    let service = try await store.create(Make.service("httpd"))
    let pod = try await store.create(Make.pod("a"))
    let version = await store.version
    #expect(try await store.update(service) == service)
    #expect(try await store.update(Make.service("httpd")) == service)
    #expect(try await store.commit(.updateStatus(pod)) as? Pod == pod)
    #expect(await store.version == version)
  }

  @Test func aPodIsBoundOnce() async throws {
    let store = try await Make.store()
    let pod = try await store.create(Make.pod("a"))
    let bound = try await store.commit(.bind(pod.key, uid: pod.metadata.uid, node: "n1")) as! Pod
    #expect(bound.spec.nodeName == "n1")
    #expect(bound.condition("PodScheduled")?.status == "True")
    #expect(bound.metadata.generation == 1)
    #expect(
      await store.refusal(.bind(pod.key, uid: nil, node: "n2"))
        == #"Operation cannot be fulfilled on pods/binding "a": pod a is already assigned to node "n1""#
    )
    #expect(await store.refusal(.bind(pod.key, uid: "x", node: "n2")) != nil)
  }

  @Test func generatedNamesAreCutAndFree() async throws {
    let store = try await Make.store()
    var pod = Make.pod("")
    pod.metadata.generateName = String(repeating: "a", count: 70)
    let stored = try await store.create(pod)
    #expect(stored.metadata.name.utf8.count == 63)
    #expect(stored.metadata.name.hasPrefix(String(repeating: "a", count: 58)))
    #expect(stored.metadata.generateName == pod.metadata.generateName)
    pod.metadata.generateName = ""
    #expect(
      await store.refusal(.create(pod))
        == #"Pod "" is invalid: metadata.name: Required value: name or generateName is required"#)
  }

  @Test func aTerminatingNamespaceTakesNothingNew() async throws {
    let store = try await Make.store()
    try await store.create(Make.pod("a"))
    let key = Make.namespace("sandbox").key
    let namespace =
      try await store.commit(.delete(key, uid: nil, gracePeriodSeconds: nil)) as! Namespace
    #expect(namespace.phase == "Terminating")
    #expect(
      await store.refusal(.create(Make.pod("b")))
        == #"pods "b" is forbidden: unable to create new content in namespace sandbox "#
        + "because it is being terminated")
    var emptied = namespace
    emptied.finalizers = []
    _ = try await store.commit(.finalize(emptied))
    #expect(await store.list(Namespace.self).isEmpty)
  }

  @Test(arguments: ["default", "kube-system", "kube-public"])
  func someNamespacesStay(name: String) async throws {
    let store = try await Make.store()
    let namespace = try await store.create(Make.namespace(name))
    #expect(
      await store.refusal(.delete(namespace.key, uid: nil, gracePeriodSeconds: nil))
        == #"namespaces "\#(name)" is forbidden: this namespace may not be deleted"#)
  }
}
