import KubeAPI
import ObjectStore
import Objects
import Testing

struct CreateTests {
  @Test func dryRunChangesNothing() async throws {
    let world = try await APIWorld()
    let version = await world.store.version
    let answer = try await world.send("POST", "\(Sample.sets)?dryRun=All", Sample.set())
    #expect(answer.status == 201)
    #expect(answer["metadata.uid"]?.string?.isEmpty == false)
    #expect(try await world.send("GET", "\(Sample.sets)/web").status == 404)
    #expect(await world.store.version == version)
  }

  @Test func unknownDryRunIsRefused() async throws {
    let world = try await APIWorld()
    let answer = try await world.send("POST", "\(Sample.sets)?dryRun=Some", Sample.set())
    #expect(answer.status == 422)
    #expect(answer["details.kind"] == "CreateOptions")
  }

  /// `fieldValidation`, the status and the warnings that an unknown and a doubled field get.
  static let validations: [(String, Int, [String])] = [
    (
      "", 201,
      [#"299 - "duplicate field \"data\"""#, #"299 - "unknown field \"nope\"""#]
    ),
    ("Ignore", 201, []), ("Strict", 400, []), ("Perhaps", 422, []),
  ]

  @Test(arguments: validations)
  func unknownFieldsAreToldAsAskedFor(row: (word: String, status: Int, warnings: [String]))
    async throws
  {
    let world = try await APIWorld()
    let text = #"{"metadata":{"name":"a"},"nope":1,"data":{},"data":{"x":"1"}}"#
    let answer = try await world.send(
      "POST", "\(Sample.configMaps)?fieldValidation=\(row.word)", octets: Array(text.utf8))
    #expect(answer.status == row.status)
    #expect(answer.warnings == row.warnings)
    if row.status == 400 {
      #expect(
        answer.message
          == #"ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: "#
          + #"duplicate field "data", unknown field "nope""#)
    }
  }

  @Test func namespaceOfTheURLIsTaken() async throws {
    let world = try await APIWorld()
    let answer = try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    #expect(answer["metadata.namespace"] == "sandbox")
    #expect(try await world.send("POST", "/api/v1/configmaps", Sample.configMap("a")).status == 405)
  }

  /// Bodies that are no objects: each gets a Status of 400 and nothing else happens.
  static let broken: [(String, [UInt8], String)] = [
    ("empty", [], "application/json"),
    ("not JSON", Array("{".utf8), "application/json"),
    ("an array", Array("[1]".utf8), "application/json"),
    (
      "bad UTF-8", Array(#"{"metadata":{"name":""#.utf8) + [0xFF, 0x22, 0x7D, 0x7D],
      "application/json"
    ),
    ("deep", [UInt8](repeating: 0x5B, count: 100_000), "application/json"),
    ("deep objects", Array(String(repeating: #"{"a":"#, count: 100_000).utf8), "application/json"),
    ("no protobuf", Array("{}".utf8), "application/vnd.kubernetes.protobuf"),
    ("cut protobuf", [0x6B, 0x38, 0x73, 0, 0x0A, 0xFF], "application/vnd.kubernetes.protobuf"),
    ("metadata is text", Array(#"{"metadata":"x"}"#.utf8), "application/json"),
    ("wrong type", Array(#"{"metadata":{"name":1}}"#.utf8), "application/json"),
  ]

  @Test(arguments: broken)
  func brokenBodyIsRefused(row: (name: String, octets: [UInt8], type: String)) async throws {
    let world = try await APIWorld()
    let answer = try await world.send(
      "POST", Sample.configMaps, octets: row.octets, type: row.type)
    #expect(answer.status == 400, "\(row.name): \(answer.text)")
    #expect(answer["kind"] == "Status")
    #expect(answer["reason"] == "BadRequest")
    #expect(answer.text.utf8.count < 2000)
  }

  @Test func strangeBodyTypeIsRefused() async throws {
    let world = try await APIWorld()
    let answer = try await world.send(
      "POST", Sample.configMaps, octets: [1], type: "text/plain")
    #expect(answer.status == 415)
  }
}

struct PatchTests {
  private func world() async throws -> APIWorld {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Sample.set())
    return world
  }

  private static let merge = "application/merge-patch+json"
  private static let strategic = "application/strategic-merge-patch+json"

  static let patches: [(String, Value)] = [
    (merge, ["spec": ["replicas": 5]]), (strategic, ["spec": ["replicas": 5]]),
    (
      "application/json-patch+json",
      [["op": "replace", "path": "/spec/replicas", "value": 5]]
    ),
  ]

  @Test(arguments: patches)
  func patchIsApplied(row: (type: String, patch: Value)) async throws {
    let world = try await world()
    let answer = try await world.send("PATCH", "\(Sample.sets)/web", row.patch, type: row.type)
    #expect(answer.status == 200)
    #expect(answer["spec.replicas"] == 5)
    #expect(answer["metadata.generation"] == 2)
  }

  @Test func strategicPatchMergesContainersByName() async throws {
    let world = try await world()
    let patch: Value = [
      "spec": ["template": ["spec": ["containers": [["name": "httpd", "image": "httpd:3"]]]]]
    ]
    let answer = try await world.send(
      "PATCH", "\(Sample.sets)/web", patch, type: Self.strategic)
    let containers = answer["spec.template.spec.containers"]
    #expect(containers?.array?.count == 1)
    #expect(containers?[0]?["image"] == "httpd:3")
    #expect(containers?[0]?["terminationMessagePolicy"] == "File")
  }

  @Test func patchWithAnOldVersionConflicts() async throws {
    let world = try await world()
    let patch: Value = ["metadata": ["resourceVersion": "1"], "spec": ["replicas": 5]]
    let answer = try await world.send("PATCH", "\(Sample.sets)/web", patch, type: Self.merge)
    #expect(answer.status == 409)
    #expect(answer["reason"] == "Conflict")
  }

  /// A hundred clients patch one object at once, each another label: none is lost.
  @Test func concurrentPatchesAllSucceed() async throws {
    let world = try await world()
    await withTaskGroup(of: Int.self) { group in
      for number in 0..<100 {
        group.addTask {
          let patch: Value = ["metadata": ["labels": .object(["l\(number)": "x"])]]
          let answer = try? await world.send(
            "PATCH", "\(Sample.sets)/web", patch, type: Self.merge)
          return answer?.status ?? 0
        }
      }
      for await status in group { #expect(status == 200) }
    }
    let answer = try await world.send("GET", "\(Sample.sets)/web")
    #expect(answer["metadata.labels"]?.object?.count == 100)
  }

  @Test func missingObjectIsNotMade() async throws {
    let world = try await APIWorld()
    let answer = try await world.send("PATCH", "\(Sample.sets)/web", [:], type: Self.merge)
    #expect(answer.status == 404)
  }

  @Test func unknownFieldOfAPatchIsShownWithTheObject() async throws {
    let world = try await world()
    let target = "\(Sample.sets)/web?fieldValidation=Strict"
    let answer = try await world.send(
      "PATCH", target, ["spec": ["nope": 1]], type: Self.strategic)
    #expect(answer.status == 422)
    #expect(
      answer.message
        == #" "" is invalid: patch: Invalid value: "map[spec:map[nope:1]]": strict decoding error: "#
        + #"unknown field "spec.nope""#)
    let warned = try await world.send(
      "PATCH", "\(Sample.sets)/web", ["spec": ["nope": 1]], type: Self.merge)
    #expect(warned.status == 200)
    #expect(warned.warnings == [#"299 - "unknown field \"spec.nope\"""#])
  }

  /// What a patch cannot change of an object, and how a real API server says so.
  static let identities: [(patch: Value, type: String, status: Int, message: String)] = [
    (
      ["metadata": ["namespace": "zz"]], merge, 400,
      "the namespace of the provided object does not match the namespace sent on the request"
    ),
    (
      ["metadata": ["namespace": "zz"]], strategic, 400,
      "the namespace of the provided object does not match the namespace sent on the request"
    ),
    (
      ["metadata": ["uid": "zz"]], strategic, 422,
      #"StatefulSet.apps "web" is invalid: metadata.uid: Invalid value: "zz": field is immutable"#
    ),
    (["metadata": ["namespace": "", "uid": ""]], merge, 200, ""),
    (["kind": "Foo"], strategic, 200, ""),
    (["kind": ""], merge, 200, ""),
  ]

  @Test(arguments: identities)
  func patchDoesNotChangeWhatObjectItIs(
    row: (patch: Value, type: String, status: Int, message: String)
  ) async throws {
    let world = try await world()
    let answer = try await world.send("PATCH", "\(Sample.sets)/web", row.patch, type: row.type)
    #expect(answer.status == row.status)
    if row.status != 200 { #expect(answer.message == row.message) }
  }

  @Test(arguments: [
    (["kind": "Foo"] as Value, #"no kind "Foo" is registered for version "apps/v1" in scheme"#),
    (
      ["apiVersion": "v1"] as Value,
      #"no kind "StatefulSet" is registered for version "v1" in scheme"#
    ),
  ])
  func mergePatchDoesNotChangeTheKind(patch: Value, text: String) async throws {
    let world = try await world()
    let answer = try await world.send("PATCH", "\(Sample.sets)/web", patch, type: Self.merge)
    #expect(answer.status == 422)
    #expect(answer.message.hasPrefix(#" "" is invalid: patch: Invalid value: "{"#))
    #expect(answer.message.contains(text))
  }

  @Test func applyMakesAndThenChanges() async throws {
    let world = try await APIWorld()
    let type = "application/apply-patch+yaml"
    let target = "\(Sample.sets)/web?fieldManager=me"
    #expect(try await world.send("PATCH", target, Sample.set(), type: type).status == 201)
    let changed = try await world.send("PATCH", target, Sample.set(replicas: 4), type: type)
    #expect(changed.status == 200)
    #expect(changed["spec.replicas"] == 4)
    let other = "\(Sample.sets)/web?fieldManager=other"
    let conflict = try await world.send("PATCH", other, Sample.set(replicas: 9), type: type)
    #expect(conflict.status == 409)
    #expect(
      conflict.message == #"Apply failed with 1 conflict: conflict with "me": .spec.replicas"#)
    #expect(
      conflict["details.causes"] == [
        [
          "reason": "FieldManagerConflict", "message": #"conflict with "me""#,
          "field": ".spec.replicas",
        ]
      ])
    let forced = try await world.send(
      "PATCH", "\(other)&force=true", Sample.set(replicas: 9), type: type)
    #expect(forced["spec.replicas"] == 9)
  }

  @Test func scalingTakesAFieldFromItsApplier() async throws {
    let world = try await APIWorld()
    let type = "application/apply-patch+yaml"
    let target = "\(Sample.sets)/web?fieldManager=me"
    try await world.send("PATCH", target, Sample.set(), type: type)
    try await world.send(
      "PATCH", "\(Sample.sets)/web?fieldManager=kubectl-patch", ["spec": ["replicas": 7]],
      type: Self.merge)
    let conflict = try await world.send("PATCH", target, Sample.set(), type: type)
    #expect(conflict.status == 409)
    #expect(conflict.message.contains("kubectl-patch"))
  }
}

struct DeleteTests {
  @Test func deletionAnswersWithAStatusOrTheObject() async throws {
    let world = try await APIWorld()
    let made = try await world.send("POST", Sample.sets, Sample.set())
    let set = try await world.send("DELETE", "\(Sample.sets)/web")
    #expect(
      set.value == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
        "details": [
          "name": "web", "group": "apps", "kind": "statefulsets",
          "uid": made["metadata.uid"] ?? .null,
        ],
      ])
    try await world.send("POST", Sample.pods, Sample.pod("a"))
    let pod = try await world.send("DELETE", "\(Sample.pods)/a")
    #expect(pod.status == 200)
    #expect(pod["kind"] == "Pod")
    #expect(try await world.send("GET", "\(Sample.pods)/a").status == 404)
  }

  @Test func heldObjectIsAnsweredAsItEnds() async throws {
    let world = try await APIWorld()
    try await world.send(
      "POST", Sample.configMaps, ["metadata": ["name": "a", "finalizers": ["example.com/hold"]]])
    let answer = try await world.send("DELETE", "\(Sample.configMaps)/a")
    #expect(answer.status == 200)
    #expect(answer["kind"] == "ConfigMap")
    #expect(answer["metadata.deletionTimestamp"] != nil)
    let old = try await world.send(
      "DELETE", "\(Sample.configMaps)/a",
      ["kind": "DeleteOptions", "apiVersion": "v1", "orphanDependents": false])
    #expect(old.status == 202)
  }

  @Test func dryRunInTheBodyDeletesNothing() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Sample.set())
    let answer = try await world.send("DELETE", "\(Sample.sets)/web", ["dryRun": ["All"]])
    #expect(answer.status == 200)
    #expect(try await world.send("GET", "\(Sample.sets)/web").status == 200)
  }

  @Test func collectionIsDeletedAsSelected() async throws {
    let world = try await APIWorld()
    for (name, app) in [("a", "web"), ("b", "web"), ("c", "db")] as [(String, Value)] {
      try await world.send("POST", Sample.pods, Sample.pod(name, labels: ["app": app]))
    }
    let answer = try await world.send("DELETE", "\(Sample.pods)?labelSelector=app%3Dweb")
    #expect(answer.status == 200)
    #expect(answer["kind"] == "PodList")
    #expect(answer["items"]?.array?.count == 2)
    let rest = try await world.send("GET", Sample.pods)
    #expect(rest["items"]?.array?.count == 1)
    #expect(try await world.send("DELETE", "/api/v1/namespaces").status == 405)
    #expect(try await world.send("DELETE", "/api/v1/pods").status == 405)
  }
}
