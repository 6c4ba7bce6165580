import Objects
import Testing

struct JSONPatchTests {
  static let object: Value = [
    "metadata": ["labels": ["a": "1", "x/y": "2", "m~n": "3"]], "spec": ["list": [1, 2, 3]],
  ]

  static func apply(_ text: String, to object: Value = object) throws -> Value {
    let patch = try ObjectPatch(
      contentType: "application/json-patch+json", body: .parse(json: text))
    return try patch.applied(to: object, of: StatefulSet.resource)
  }

  /// RFC 6902 §4 and appendix A.
  @Test(arguments: [
    (#"{"op":"add","path":"/spec/list/1","value":9}"#, #"/spec/list"#, "[1,9,2,3]"),
    (#"{"op":"add","path":"/spec/list/-","value":9}"#, "/spec/list", "[1,2,3,9]"),
    (#"{"op":"add","path":"/spec/list/3","value":9}"#, "/spec/list", "[1,2,3,9]"),
    (#"{"op":"add","path":"/spec/list/-1","value":9}"#, "/spec/list", "[1,2,3,9]"),
    (#"{"op":"add","path":"/spec/new","value":{"a":null}}"#, "/spec/new", #"{"a":null}"#),
    (#"{"op":"remove","path":"/spec/list/0"}"#, "/spec/list", "[2,3]"),
    (
      #"{"op":"remove","path":"/metadata/labels/x~1y"}"#, "/metadata/labels",
      #"{"a":"1","m~n":"3"}"#
    ),
    (
      #"{"op":"replace","path":"/metadata/labels/m~0n","value":"z"}"#, "/metadata/labels",
      #"{"a":"1","m~n":"z","x/y":"2"}"#
    ),
    // Not by the RFC: upstream's library makes what is missing.
    (#"{"op":"replace","path":"/spec/new","value":1}"#, "/spec/new", "1"),
    (#"{"op":"copy","from":"/spec/nothing","path":"/spec/new"}"#, "/spec/new", "null"),
    (#"{"op":"move","from":"/spec/list/0","path":"/spec/list/2"}"#, "/spec/list", "[2,3,1]"),
    (
      #"{"op":"move","from":"/metadata/labels/a","path":"/spec/a"}"#, "/spec",
      #"{"a":"1","list":[1,2,3]}"#
    ),
    (
      #"{"op":"copy","from":"/spec","path":"/spec/again"}"#, "/spec",
      #"{"again":{"list":[1,2,3]},"list":[1,2,3]}"#
    ),
    (#"{"op":"test","path":"/spec/list","value":[1,2,3]}"#, "/spec/list", "[1,2,3]"),
    (#"{"op":"test","path":"/spec/none","value":null}"#, "/spec/list", "[1,2,3]"),
  ])
  func operation(patch: String, path: String, json: String) throws {
    var value: Value? = try Self.apply("[\(patch)]")
    for key in path.split(separator: "/") { value = value?[String(key)] }
    #expect(value?.json() == json)
  }

  @Test(arguments: [
    (
      #"{"op":"remove","path":"/spec/x"}"#,
      "error in remove for path: '/spec/x': Unable to remove nonexistent key: x: missing value"
    ),
    (
      #"{"op":"remove","path":"/x/y"}"#,
      #"remove operation does not apply: doc is missing path: "/x/y": missing value"#
    ),
    (
      #"{"op":"add","path":"/x/y","value":1}"#,
      #"add operation does not apply: doc is missing path: "/x/y": missing value"#
    ),
    (
      #"{"op":"add","path":"/metadata/labels/a/b","value":1}"#,
      #"add operation does not apply: doc is missing path: "/metadata/labels/a/b": missing value"#
    ),
    (
      #"{"op":"add","path":"","value":1}"#,
      #"add operation does not apply: doc is missing path: "": missing value"#
    ),
    (
      #"{"op":"replace","path":"/x/y","value":1}"#,
      #"replace operation does not apply: doc is missing path: "/x/y": missing value"#
    ),
    (
      #"{"op":"move","from":"/spec/x","path":"/spec/y"}"#,
      "error in move for path: '/spec/x': missing value"
    ),
    (
      #"{"op":"add","path":"/spec/list/5","value":1}"#,
      "Unable to access invalid index: 5: invalid index referenced"
    ),
    (
      #"{"op":"replace","path":"/spec/list/3","value":1}"#,
      "Unable to access invalid index: 3: invalid index referenced"
    ),
    (
      #"{"op":"remove","path":"/spec/list/-4"}"#,
      "Unable to access invalid index: -4: invalid index referenced"
    ),
    (
      #"{"op":"remove","path":"/spec/list/x"}"#,
      "value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax"
    ),
    (
      #"{"op":"test","path":"/spec/list/0","value":2}"#,
      "testing value /spec/list/0 failed: test failed"
    ),
    (
      #"{"op":"test","path":"/a/b","value":2}"#,
      #"test operation does not apply: doc is missing path: "/a/b": missing value"#
    ),
    (
      #"{"op":"move","from":"/x","path":"/y"}"#,
      "error in move for path: '/x': missing value"
    ),
    (
      #"{"op":"move","from":"/spec","path":"/spec/x"}"#,
      "move operation does not apply: /spec/x lies within /spec"
    ),
    (#"{"op":"copy","path":"/y"}"#, "copy operation failed to decode from: missing value"),
    (#"{"op":"add"}"#, "add operation failed to decode path: missing value"),
    (#"{"op":"foo","path":"/a"}"#, "Unexpected kind: foo"),
    ("{}", "Unexpected kind: unknown"),
  ])
  func inapplicable(patch: String, text: String) throws {
    let error = #expect(throws: PatchError.self) { try Self.apply("[\(patch)]") }
    #expect(error?.cause == text)
    #expect(error?.status == 422)
    #expect(
      error?.description == "the server rejected our request due to an error in our request")
  }

  @Test func nothingOfAFailedPatchIsKept() throws {
    let text =
      #"[{"op":"add","path":"/spec/a","value":1},{"op":"test","path":"/spec/a","value":2}]"#
    #expect(throws: PatchError.self) { try Self.apply(text) }
  }

  @Test(arguments: [
    (#"{"op":"add"}"#, "json: cannot unmarshal object into Go value of type jsonpatch.Patch"),
    ("[1]", "json: cannot unmarshal number into Go value of type jsonpatch.Operation"),
  ])
  func notAPatch(body: String, text: String) {
    let error = #expect(throws: PatchError.self) { try Self.apply(body) }
    #expect(error == .undecodable(text))
    #expect(error?.status == 400)
  }

  /// Thirty lines of copies would be a billion values, or as deep.
  @Test(arguments: ["/spec/list/-", "/spec/list/0"]) func copiesAreBounded(path: String) throws {
    let copy = #"{"op":"copy","from":"/spec/list","path":"\#(path)"}"#
    let patch = "[\(Array(repeating: copy, count: 64).joined(separator: ","))]"
    let error = #expect(throws: PatchError.self) { try Self.apply(patch) }
    #expect(error?.cause?.contains("exceeding the limit 3145728") == true)
  }

  @Test func depthIsBounded() throws {
    let path = String(repeating: "/a", count: 200)
    let nest = (1...200).map {
      #"{"op":"add","path":"\#(path.prefix($0 * 2))","value":{}}"#
    }
    let move = #"{"op":"move","from":"/a","path":"/b"},{"op":"add","path":"/a","value":{}}"#
    let rename = #"{"op":"move","from":"/b","path":"/a/b"}"#
    let accepted = "[\(nest.joined(separator: ",")),\(move),\(rename)]"
    #expect(throws: Never.self) { try Self.apply(accepted) }
    let deeper = (1...400).map { _ in "\(move),\(rename)" }
    let error = #expect(throws: PatchError.self) {
      try Self.apply("[\(nest.joined(separator: ",")),\(deeper.joined(separator: ","))]")
    }
    #expect(error?.cause == "exceeded max depth of 512")
  }

  @Test func operationsAreCounted() {
    let test = #"{"op":"test","path":"/none","value":null}"#
    let error = #expect(throws: PatchError.self) {
      try Self.apply("[\(Array(repeating: test, count: 10_001).joined(separator: ","))]")
    }
    #expect(error?.status == 413)
  }

  @Test(arguments: ["application/apply-patch+yaml", "text/plain", ""])
  func unknownKindOfPatch(contentType: String) {
    #expect(throws: PatchError.unsupportedMediaType) {
      try ObjectPatch(contentType: contentType, body: [:])
    }
  }

  @Test func parametersOfTheTypeDoNotMatter() throws {
    let patch = try ObjectPatch(
      contentType: "application/Merge-Patch+json; charset=utf-8", body: ["a": .null])
    #expect(try patch.applied(to: ["a": 1, "b": 2], of: Pod.resource) == ["b": 2])
  }
}
