import ObjectStore
import Objects
import Testing

struct ObjectStoreTests {
  @Test func aCreatedObjectHasItsIdentity() async throws {
    let clock = ManualClock(now: Timestamp(seconds: 1_700_000_000, nanoseconds: 5))
    let store = try await Make.store(clock: clock)
    var pod = Make.pod("web-0")
    pod.metadata.generation = 7
    pod.metadata.uid = "chosen"
    pod.metadata.deletionTimestamp = Timestamp(seconds: 1)
    pod.status.phase = "Running"
    let stored = try await store.create(pod)
    #expect(stored.metadata.uid.utf8.count == 36 && stored.metadata.uid != "chosen")
    #expect(stored.metadata.creationTimestamp == Timestamp(seconds: 1_700_000_000))
    #expect(stored.metadata.deletionTimestamp == nil)
    #expect(stored.metadata.generation == 1)
    #expect(stored.metadata.resourceVersion == ResourceVersion(rawValue: 2))
    #expect(stored.status.phase == "Pending")
    #expect(try await store.get(Pod.self, "sandbox", "web-0") == stored)
  }

  @Test func versionsGrowOverAllKinds() async throws {
    let store = try await Make.store()
    let writes: [Write] = [
      .create(Make.service("httpd")), .create(Make.pod("a")), .create(Make.namespace("other")),
      .delete(Make.pod("a").key, uid: nil, gracePeriodSeconds: 0),
    ]
    let versions = await store.commit(writes).map {
      (try? $0.get())?.metadata.resourceVersion?.rawValue
    }
    // A pod is marked first, and then removed.
    #expect(versions == [2, 3, 4, 6])
    #expect(await store.version.rawValue == 6)
  }

  @Test func listsAreSortedAndSelected() async throws {
    let store = try await Make.store()
    try await store.create(Make.namespace("other"))
    for name in ["b", "a", "c"] { try await store.create(Make.pod(name)) }
    try await store.create(Make.pod("a", in: "other", labels: ["app": "else"]))
    let labels = LabelSelector(matchLabels: ["app": "httpd"])
    func names(_ selection: Selection) async -> [String] {
      await store.list(selection).items.map { "\($0.namespacedName)" }
    }
    #expect(
      await names(Selection([Pod.resource])) == ["other/a", "sandbox/a", "sandbox/b", "sandbox/c"])
    #expect(await names(Selection([Pod.resource], namespace: "other")) == ["other/a"])
    #expect(await names(Selection([Pod.resource], namespace: "none")) == [])
    #expect(
      await names(Selection([Pod.resource], labels: labels))
        == ["sandbox/a", "sandbox/b", "sandbox/c"])
    #expect(
      await names(Selection([Pod.resource], namespace: "sandbox", name: "b")) == ["sandbox/b"])
    #expect(await store.list(.everything).items.count == 6)
    #expect(await store.list(Selection([Service.resource])).version == store.version)
  }

  @Test func refusalsHaveUpstreamsTexts() async throws {
    let store = try await Make.store()
    let set = try await store.create(Make.set("web"))
    var stale = set
    stale.metadata.resourceVersion = ResourceVersion(rawValue: 1)
    var another = set
    another.metadata.uid = "x"
    var versioned = Make.pod("p")
    versioned.metadata.resourceVersion = ResourceVersion(rawValue: 1)
    let rows: [(Write, String)] = [
      (.create(Make.set("web")), #"statefulsets.apps "web" already exists"#),
      (.update(Make.service("httpd")), #"services "httpd" not found"#),
      (.updateStatus(Make.pod("web-9")), #"pods "web-9" not found"#),
      (
        .delete(Make.set("w").key, uid: nil, gracePeriodSeconds: nil),
        #"statefulsets.apps "w" not found"#
      ),
      (.create(Make.pod("p", in: "other")), #"namespaces "other" not found"#),
      (
        .update(stale),
        #"Operation cannot be fulfilled on statefulsets.apps "web": the object has been modified; "#
          + "please apply your changes to the latest version and try again"
      ),
      (
        .update(another),
        #"Operation cannot be fulfilled on statefulsets.apps "web": Precondition failed: "#
          + "UID in precondition: x, UID in object meta: \(set.metadata.uid)"
      ),
      (
        .delete(set.key, uid: "x", gracePeriodSeconds: nil),
        #"Operation cannot be fulfilled on StatefulSet.apps "web": the UID in the precondition "#
          + "(x) does not match the UID in record (\(set.metadata.uid)). "
          + "The object might have been deleted and then recreated"
      ),
      (.create(versioned), "resourceVersion should not be set on objects to be created"),
      (
        .delete(Make.namespace("default").key, uid: nil, gracePeriodSeconds: nil),
        #"namespaces "default" not found"#
      ),
    ]
    for (write, text) in rows { #expect(await store.refusal(write) == text) }
    #expect(await store.version == set.metadata.resourceVersion)
  }

  @Test func aSequenceEndsWithItsFirstRefusal() async throws {
    let store = try await Make.store()
    let results = await store.commit(sequences: [
      [.create(Make.pod("a")), .create(Make.pod("a")), .create(Make.pod("b"))],
      [.create(Make.pod("c"))], [],
    ])
    #expect(results.map { $0.map { $0 != nil } } == [[true, true, false], [true], []])
    #expect(await store.list(Pod.self).map(\.metadata.name) == ["a", "c"])
  }

  @Test func aBatchGoesOnBesideARefusedPart() async throws {
    let store = try await Make.store()
    _ = try await store.create(Make.pod("a"))
    var sequence = WriteSequence()
    for (name, place) in [
      ("a", (0, 0)), ("b", (0, 0)), ("c", (0, 1)), ("c", (0, 2)), ("d", (0, 3)),
    ] {
      let place = WriteSequence.Place(batch: place.0, part: place.1)
      sequence.append(.create(Make.pod(name)), at: place)
    }
    sequence.append(.create(Make.pod("e")), at: WriteSequence.Place(batch: sequence.nextBatch))
    let results = await store.commit(sequences: [sequence])[0]
    let errors = results.map { result in
      result.map { if case .failure = $0 { true } else { false } }
    }
    #expect(errors == [true, nil, false, true, false, nil])
    #expect(await store.list(Pod.self).map(\.metadata.name) == ["a", "c", "d"])
  }

  @Test func everyKindHasItsOwnDefaultsAndRules() async throws {
    let store = try await Make.store()
    let service = try await store.create(Make.service("httpd"))
    #expect(service.spec.type == "ClusterIP" && service.spec.rest["sessionAffinity"] == "None")
    let set = try await store.create(Make.set("web"))
    #expect(set.spec.podManagementPolicy == "OrderedReady")
    let namespace = try await store.get(Namespace.self, "", "sandbox")
    #expect(namespace.metadata.labels["kubernetes.io/metadata.name"] == "sandbox")
    var immutable = set
    immutable.spec.serviceName = "other"
    let loopback = EndpointSlice(
      metadata: ObjectMetadata(name: "s", namespace: "sandbox"), addressType: "IPv4",
      endpoints: [SliceEndpoint(addresses: ["127.0.0.1"])])
    let rows: [(Write, String)] = [
      (.create(Make.set("Web")), #"StatefulSet.apps "Web" is invalid: "#),
      (.create(Make.namespace("a.b")), #"Namespace "a.b" is invalid: "#),
      (.update(immutable), #"StatefulSet.apps "web" is invalid: spec: Forbidden: "#),
      (.create(loopback), #"EndpointSlice.discovery.k8s.io "s" is invalid: "#),
    ]
    for (write, text) in rows {
      let refusal = await store.refusal(write)
      #expect(refusal?.hasPrefix(text) == true, "\(refusal ?? "accepted")")
    }
    guard case .success = await store.commit([.create(loopback)], by: .controller)[0] else {
      Issue.record("a controller may use loopback addresses")
      return
    }
  }
}
