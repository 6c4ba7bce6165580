import Objects
import Testing

/// Patches of a StatefulSet's pods, whose lists merge in every way.
struct StrategicMergeTests {
  static let pod = """
    {"apiVersion":"v1","kind":"Pod",
     "metadata":{"name":"p","labels":{"a":"1","b":"2"},"finalizers":["x/a","x/b","x/c"]},
     "spec":{"containers":[
       {"name":"one","image":"i:1","args":["x","y"],
        "ports":[{"containerPort":80,"protocol":"TCP"},{"containerPort":443,"name":"s"}],
        "env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]},
       {"name":"two","image":"i:2"}],
      "volumes":[{"name":"v","emptyDir":{}},{"name":"w","hostPath":{"path":"/x"}}]}}
    """

  static func apply(_ patch: String, to object: String = pod, of resource: Resource = Pod.resource)
    throws -> Value
  {
    try ObjectPatch(
      contentType: "application/strategic-merge-patch+json", body: .parse(json: patch)
    ).applied(to: .parse(json: object), of: resource)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var patch: String
    var path: [String]
    var json: String
    init(_ name: String, _ patch: String, _ path: [String], _ json: String) {
      (testDescription, self.patch, self.path, self.json) = (name, patch, path, json)
    }
  }

  static let rows = [
    Row(
      "maps merge, null removes", #"{"metadata":{"labels":{"a":null,"c":"3"}}}"#,
      ["metadata", "labels"], #"{"b":"2","c":"3"}"#),
    Row(
      "a map is replaced", #"{"metadata":{"labels":{"$patch":"replace","c":"3"}}}"#,
      ["metadata", "labels"], #"{"c":"3"}"#),
    Row(
      "a map is deleted", #"{"metadata":{"labels":{"$patch":"delete"}}}"#,
      ["metadata", "labels"], "{}"),
    Row(
      "containers merge by name", #"{"spec":{"containers":[{"name":"two","image":"j"}]}}"#,
      ["spec", "containers", "1"], #"{"image":"j","name":"two"}"#),
    Row(
      "a new container comes first",
      #"{"spec":{"containers":[{"name":"new","image":"j","tty":null}]}}"#,
      ["spec", "containers", "0"], #"{"image":"j","name":"new"}"#),
    Row(
      "lists without a key are replaced",
      #"{"spec":{"containers":[{"name":"one","args":["z"]}]}}"#,
      ["spec", "containers", "0", "args"], #"["z"]"#),
    Row(
      "ports merge by containerPort",
      #"{"spec":{"containers":[{"name":"one","ports":[{"containerPort":443,"name":"t"}]}]}}"#,
      ["spec", "containers", "0", "ports"],
      #"[{"containerPort":80,"protocol":"TCP"},{"containerPort":443,"name":"t"}]"#),
    Row(
      "a member is deleted",
      #"{"spec":{"containers":[{"name":"one","$patch":"delete"}]}}"#,
      ["spec", "containers"], #"[{"image":"i:2","name":"two"}]"#),
    Row(
      "a member that is not there is deleted",
      #"{"spec":{"containers":[{"name":"none","$patch":"delete"},{"name":"two","tty":true}]}}"#,
      ["spec", "containers", "1"], #"{"image":"i:2","name":"two","tty":true}"#),
    Row(
      "a list is replaced",
      #"{"spec":{"containers":[{"name":"x","image":"y"},{"$patch":"replace"}]}}"#,
      ["spec", "containers"], #"[{"image":"y","name":"x"}]"#),
    Row(
      "finalizers add up", #"{"metadata":{"finalizers":["x/b","x/d"]}}"#,
      ["metadata", "finalizers"], #"["x/a","x/b","x/d","x/c"]"#),
    Row(
      "a finalizer goes",
      #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["x/b","x/none"]}}"#,
      ["metadata", "finalizers"], #"["x/a","x/c"]"#),
    Row(
      "a finalizer goes, another comes, in order",
      #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["x/b"],"finalizers":["x/d"],"#
        + #""$setElementOrder/finalizers":["x/d","x/a","x/c"]}}"#,
      ["metadata", "finalizers"], #"["x/d","x/a","x/c"]"#),
    Row(
      "the order alone",
      #"{"spec":{"$setElementOrder/containers":[{"name":"two"},{"name":"one"}]}}"#,
      ["spec", "containers", "0", "name"], #""two""#),
    Row(
      "an order leaves others where they stood",
      #"{"spec":{"$setElementOrder/containers":[{"name":"two"},{"name":"new"}],"#
        + #""containers":[{"name":"new"}]}}"#,
      ["spec", "containers"],
      #"[{"args":["x","y"],"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"image":"i:1","#
        + #""name":"one","ports":[{"containerPort":80,"protocol":"TCP"},"#
        + #"{"containerPort":443,"name":"s"}]},{"image":"i:2","name":"two"},{"name":"new"}]"#),
    Row(
      "an order of what is not there",
      #"{"spec":{"$setElementOrder/initContainers":[{"name":"two"}]}}"#,
      ["spec", "initContainers"], "null"),
    Row(
      "a volume's source is exchanged",
      #"{"spec":{"$setElementOrder/volumes":[{"name":"v"},{"name":"w"}],"#
        + #""volumes":[{"$retainKeys":["configMap","name"],"name":"v","configMap":{"name":"c"}}]}}"#,
      ["spec", "volumes", "0"], #"{"configMap":{"name":"c"},"name":"v"}"#),
    Row(
      "keys are retained and nothing else",
      #"{"spec":{"$retainKeys":["volumes","containers"]}}"#,
      ["spec", "volumes", "1", "name"], #""w""#),
    Row(
      "a new list of members with directives",
      #"{"spec":{"initContainers":[{"name":"a","$patch":"delete"},{"name":"b","env":null}]}}"#,
      ["spec", "initContainers"], #"[{"name":"b"}]"#),
    Row("null removes a list", #"{"spec":{"volumes":null}}"#, ["spec", "volumes"], "null"),
    Row("another type replaces", #"{"spec":{"volumes":"x"}}"#, ["spec", "volumes"], #""x""#),
  ]

  @Test(arguments: rows) func merges(row: Row) throws {
    var value: Value? = try Self.apply(row.patch)
    for key in row.path { value = Int(key).flatMap { value?[$0] } ?? value?[key] }
    #expect((value ?? .null).json() == row.json)
  }

  @Test(arguments: [
    (
      #"{"spec":{"containers":[{"image":"x"}]}}"#, 500,
      "map: map[image:x] does not contain declared merge key: name"
    ),
    (
      #"{"spec":{"containers":[{"$patch":"delete"}]}}"#, 500,
      "map: map[$patch:delete] does not contain declared merge key: name"
    ),
    (
      #"{"spec":{"containers":[{"name":"one","$patch":"merge"}]}}"#, 500,
      "merging lists cannot yet be specified in the patch"
    ),
    (
      #"{"spec":{"containers":[{"name":"one","$patch":"foo"}]}}"#, 500,
      "unknown patch type: foo in map: map[$patch:foo name:one]"
    ),
    (
      #"{"spec":{"$patch":"foo","hostname":"a"}}"#, 500,
      "unknown patch type: foo in map: map[$patch:foo hostname:a]"
    ),
    (
      #"{"spec":{"$retainKeys":["volumes"],"hostname":"x"}}"#, 400,
      "invalid patch format of retainKeys"
    ),
    (#"{"spec":{"$retainKeys":"volumes"}}"#, 400, "invalid patch format of retainKeys"),
    (
      #"{"metadata":{"$deleteFromPrimitiveList/finalizers":"x"}}"#, 400,
      "invalid patch format of primitive list"
    ),
    (
      #"{"spec":{"$setElementOrder/containers":"x"}}"#, 500,
      "expected a []interface {}, but received a string"
    ),
    (
      #"{"spec":{"$setElementOrder/containers":[],"containers":null}}"#, 500,
      "expected a []interface {}, but received a %!s(<nil>)"
    ),
    (
      #"{"metadata":{"labels":{"$patch":"merge","c":"3"}}}"#, 500,
      "unknown patch type: merge in map: map[$patch:merge c:3]"
    ),
    (
      #"{"spec":{"containers":[["x"]]}}"#, 422,
      "the server rejected our request due to an error in our request"
    ),
    (#"{"spec":{"containers":["x"]}}"#, 500, "list element types are not identical: "),
    (
      #"{"metadata":{"$setElementOrder/finalizers":["x/a","x/b"],"finalizers":["x/b","x/a"]}}"#,
      500,
      "the order in patch list:\n[x/b x/a]\n doesn't match $setElementOrder list:\n[x/a x/b]"
    ),
  ])
  func broken(patch: String, status: Int, text: String) throws {
    let error = try #require(throws: PatchError.self) { try Self.apply(patch) }
    #expect(error.status == status)
    #expect(error.description.hasPrefix(text))
  }

  /// `kubectl rollout undo` sends a revision's data as it is.
  @Test func templateIsReplaced() throws {
    let set =
      #"{"spec":{"replicas":2,"template":{"metadata":{"labels":{"a":"1"},"annotations":{"r":"t"}},"#
      + #""spec":{"containers":[{"name":"old"}]}}}}"#
    let patch =
      #"{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"a":"1"}},"#
      + #""spec":{"containers":[{"name":"new"}]}}}}"#
    let value = try Self.apply(patch, to: set, of: StatefulSet.resource)
    #expect(
      value.json()
        == #"{"spec":{"replicas":2,"template":{"metadata":{"labels":{"a":"1"}},"#
        + #""spec":{"containers":[{"name":"new"}]}}}}"#)
  }

  /// A name server's Service has the merge key 53 twice.
  @Test func samePortOverTwoProtocols() throws {
    let service =
      #"{"spec":{"ports":[{"name":"u","port":53,"protocol":"UDP"},"#
      + #"{"name":"t","port":53,"protocol":"TCP"}]}}"#
    let patch = #"{"spec":{"ports":[{"port":53,"protocol":"TCP","targetPort":5353}]}}"#
    let value = try Self.apply(patch, to: service, of: Service.resource)
    #expect(
      value["spec"]?["ports"]?.json()
        == #"[{"name":"u","port":53,"protocol":"UDP"},"#
        + #"{"name":"t","port":53,"protocol":"TCP","targetPort":5353}]"#)
  }

  @Test func kindsWithoutASchemaHaveNoKeys() {
    let deployment = Resource(
      group: "apps", version: "v1", kind: "Deployment", plural: "deployments",
      singular: "deployment")
    #expect(throws: PatchError.unsupportedMediaType) {
      try Self.apply("{}", of: deployment)
    }
  }
}
