import ObjectStore
import Objects
import Testing

/// Server-side apply beside the clients that do not apply.
struct ApplyTests {
  private static let apply = "application/apply-patch+yaml"
  private static let merge = "application/merge-patch+json"
  private static let map = "\(Sample.configMaps)/a"

  private static func config(_ fields: Value = [:]) -> Value {
    let base: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"]]
    return base.merging(fields)
  }

  private func managers(_ answer: Answer) -> [String] {
    (answer["metadata.managedFields"]?.array ?? []).map { entry in
      "\(entry["manager"]?.string ?? "") \(entry["operation"]?.string ?? "")"
        + (entry["subresource"]?.string.map { " \($0)" } ?? "")
    }.sorted()
  }

  /// What a client applies, the status and the message.
  static let misfits: [(Value, Int, String)] = [
    (["kind": "StatefulSet"], 400, "invalid object type: /, Kind=StatefulSet"),
    (
      ["apiVersion": "apps/v1", "kind": "Foo"], 400, "invalid object type: apps/v1, Kind=Foo"
    ),
    (
      ["apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": ["managedFields": []]], 400,
      "metadata.managedFields must be nil"
    ),
    (
      [
        "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": ["name": "web"],
        "spec": ["nope": 1],
      ], 500,
      "failed to create typed patch object (/web; apps/v1, Kind=StatefulSet): .spec.nope: field not "
        + "declared in schema"
    ),
    (
      [
        "apiVersion": "apps/v1", "kind": "StatefulSet",
        "metadata": ["name": "web", "labels": ["a": 1]], "spec": ["replicas": "x"],
      ], 500,
      "failed to create typed patch object (/web; apps/v1, Kind=StatefulSet): errors:\n"
        + "  .metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}\n"
        + "  .spec.replicas: expected numeric (int or float), got string"
    ),
  ]

  @Test(arguments: misfits)
  func whatDoesNotFitIsRefused(row: (patch: Value, status: Int, message: String)) async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.sets, Sample.set())
    let answer = try await world.send(
      "PATCH", "\(Sample.sets)/web?fieldManager=m", row.patch, type: Self.apply)
    #expect(answer.status == row.status)
    #expect(answer.message == row.message)
  }

  /// Bodies that are no objects, and what is said of them.
  static let bodies: [(String, String)] = [
    ("", "invalid object type: /, Kind="), ("null", "invalid object type: /, Kind="),
    (
      "[1]",
      "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
        + "array into Go value of type map[string]interface {}"
    ),
  ]

  @Test(arguments: bodies)
  func aBodyMustBeAnObject(row: (text: String, message: String)) async throws {
    let world = try await APIWorld()
    let answer = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=m", octets: Array(row.text.utf8), type: Self.apply)
    #expect(answer.status == 400)
    #expect(answer.message == row.message)
  }

  @Test func whoeverWritesOwns() async throws {
    let world = try await APIWorld()
    let made = try await world.send(
      "POST", "\(Sample.configMaps)?fieldManager=maker", Self.config(["data": ["x": "1"]]))
    #expect(managers(made) == ["maker Update"])
    let patch: Value = ["data": ["y": "2"]]
    let patched = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=patcher", patch, type: Self.merge)
    #expect(managers(patched) == ["maker Update", "patcher Update"])
    let conflict = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=m", Self.config(["data": ["x": "2", "y": "3"]]),
      type: Self.apply)
    #expect(
      conflict.message
        == "Apply failed with 2 conflicts: conflicts with \"maker\" using v1:\n- .data.x\n"
        + "conflicts with \"patcher\" using v1:\n- .data.y")
    let version = patched["metadata.resourceVersion"]
    let same = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=other", patch, type: Self.merge)
    #expect(same["metadata.resourceVersion"] == version)
  }

  /// Ways to empty an object's books.
  @Test(arguments: [[], [[:]]] as [Value])
  func emptiedBooksBeginWithTheNextApply(list: Value) async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Self.config(["data": ["x": "1"]]))
    let emptied = try await world.send(
      "PATCH", Self.map, ["metadata": ["managedFields": list]], type: Self.merge)
    #expect(emptied["metadata.managedFields"] == nil)
    let patched = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=p", ["data": ["y": "1"]], type: Self.merge)
    #expect(patched["metadata.managedFields"] == nil)
    let target = "\(Self.map)?fieldManager=m"
    let wanted = Self.config(["data": ["x": "2"]])
    let conflict = try await world.send("PATCH", target, wanted, type: Self.apply)
    #expect(
      conflict.message
        == #"Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.x"#)
    let forced = try await world.send("PATCH", "\(target)&force", wanted, type: Self.apply)
    #expect(managers(forced) == ["before-first-apply Update", "m Apply"])
  }

  @Test func booksAreRewrittenOrStayAsTheyWere() async throws {
    let world = try await APIWorld()
    try await world.send(
      "POST", "\(Sample.configMaps)?fieldManager=maker", Self.config(["data": ["x": "1"]]))
    let entry = { (operation: Value) -> Value in
      [
        "manager": "me", "operation": operation, "apiVersion": "v1", "fieldsType": "FieldsV1",
        "fieldsV1": ["f:data": ["f:x": [:]]],
      ]
    }
    let patch = { (operation: Value) -> Value in
      [["op": "replace", "path": "/metadata/managedFields", "value": [entry(operation)]]]
    }
    let type = "application/json-patch+json"
    let spoiled = try await world.send("PATCH", Self.map, patch("Foo"), type: type)
    #expect(managers(spoiled) == ["maker Update"])
    let rewritten = try await world.send("PATCH", Self.map, patch("Apply"), type: type)
    #expect(managers(rewritten) == ["me Apply"])
  }

  /// kubectl may change what it applied in the old way, and nothing else.
  @Test func kubectlComesOverFromClientSideApply() async throws {
    let world = try await APIWorld()
    let note = Self.config(["data": ["a": "1", "b": "1"]]).json()
    let key = "kubectl.kubernetes.io/last-applied-configuration"
    let made = Self.config([
      "metadata": ["annotations": [key: .string(note)]],
      "data": ["a": "1", "b": "1", "c": "1"],
    ])
    try await world.send(
      "POST", "\(Sample.configMaps)?fieldManager=kubectl-client-side-apply", made)
    let wanted = Self.config(["data": ["a": "2", "c": "2"]])
    let conflict = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=kubectl", wanted, type: Self.apply)
    #expect(conflict["details.causes"]?.array?.compactMap { $0["field"] } == [".data.c"])
    let allowed = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=kubectl", Self.config(["data": ["a": "2"]]),
      type: Self.apply)
    #expect(allowed.status == 200)
    #expect(allowed["data.a"] == "2")
    let other = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=other", Self.config(["data": ["b": "9"]]),
      type: Self.apply)
    #expect(other.status == 409)
  }

  @Test func anApplyThatCreatesNamesNoUID() async throws {
    let world = try await APIWorld()
    let wanted = Self.config(["metadata": ["uid": "x"]])
    let answer = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=m", wanted, type: Self.apply)
    #expect(answer.status == 409)
    #expect(
      answer.message
        == #"Operation cannot be fulfilled on configmaps "a": uid mismatch: the provided object "#
        + "specified uid x, and no existing object was found")
    let versioned = Self.config(["metadata": ["resourceVersion": "5"]])
    let made = try await world.send(
      "PATCH", "\(Self.map)?fieldManager=m", versioned, type: Self.apply)
    #expect(made.status == 201)
  }
}
