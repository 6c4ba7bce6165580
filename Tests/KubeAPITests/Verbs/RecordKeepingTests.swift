import ObjectStore
import Objects
import Testing

/// What an update may say of the metadata that the server keeps, in Kubernetes 1.36's words.
struct RecordKeepingTests {
  private static let merge = "application/merge-patch+json"
  private static let time = "2026-01-01T00:00:00Z"

  /// A field that a deletion alone may set, and how its value is printed.
  static let deletions: [(String, Value, String)] = [
    ("deletionTimestamp", .string(time), "\"\(time)\""), ("deletionGracePeriodSeconds", 5, "5"),
  ]

  @Test(arguments: deletions, ["", "/status"])
  func onlyADeletionBeginsOne(row: (field: String, value: Value, text: String), path: String)
    async throws
  {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Sample.set())
    let patch: Value = ["metadata": [row.field: row.value]]
    let target = "\(Sample.sets)/web\(path)"
    let message =
      "StatefulSet.apps \"web\" is invalid: metadata.\(row.field): Invalid value: \(row.text): "
      + "field is immutable"
    let patched = try await world.send("PATCH", target, patch, type: Self.merge)
    #expect(patched.status == 422)
    #expect(patched.message == message)
    #expect(patched["details.causes"]?.array?.count == 2)
    let put = try await world.send("PUT", target, Sample.set().merging(patch))
    #expect(put.message == message)
  }

  @Test func whatAnUpdateLeavesOutStays() async throws {
    let world = try await APIWorld()
    let made = try await world.send(
      "POST", Sample.configMaps, ["metadata": ["name": "a", "finalizers": ["example.com/hold"]]])
    let going = try await world.send("DELETE", "\(Sample.configMaps)/a")
    #expect(going["metadata.deletionGracePeriodSeconds"] == 0)
    let body: Value = [
      "metadata": [
        "name": "a", "finalizers": ["example.com/hold"], "generation": 9, "selfLink": "/x",
        "creationTimestamp": .string(Self.time), "deletionTimestamp": .string(Self.time),
      ], "data": ["x": "1"],
    ]
    let updated = try await world.send("PUT", "\(Sample.configMaps)/a", body)
    #expect(updated.status == 200)
    for field in ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"] {
      #expect(updated["metadata.\(field)"] == going["metadata.\(field)"])
    }
    #expect(updated["metadata.generation"] == made["metadata.generation"])
    #expect(updated["metadata.selfLink"] == nil)
    let longer: Value = ["metadata": ["deletionGracePeriodSeconds": 9]]
    let refused = try await world.send(
      "PATCH", "\(Sample.configMaps)/a", longer, type: Self.merge)
    #expect(refused.status == 422)
  }

  @Test(arguments: ["", "?dryRun=All"])
  func aNameIsTakenWhileItsObjectGoes(query: String) async throws {
    let world = try await APIWorld()
    let object: Value = ["metadata": ["name": "a", "finalizers": ["example.com/hold"]]]
    try await world.send("POST", Sample.configMaps, object)
    let target = Sample.configMaps + query
    let taken = try await world.send("POST", target, object)
    #expect(taken.message == #"configmaps "a" already exists"#)
    try await world.send("DELETE", "\(Sample.configMaps)/a")
    let going = try await world.send("POST", target, object)
    #expect(going.status == 409)
    #expect(going["reason"] == "AlreadyExists")
    #expect(going.message == #"object is being deleted: configmaps "a" already exists"#)
  }

  @Test func aNewObjectHasNoVersionYet() async throws {
    let world = try await APIWorld()
    let object: Value = ["metadata": ["name": "a", "resourceVersion": "7"]]
    let answer = try await world.send("POST", Sample.configMaps, object)
    #expect(answer.status == 500)
    #expect(answer["reason"] == nil)
    #expect(answer.message == "resourceVersion should not be set on objects to be created")
  }

  @Test func theObjectThatIsMeantCountsBeforeItsVersion() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    let body: Value = ["metadata": ["name": "a", "uid": "x", "resourceVersion": "1"]]
    let answer = try await world.send("PUT", "\(Sample.configMaps)/a", body)
    #expect(answer.status == 409)
    #expect(answer.message.contains("Precondition failed: UID in precondition: x"))
  }

  @Test func nothingBeginsInANamespaceThatEnds() async throws {
    let world = try await APIWorld()
    try await world.send("DELETE", "/api/v1/namespaces/sandbox")
    let answer = try await world.send(
      "POST", Sample.configMaps, ["metadata": ["generateName": "a-"]])
    #expect(answer.status == 403)
    #expect(
      answer.message
        == #"configmaps "a-" is forbidden: unable to create new content in namespace sandbox "#
        + "because it is being terminated")
    #expect(
      answer["details.causes"] == [
        [
          "reason": "NamespaceTerminating", "field": "metadata.namespace",
          "message": "namespace sandbox is being terminated",
        ]
      ])
  }

  /// How people get rid of a namespace that will not end.
  @Test func finalizeTakesANamespacesFinalizers() async throws {
    let world = try await APIWorld()
    let target = "/api/v1/namespaces/sandbox"
    let body = { (finalizers: [Value]) -> Value in
      ["metadata": ["name": "sandbox"], "spec": ["finalizers": .array(finalizers)]]
    }
    let refused = try await world.send("PUT", "\(target)/finalize", body(["kubernetes", "bad"]))
    #expect(
      refused.message
        == #"Namespace "sandbox" is invalid: spec.finalizers[1]: Invalid value: "bad": name is "#
        + "neither a standard finalizer name nor is it fully qualified")
    let held = try await world.send("PUT", "\(target)/finalize", body(["kubernetes", "a/b"]))
    #expect(held["spec.finalizers"] == ["kubernetes", "a/b"])
    let main = try await world.send("PUT", target, body([]))
    #expect(main["spec.finalizers"] == ["kubernetes", "a/b"])
    try await world.send("DELETE", target)
    #expect(try await world.send("PUT", target, body([])).status == 200)
    #expect(try await world.send("PUT", "\(target)/finalize", body([])).status == 200)
    #expect(try await world.send("GET", target).status == 404)
  }
}
