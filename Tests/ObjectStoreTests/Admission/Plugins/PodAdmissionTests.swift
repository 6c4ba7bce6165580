import ObjectStore
import Objects
import Testing

struct PodAdmissionTests {
  private func store() async throws -> ObjectStore {
    try await Make.store(plugins: [PodAdmission(identifiers: SeededIdentifiers(seed: 5))])
  }

  private func account(_ name: String, _ body: [String: Value] = [:]) -> GenericObject {
    GenericObject(
      resource: .serviceAccount, metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      body: body)
  }

  private static let path = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// The spec that a real API server gave the article's first pod, without the name of its volume.
  @Test func aPodOfASetIsAsRecorded() async throws {
    let store = try await store()
    let pod = try await store.create(try Pod(value: RecordedPod.asCreated))
    let name = try #require(pod.spec.volumes.last?["name"]?.string)
    #expect(name.hasPrefix("kube-api-access-") && name.utf8.count == 21)
    let expected = RecordedPod.spec.json().replacing("kube-api-access-269xd", with: name)
    #expect(pod.value["spec"]?.json() == expected)
    #expect(pod.value["status"] == ["phase": "Pending", "qosClass": "BestEffort"])
  }

  @Test func everyContainerSeesTheToken() async throws {
    let store = try await store()
    var pod = Make.pod("a")
    pod.spec.containers.append(
      Container(
        name: "own", image: "x",
        rest: ["volumeMounts": [["name": "v", "mountPath": .string(Self.path)]]]))
    pod.spec.volumes = [["name": "v", "emptyDir": [:]]]
    pod.spec.rest["initContainers"] = [["name": "init", "image": "x"]]
    pod = try await store.create(pod)
    let mounts = pod.spec.containers.map { $0.rest["volumeMounts"]?.array?.count }
    #expect(mounts == [1, 1])
    let initial = pod.spec.rest["initContainers"]?[0]?["volumeMounts"]?[0]
    #expect(initial?["name"] == pod.spec.volumes.last?["name"])
    #expect(initial?["mountPath"]?.string == Self.path && initial?["readOnly"] == true)
    #expect(pod.spec.volumes.count == 2)
  }

  @Test func whoeverWantsNoTokenGetsNone() async throws {
    let store = try await store()
    try await store.create(account("quiet", ["automountServiceAccountToken": false]))
    for (name, account, own, expected) in [
      ("a", "", false as Value?, 0), ("b", "quiet", nil, 0), ("c", "quiet", true, 1),
      ("d", "", nil, 1),
    ] {
      var pod = Make.pod(name)
      if !account.isEmpty { pod.spec.rest["serviceAccountName"] = .string(account) }
      pod.spec.rest["automountServiceAccountToken"] = own
      pod = try await store.create(pod)
      #expect(pod.spec.volumes.count == expected, "\(name)")
      #expect(pod.spec.rest["serviceAccount"] == .string(account.isEmpty ? "default" : account))
    }
  }

  @Test func anAccountMustExist() async throws {
    let store = try await store()
    var pod = Make.pod("a")
    pod.spec.rest["serviceAccount"] = "robot"
    #expect(
      await store.refusal(.create(pod))
        == #"pods "a" is forbidden: error looking up service account sandbox/robot: "#
        + #"serviceaccount "robot" not found"#)
    try await store.create(account("robot", ["imagePullSecrets": [["name": "registry"]]]))
    pod = try await store.create(pod)
    #expect(pod.spec.rest["serviceAccountName"] == "robot")
    #expect(pod.spec.rest["imagePullSecrets"] == [["name": "registry"]])
  }

  @Test func tolerationsAndPrioritiesOfItsOwnStay() async throws {
    let store = try await store()
    var pod = Make.pod("a")
    pod.spec.rest["tolerations"] = [["operator": "Exists"]]
    pod.spec.rest["priorityClassName"] = "system-node-critical"
    pod = try await store.create(pod)
    #expect(pod.spec.rest["tolerations"] == [["operator": "Exists"]])
    #expect(pod.spec.rest["priority"] == 2_000_001_000)
    var other = Make.pod("b")
    other.spec.rest["tolerations"] = [
      ["key": "node.kubernetes.io/not-ready", "operator": "Exists"]
    ]
    other = try await store.create(other)
    #expect(
      other.spec.rest["tolerations"]?.array?.map { $0["key"]?.string } == [
        "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable",
      ])
  }

  @Test(
    arguments: [
      (["priorityClassName": "nosuch"], "no PriorityClass with name nosuch was found"),
      (
        ["priority": 5],
        "the integer value of priority (5) must not be provided in pod spec; priority admission "
          + "controller computed 0 from the given PriorityClass name"
      ),
      (
        ["priorityClassName": "system-cluster-critical", "priority": 1],
        "the integer value of priority (1) must not be provided in pod spec; priority admission "
          + "controller computed 2000000000 from the given PriorityClass name"
      ),
      (
        ["preemptionPolicy": "Never"],
        "the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority "
          + "admission controller computed PreemptLowerPriority from the given PriorityClass name"
      ),
    ] as [([String: Value], String)])
  func prioritiesComeFromClasses(fields: [String: Value], reason: String) async throws {
    let store = try await store()
    var pod = Make.pod("a")
    pod.spec.rest.merge(fields) { $1 }
    #expect(await store.refusal(.create(pod)) == #"pods "a" is forbidden: \#(reason)"#)
  }

  /// Admission comes first, and knows no generated name.
  @Test func aPodThatIsNotLetInIsNotLookedAt() async throws {
    let store = try await store()
    var pod = Make.pod("")
    pod.metadata.generateName = "a-"
    pod.metadata.labels["-"] = "-"
    pod.spec.rest["priorityClassName"] = "high"
    #expect(
      await store.refusal(.create(pod))
        == #"pods "a-" is forbidden: no PriorityClass with name high was found"#)
    pod.spec.rest["serviceAccountName"] = "missing"
    #expect(
      await store.refusal(.create(pod))
        == #"pods "a-" is forbidden: error looking up service account sandbox/missing: "#
        + #"serviceaccount "missing" not found"#)
    pod.spec.rest["serviceAccountName"] = nil
    pod.spec.rest["priorityClassName"] = nil
    #expect(await store.refusal(.create(pod))?.contains("metadata.labels") == true)
  }

  /// A kubelet's own pods are shown as they are.
  @Test func mirrorPodsGetNoAccount() async throws {
    let store = try await store()
    var pod = Make.pod("a")
    pod.metadata.annotations["kubernetes.io/config.mirror"] = "x"
    pod.spec.nodeName = "ordinal"
    let stored = try await store.create(pod)
    #expect(stored.spec.volumes == [] && stored.spec.rest["serviceAccountName"] == nil)
    #expect(stored.spec.rest["serviceAccount"] == nil && stored.spec.rest["priority"] == 0)
    #expect(stored.spec.rest["tolerations"]?.array?.count == 2)
    #expect(try await store.update(stored).spec == stored.spec)
  }

  @Test(
    arguments: [
      (#"{"serviceAccountName":"default"}"#, "reference service accounts"),
      (#"{"serviceAccount":"default"}"#, "reference service accounts"),
      (#"{"imagePullSecrets":[{"name":"s"}]}"#, "reference secrets"),
      (#"{"volumes":[{"name":"v","secret":{"secretName":"s"}}]}"#, "reference secrets"),
      (
        #"{"volumes":[{"name":"v","projected":{"sources":[{"secret":{"name":"s"}}]}}]}"#,
        "reference secrets"
      ),
      (
        #"{"containers":[{"name":"c","image":"i","envFrom":[{"secretRef":{"name":"s"}}]}]}"#,
        "reference secrets"
      ),
      (
        #"{"initContainers":[{"name":"n","image":"i","env":[{"name":"E","valueFrom":"#
          + #"{"secretKeyRef":{"name":"s","key":"k"}}}]}]}"#, "reference secrets"
      ),
      (
        #"{"volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}"#,
        "use ServiceAccountToken volume projections"
      ),
    ] as [(String, String)])
  func whatMirrorPodsLack(spec: String, text: String) async throws {
    let store = try await store()
    var pod = Make.pod("a").value
    let mirror: Value = [
      "metadata": ["annotations": ["kubernetes.io/config.mirror": "x"]],
      "spec": try Value.parse(json: spec),
    ]
    pod = pod.merging(mirror)
    #expect(
      await store.refusal(.create(try Pod(value: pod)))
        == #"pods "a" is forbidden: a mirror pod may not \#(text)"#)
  }

  /// Who writes a pod anew need not know what admission put into it.
  @Test func anUpdateKeepsWhatWasAdmitted() async throws {
    let store = try await store()
    let pod = try await store.create(Make.pod("a"))
    var update = pod
    for field in ["priority", "preemptionPolicy", "tolerations"] { update.spec.rest[field] = nil }
    update.metadata.labels["a"] = "b"
    update = try await store.update(update)
    #expect(update.spec == pod.spec)
    #expect(update.metadata.labels["a"] == "b")
  }

  @Test func podsOfOneTemplateShareTheirContainers() async throws {
    let store = try await store()
    let (a, b) = (try await store.create(Make.pod("a")), try await store.create(Make.pod("b")))
    let other = try await store.create(
      {
        var pod = Make.pod("c")
        pod.spec.containers[0].image = "other:1"
        return pod
      }())
    func address(_ pod: Pod) -> UnsafeRawPointer? {
      unsafe pod.spec.containers.withUnsafeBytes { $0.baseAddress }
    }
    unsafe #expect(address(a) == address(b))
    unsafe #expect(address(a) != address(other))
    #expect(a.spec.volumes.last != other.spec.volumes.last)
  }

  @Test func anUpdateAddsNothing() async throws {
    let store = try await store()
    let pod = try await store.create(Make.pod("a"))
    var labelled = pod
    labelled.metadata.labels["x"] = "y"
    #expect(try await store.update(labelled).spec == pod.spec)
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
