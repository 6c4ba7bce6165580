import KubeAPI
import ObjectStore
import Objects
import Testing

/// Options of requests, in queries and bodies, that are wrong.
struct OptionsTests {
  private static let map = "\(Sample.configMaps)/a"
  private static let merge = "application/merge-patch+json"

  /// The query of a PATCH, and what is said of it.
  static let patches: [(String, String)] = [
    (
      "force=1&fieldManager=a%01b&dryRun=&fieldValidation=x",
      "[force: Forbidden: may not be specified for non-apply patch, fieldManager: Invalid value: "
        + #""a\x01b": invalid character U+0001 (at position 1), dryRun: Unsupported value: [""]: "#
        + #"supported values: "All", fieldValidation: Unsupported value: "x": supported values: "#
        + #""", "Ignore", "Strict", "Warn"]"#
    ),
    (
      "fieldManager=\(String(repeating: "x", count: 129))",
      "fieldManager: Too long: may not be more than 128 bytes"
    ),
  ]

  @Test(arguments: patches)
  func allThatIsWrongIsTold(row: (query: String, problems: String)) async throws {
    let world = try await APIWorld()
    let answer = try await world.send("PATCH", "\(Self.map)?\(row.query)", [:], type: Self.merge)
    #expect(answer.status == 422)
    #expect(answer.message == "PatchOptions.meta.k8s.io \"\" is invalid: \(row.problems)")
  }

  /// A deletion's query and body, the status and the end of the message.
  static let deletions: [(String, Value?, Int, String)] = [
    (
      "", ["orphanDependents": true, "propagationPolicy": "Foo"], 422,
      "[propagationPolicy: Invalid value: \"Foo\": orphanDependents and deletionPropagation cannot be "
        + "both set, propagationPolicy: Unsupported value: \"Foo\": supported values: "
        + #""Foreground", "Background", "Orphan", "nil"]"#
    ),
    ("propagationPolicy=", nil, 422, #""Foreground", "Background", "Orphan", "nil""#),
    ("", ["dryRun": ["Foo"]], 422, #"dryRun: Unsupported value: ["Foo"]: supported values: "All""#),
    ("gracePeriodSeconds=", nil, 400, #"strconv.ParseInt: parsing "": invalid syntax"#),
    (
      "gracePeriodSeconds=99999999999999999999", nil, 400,
      #"strconv.ParseInt: parsing "99999999999999999999": value out of range"#
    ),
    ("uid=x", nil, 409, "The object might have been deleted and then recreated"),
    ("resourceVersion=1", nil, 409, "The object might have been modified"),
    (
      "", ["preconditions": ["resourceVersion": "y"]], 409,
      "the ResourceVersion in the precondition (y) does not match the ResourceVersion in record (3). "
        + "The object might have been modified"
    ),
    (
      "", ["gracePeriodSeconds": "x"], 500,
      "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type "
        + "int64"
    ),
    (
      "", ["kind": "Foo", "apiVersion": "v1"], 500,
      #"no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111""#
    ),
  ]

  @Test(arguments: deletions)
  func aWrongDeletionIsRefused(row: (query: String, body: Value?, status: Int, end: String))
    async throws
  {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    let answer = try await world.send("DELETE", "\(Self.map)?\(row.query)", row.body)
    #expect(answer.status == row.status)
    #expect(answer.message.hasSuffix(row.end), "\(answer.message)")
    #expect(try await world.send("GET", Self.map).status == 200)
  }

  /// A query of a GET, the status and the message.
  static let reads: [(String, Int, String)] = [
    (
      "/a?resourceVersion=x", 500,
      #"resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax"#
    ),
    ("/a?resourceVersion=99", 504, "Too large resource version: 99, current: 3"),
    ("?limit=", 400, #"strconv.ParseInt: parsing "": invalid syntax"#),
    (
      "?fieldSelector=metadata.name", 400,
      "invalid selector: 'metadata.name'; can't understand 'metadata.name'"
    ),
    (
      "?fieldSelector=metadata.name%3Da%3Db", 400,
      "invalid field selector: unescaped character in value: 61"
    ),
    (
      "?continue=$", 400,
      "invalid continue token: continue key is not valid: illegal base64 data at input byte 0"
    ),
    (
      "?continue=e30", 400,
      "invalid continue token: continue key is not valid: server does not recognize this encoded "
        + "version "
    ),
  ]

  @Test(arguments: reads)
  func aWrongReadIsRefused(row: (target: String, status: Int, message: String)) async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    let answer = try await world.send("GET", Sample.configMaps + row.target)
    #expect(answer.status == row.status)
    #expect(answer.message == row.message)
  }

  /// A PATCH's type and body, the status and the message.
  static let bodies: [(String, String, Int, String)] = [
    ("strategic-merge-patch", "null", 200, ""), ("json-patch", "null", 200, ""),
    ("merge-patch", "null", 400, "Invalid JSON Patch"),
    (
      "json-patch", "{}", 400,
      "error decoding patch: json: cannot unmarshal object into Go value of type "
        + "[]handlers.jsonPatchOp"
    ),
    (
      "json-patch", "[1]", 400,
      "error decoding patch: json: cannot unmarshal number into Go value of type "
        + "handlers.jsonPatchOp"
    ),
    (
      "json-patch", #"[{"op":5}]"#, 400,
      "error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of "
        + "type string"
    ),
    (
      "json-patch", "[null]", 422,
      "the server rejected our request due to an error in our request"
    ),
    ("merge-patch", "{", 400, "error decoding patch: unexpected end of JSON input"),
    ("strategic-merge-patch", "{", 400, "unexpected end of JSON input"),
    (
      "strategic-merge-patch", #"{"$patch":"foo"}"#, 500,
      "unknown patch type: foo in map: map[$patch:foo]"
    ),
    (
      "strategic-merge-patch", #"{"$patch":"delete"}"#, 400,
      "the name of the object (a based on URL) was undeterminable: name must be provided"
    ),
    (
      "merge-patch", #"{"kind":"Secret"}"#, 422,
      "converting (v1.Secret) to (core.ConfigMap): unknown conversion"
    ),
  ]

  @Test(arguments: bodies)
  func aWrongPatchIsRefused(row: (type: String, body: String, status: Int, message: String))
    async throws
  {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    let answer = try await world.send(
      "PATCH", Self.map, octets: Array(row.body.utf8), type: "application/\(row.type)+json")
    #expect(answer.status == row.status)
    if row.status != 200 { #expect(answer.message.hasSuffix(row.message), "\(answer.message)") }
  }

  @Test func unknownFieldsOfAnOperationAreTold() async throws {
    let world = try await APIWorld()
    try await world.send("POST", Sample.configMaps, Sample.configMap("a"))
    let patch: Value = [["op": "test", "path": "/metadata/name", "value": "a", "why": 1]]
    let type = "application/json-patch+json"
    let answer = try await world.send("PATCH", Self.map, patch, type: type)
    #expect(answer.warnings == [#"299 - "json patch unknown field \"[0].why\"""#])
  }

  /// A flag's text, and whether it is set: nothing at all is a yes.
  @Test(arguments: [
    ("?x", true), ("?x=", true), ("?x=True", true), ("?x=no", true), ("?x=0", false),
    ("?x=FALSE", false), ("?y", nil),
  ])
  func flagsAreReadAsUpstreamReadsThem(text: String, flag: Bool?) {
    #expect(APIRequest("GET", "/\(text)").query.flag("x") == flag)
  }
}
