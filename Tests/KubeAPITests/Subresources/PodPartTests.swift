import KubeAPI
import ObjectStore
import Objects
import Testing

/// `pods/NAME/ephemeralcontainers` and `pods/NAME/resize`.
@Suite struct PodPartTests {
  private static let pod = "\(Sample.pods)/p"
  private static let strategic = "application/strategic-merge-patch+json"
  private static let merge = "application/merge-patch+json"
  private static let json = "application/json-patch+json"
  private static let apply = "application/apply-patch+yaml"

  /// With two containers, of which the second asks for nothing, and a sidecar; running, as a kubelet
  /// says that can resize.
  private func world(_ extra: Value = [:], reportsResources: Bool = true) async throws
    -> APIWorld
  {
    let world = try await APIWorld()
    let pod: Value = [
      "metadata": ["name": "p", "labels": ["a": "b"]],
      "spec": [
        "initContainers": [["name": "i", "image": "x"]],
        "containers": [
          [
            "name": "a", "image": "x",
            "resources": [
              "requests": ["cpu": "1", "memory": "1Gi"], "limits": ["cpu": "2"],
            ],
          ], ["name": "b", "image": "x"],
        ],
      ],
    ]
    try await world.send("POST", Sample.pods, pod.merging(extra))
    var stored = try await world.store.get(Pod.self, "sandbox", "p")
    stored.status.phase = "Running"
    var told: [String: Value] = ["name": "a", "state": ["running": [:]]]
    if reportsResources { told["resources"] = [:] }
    stored.status.rest["containerStatuses"] = [.object(told)]
    _ = try await world.store.commit(.updateStatus(stored))
    return world
  }

  private static let look: Value = ["name": "look", "image": "busybox"]

  /// Each way to put a container in, with changes that are not taken.
  @Test(arguments: [strategic, merge, json, apply, "PUT"])
  func aContainerToLookAround(_ type: String) async throws {
    let world = try await world()
    let target = "\(Self.pod)/ephemeralcontainers"
    let before = try await world.send("GET", target)
    #expect(before["kind"] == "Pod" && before["metadata.generation"] == 1)
    let change: Value = [
      "metadata": ["labels": ["a": "c"]],
      "spec": ["ephemeralContainers": [Self.look], "activeDeadlineSeconds": 9],
      "status": ["phase": "Failed"],
    ]
    let answer: Answer
    switch type {
    case "PUT": answer = try await world.send("PUT", target, before.value.merging(change))
    case Self.json:
      let patch: Value = [
        ["op": "add", "path": "/spec/ephemeralContainers", "value": [Self.look]],
        ["op": "replace", "path": "/metadata/labels/a", "value": "c"],
      ]
      answer = try await world.send("PATCH", target, patch, type: type)
    case Self.apply:
      let whole = change.merging([
        "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p"],
      ])
      answer = try await world.send(
        "PATCH", "\(target)?fieldManager=m", whole, type: type)
    default: answer = try await world.send("PATCH", target, change, type: type)
    }
    #expect(answer.status == 200, "\(answer.text)")
    let container = answer["spec.ephemeralContainers"]?[0]
    #expect(container?["name"] == "look" && container?["imagePullPolicy"] == "Always")
    #expect(answer["metadata.generation"] == 2 && answer["metadata.labels"] == ["a": "b"])
    #expect(answer["status.phase"] == "Running" && answer["spec.activeDeadlineSeconds"] == nil)
    let books = try #require(answer["metadata.managedFields"]?.array)
    let own = try #require(books.first { $0["subresource"] == "ephemeralcontainers" })
    #expect(own["operation"] == (type == Self.apply ? "Apply" : "Update"))
    #expect(own["fieldsV1"]?.object?.keys.sorted() == ["f:spec"])
    #expect(own["fieldsV1"]?["f:spec"]?.object?.keys.sorted() == ["f:ephemeralContainers"])
    // The same again is no change.
    if type == Self.strategic {
      let again = try await world.send("PATCH", target, change, type: type)
      #expect(again["metadata.resourceVersion"] == answer["metadata.resourceVersion"])
    }
  }

  /// A strategic patch, or a JSON patch, and the refusal; what stands behind the first line of it is a
  /// difference.
  static let refusals: [(String, Value, String)] = [
    (
      "ephemeralcontainers", ["spec": ["ephemeralContainers": [["name": "look", "image": "y"]]]],
      #"spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be changed"#
    ),
    (
      "ephemeralcontainers", [["op": "remove", "path": "/spec/ephemeralContainers"]],
      #"spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be removed"#
    ),
    (
      "ephemeralcontainers", ["spec": ["ephemeralContainers": [["name": "a", "image": "y"]]]],
      #"spec.ephemeralContainers[0].name: Duplicate value: "a""#
    ),
    (
      "ephemeralcontainers",
      [
        "spec": [
          "ephemeralContainers": [["name": "n", "image": "y", "targetContainerName": "z"]]
        ]
      ],
      #"spec.ephemeralContainers[0].targetContainerName: Not found: "z""#
    ),
    (
      "ephemeralcontainers",
      [
        "spec": [
          "ephemeralContainers": [["name": "n", "image": "y", "ports": [["containerPort": 1]]]]
        ]
      ],
      "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container"
    ),
    (
      "resize",
      ["spec": ["containers": [["name": "a", "resources": ["requests": ["memory": .null]]]]]],
      "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed"
    ),
    (
      "resize", ["spec": ["containers": [["name": "a", "resources": ["limits": .null]]]]],
      "spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed"
    ),
    (
      "resize",
      [
        "spec": [
          "containers": [["name": "a", "resources": ["requests": ["ephemeral-storage": "1Gi"]]]]
        ]
      ],
      "spec: Forbidden: only cpu and memory resources are mutable"
    ),
    (
      "resize", ["spec": ["containers": [["name": "a", "resources": ["requests": ["cpu": "3"]]]]]],
      #"spec.containers[0].resources.requests: Invalid value: "3": must be less than or equal to cpu limit of 2"#
    ),
    (
      "resize", [["op": "replace", "path": "/spec/containers/0/name", "value": "z"]],
      "spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize"
    ),
    (
      "resize", [["op": "remove", "path": "/spec/containers/1"]],
      "spec.containers: Forbidden: containers may not be added or removed on resize"
    ),
    (
      "resize", [["op": "remove", "path": "/spec/initContainers"]],
      "spec.initContainers: Forbidden: initContainers may not be added or removed on resize"
    ),
    (
      "resize",
      [
        "spec": [
          "initContainers": [["name": "i", "resources": ["requests": ["ephemeral-storage": "1"]]]]
        ]
      ],
      "spec.initContainers[0]: Forbidden: only cpu and memory resources for init or sidecar "
        + "containers are mutable"
    ),
    (
      "resize", ["spec": ["resources": ["requests": ["hugepages-2Mi": "2Mi"]]]],
      "only cpu and memory resources are mutable at pod-level"
    ),
  ]

  @Test(arguments: refusals)
  func isRefused(row: (part: String, patch: Value, text: String)) async throws {
    let world = try await world()
    if row.text.contains("existing") {
      let patch: Value = ["spec": ["ephemeralContainers": [Self.look]]]
      try await world.send(
        "PATCH", "\(Self.pod)/ephemeralcontainers", patch, type: Self.strategic)
    }
    let answer = try await world.send(
      "PATCH", "\(Self.pod)/\(row.part)", row.patch,
      type: row.patch.array == nil ? Self.strategic : Self.json)
    #expect(answer.status == 422)
    #expect(answer.message.contains(row.text), "\(answer.message)")
  }

  /// The class of a pod that nobody has looked at is the one that it was made with.
  @Test(
    arguments: [
      ([:], true, ["requests": ["memory": "2Gi"]], "200"),
      (
        [:], false, ["requests": ["memory": "2Gi"]],
        "spec: Forbidden: Pod running on node without support for resize"
      ),
      (
        ["spec": ["containers": [["name": "a", "image": "x"]]]], true,
        ["requests": ["memory": "2Gi"]],
        #"spec: Invalid value: "BestEffort": Pod QOS Class may not change as a result of resizing"#
      ),
      (
        [
          "metadata": ["annotations": ["kubernetes.io/config.mirror": "x"]],
          "spec": ["nodeName": "n"],
        ],
        true, ["requests": ["memory": "2Gi"]], "[]: Forbidden: static pods cannot be resized"
      ),
      (
        ["spec": ["os": ["name": "windows"]]], true, ["requests": ["memory": "2Gi"]],
        "[]: Forbidden: windows pods cannot be resized"
      ),
    ] as [(Value, Bool, Value, String)])
  func podsThatCannotBeResized(
    _ extra: Value, _ reportsResources: Bool, _ resources: Value, _ text: String
  ) async throws {
    let world = try await world(extra, reportsResources: reportsResources)
    let answer = try await world.send(
      "PATCH", "\(Self.pod)/resize",
      ["spec": ["containers": [["name": "a", "resources": resources]]]], type: Self.strategic)
    if text == "200" {
      #expect(answer.status == 200)
    } else {
      #expect(answer.status == 422 && answer.message.hasSuffix(text), "\(answer.message)")
    }
  }

  @Test func aResizeChangesResourcesAlone() async throws {
    let world = try await world()
    let target = "\(Self.pod)/resize"
    let patch: Value = [
      "metadata": ["labels": ["a": "c"]],
      "spec": [
        "activeDeadlineSeconds": 9,
        "containers": [
          [
            "name": "a", "image": "y", "resources": ["requests": ["cpu": "1500m"]],
            "resizePolicy": [["resourceName": "cpu", "restartPolicy": "NotRequired"]],
          ]
        ],
      ],
    ]
    let answer = try await world.send("PATCH", target, patch, type: Self.strategic)
    #expect(answer.status == 422)
    let resize = patch.merging([
      "spec": [
        "activeDeadlineSeconds": .null,
        "containers": [
          ["name": "a", "image": "y", "resources": ["requests": ["cpu": "1500m"]]]
        ],
      ]
    ])
    let done = try await world.send("PATCH", target, resize, type: Self.strategic)
    #expect(done.status == 200, "\(done.text)")
    let container = done["spec.containers"]?[0]
    #expect(
      container?["resources"] == [
        "requests": ["cpu": "1500m", "memory": "1Gi"], "limits": ["cpu": "2"],
      ])
    #expect(container?["image"] == "x" && done["metadata.labels"] == ["a": "b"])
    #expect(done["metadata.generation"] == 2)
    #expect(done["spec.containers"]?.array?.count == 2)
    // By the pod's own path nothing of this can be changed.
    let other: Value = [
      "spec": ["containers": [["name": "a", "resources": ["requests": ["cpu": "1200m"]]]]]
    ]
    let outside = try await world.send("PATCH", Self.pod, other, type: Self.strategic)
    #expect(outside.status == 422)
    let put = try await world.send("PUT", target, done.value)
    #expect(put["metadata.resourceVersion"] == done["metadata.resourceVersion"])
    let stale = try await world.send(
      "PUT", target,
      done.value.merging([
        "metadata": ["resourceVersion": "1"]
      ]))
    #expect(stale.status == 409)
  }

  /// What all containers share (KEP-5419).
  @Test func aResizeOfThePod() async throws {
    let world = try await world([
      "spec": ["resources": ["requests": ["cpu": "4"], "limits": ["cpu": "4"]]]
    ])
    let target = "\(Self.pod)/resize"
    let more: Value = ["spec": ["resources": ["requests": ["cpu": "3"]]]]
    let answer = try await world.send("PATCH", target, more, type: Self.strategic)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(answer["spec.resources.requests"]?["cpu"] == "3")
    let less: Value = ["spec": ["resources": .null]]
    let refusal = try await world.send("PATCH", target, less, type: Self.strategic)
    #expect(
      refusal.message.contains(
        "spec.resources: Forbidden: pod-level resources cannot be removed"))
  }

  @Test(arguments: ["ephemeralcontainers", "resize"])
  func otherRequests(_ part: String) async throws {
    let world = try await world()
    let target = "\(Self.pod)/\(part)"
    #expect(try await world.send("GET", target)["metadata.name"] == "p")
    #expect(try await world.send("POST", target, [:]).status == 405)
    #expect(try await world.send("DELETE", target).status == 405)
    #expect(try await world.send("GET", "\(Sample.pods)/nope/\(part)").status == 404)
    let wanted: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "nope"], "spec": [:],
    ]
    let applied = try await world.send(
      "PATCH", "\(Sample.pods)/nope/\(part)?fieldManager=m", wanted, type: Self.apply)
    #expect(applied.status == 404)
    let dry = try await world.send(
      "PATCH", "\(Self.pod)/ephemeralcontainers?dryRun=All",
      ["spec": ["ephemeralContainers": [Self.look]]], type: Self.strategic)
    #expect(dry["metadata.generation"] == 2)
    let stored = try await world.send("GET", target)
    #expect(stored["spec.ephemeralContainers"] == nil)
  }

  /// Both forms of discovery and the paths of OpenAPI name them.
  @Test(arguments: ["ephemeralcontainers", "resize"])
  func isTold(_ part: String) async throws {
    let world = try await world()
    let list = try await world.send("GET", "/api/v1")
    let entry = list["resources"]?.array?.first { $0["name"]?.string == "pods/\(part)" }
    #expect(
      entry == [
        "name": .string("pods/\(part)"), "singularName": "", "namespaced": true, "kind": "Pod",
        "verbs": ["get", "patch", "update"],
      ])
    let document = try await world.send("GET", "/openapi/v3/api/v1")
    let path = "/api/v1/namespaces/{namespace}/pods/{name}/\(part)"
    let operations = document.value["paths"]?[path]?.object?.keys.sorted()
    #expect(operations == ["get", "parameters", "patch", "put"])
  }
}
