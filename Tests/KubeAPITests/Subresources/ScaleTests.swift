import ObjectStore
import Objects
import Testing

/// `statefulsets/NAME/scale`, written in every way there is.
struct ScaleTests {
  private static let merge = "application/merge-patch+json"
  private static let target = "\(Sample.sets)/web/scale"

  private func world() async throws -> APIWorld {
    let world = try await APIWorld()
    try await world.send("POST", "\(Sample.sets)?fieldManager=maker", Sample.set())
    return world
  }

  private static func scale(_ fields: Value) -> Value {
    let base: Value = [
      "apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": ["name": "web"],
    ]
    return base.merging(fields)
  }

  /// A PUT's body, the status and the message.
  static let bodies: [(Value, Int, String)] = [
    (
      scale(["metadata": ["name": .null]]), 400,
      "the name of the object (web based on URL) was undeterminable: name must be provided"
    ),
    (
      scale(["metadata": ["name": "x"]]), 400,
      "the name of the object (x) does not match the name on the URL (web)"
    ),
    (
      scale(["metadata": ["namespace": "x"]]), 400,
      "the namespace of the provided object does not match the namespace sent on the request"
    ),
    (
      scale(["spec": ["replicas": -3]]), 422,
      "Scale.autoscaling \"web\" is invalid: spec.replicas: Invalid value: -3: must be greater than "
        + "or equal to 0"
    ),
    (
      scale(["spec": ["replicas": 1], "metadata": ["resourceVersion": "1"]]), 409,
      #"Operation cannot be fulfilled on statefulsets.apps "web": \#(StoreError.modified)"#
    ),
    (
      scale(["metadata": ["resourceVersion": "x"]]), 500,
      #"strconv.ParseUint: parsing "x": invalid syntax"#
    ),
    (
      scale(["apiVersion": "apps/v1"]), 400,
      "Scale in version \"v1\" cannot be handled as a Scale: no kind \"Scale\" is registered for "
        + "version \"apps/v1\" in scheme \"pkg/runtime/scheme.go:111\""
    ),
  ]

  @Test(arguments: bodies)
  func aWrongScaleIsRefused(row: (body: Value, status: Int, message: String)) async throws {
    let answer = try await world().send("PUT", Self.target, row.body)
    #expect(answer.status == row.status)
    #expect(answer.message == row.message)
  }

  @Test func unknownFieldsAreToldAsAskedFor() async throws {
    let world = try await world()
    let body = Self.scale(["spec": ["replicas": 2, "nope": 1]])
    let warned = try await world.send("PUT", Self.target, body)
    #expect(warned.warnings == [#"299 - "unknown field \"spec.nope\"""#])
    let strict = try await world.send("PUT", "\(Self.target)?fieldValidation=Strict", body)
    #expect(
      strict.message
        == "Scale in version \"v1\" cannot be handled as a Scale: strict decoding error: unknown "
        + "field \"spec.nope\"")
  }

  @Test func aPatchOfAnotherObjectConflicts() async throws {
    let answer = try await world().send(
      "PATCH", Self.target, ["metadata": ["uid": "zz"]], type: Self.merge)
    #expect(answer.status == 409)
    #expect(
      answer.message.hasPrefix(
        #"Operation cannot be fulfilled on statefulsets/scale.apps "web": Precondition failed: "#))
    #expect(answer["details.kind"] == "statefulsets/scale")
  }

  @Test func whoScalesOwnsTheNumber() async throws {
    let world = try await world()
    try await world.send(
      "PATCH", "\(Self.target)?fieldManager=scaler", ["spec": ["replicas": 5]], type: Self.merge)
    let set = try await world.send("GET", "\(Sample.sets)/web")
    let entry = set["metadata.managedFields"]?.array?.first { $0["manager"] == "scaler" }
    #expect(entry?["subresource"] == "scale")
    #expect(entry?["fieldsV1"] == ["f:spec": ["f:replicas": [:]]])
  }

  @Test func aScaleIsApplied() async throws {
    let world = try await world()
    let type = "application/apply-patch+yaml"
    let target = "\(Self.target)?fieldManager=applier"
    let wanted = Self.scale(["spec": ["replicas": 7]])
    let conflict = try await world.send("PATCH", target, wanted, type: type)
    #expect(
      conflict.message
        == #"Apply failed with 1 conflict: conflict with "maker" using autoscaling/v1: "#
        + ".spec.replicas")
    let forced = try await world.send("PATCH", "\(target)&force=true", wanted, type: type)
    #expect(forced.status == 200)
    #expect(forced["kind"] == "Scale")
    #expect(forced["spec.replicas"] == 7)
    let set = try await world.send("GET", "\(Sample.sets)/web")
    #expect(set["spec.replicas"] == 7)
    #expect(set["spec.serviceName"] == "httpd")
    let other = try await world.send(
      "PATCH", "\(Sample.sets)/nope/scale?fieldManager=x", wanted, type: type)
    #expect(other.status == 404)
  }
}
