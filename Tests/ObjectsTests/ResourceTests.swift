import Testing

@testable import Objects

struct ResourceTests {
  @Test(arguments: [
    ("v1", "Pod", "pods", true, true), ("v1", "Namespace", "namespaces", true, false),
    ("apps/v1", "StatefulSet", "statefulsets", true, true),
    ("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", true, true),
    ("v1", "Service", "services", true, true),
    ("apps/v1", "Deployment", "deployments", false, true),
    ("networking.k8s.io/v1", "Ingress", "ingresses", false, true),
    ("v1", "PersistentVolume", "persistentvolumes", true, false),
    ("v1", "ConfigMap", "configmaps", true, true),
    ("events.k8s.io/v1", "Event", "events", false, true),
    ("resource.k8s.io/v1", "ResourceSlice", "resourceslices", false, false),
  ])
  func knownKinds(
    apiVersion: String, kind: String, plural: String, isServed: Bool, isNamespaced: Bool
  ) throws {
    let resource = try #require(Resource.of(apiVersion: apiVersion, kind: kind))
    #expect(resource.apiVersion == apiVersion)
    #expect(resource.plural == plural)
    #expect(resource.isServed == isServed)
    #expect(resource.isNamespaced == isNamespaced)
  }

  @Test(arguments: [
    ("apps/v1beta1", "StatefulSet"), ("v1", "StatefulSet"), ("apps/v1", "StatefulSets"), ("", ""),
    ("v1", "pod"), ("extensions/v1", "Ingress"),
  ])
  func unknownKinds(apiVersion: String, kind: String) {
    #expect(Resource.of(apiVersion: apiVersion, kind: kind) == nil)
  }

  @Test func anObjectOfAnUnknownKindIsKeptWhole() throws {
    let text =
      #"{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"size":3}"#
    let object = try Resource.object(from: .parse(json: text))
    #expect(object.resource.group == "example.com")
    #expect(object.key.name == "w")
    #expect(object.value.json() == text)
  }

  @Test(arguments: [
    #"{"kind":"Pod"}"#, #"{"apiVersion":"v1"}"#, #"{"apiVersion":1,"kind":"x"}"#, "[]",
  ])
  func withoutKindThereIsNoObject(text: String) {
    #expect(throws: FieldErrors.self) { try Resource.object(from: .parse(json: text)) }
  }

  @Test(
    arguments: [("", nil), ("0", nil), ("7", 7), ("18446744073709551615", .max)]
      as [(String, UInt64?)])
  func resourceVersions(text: String, version: UInt64?) throws {
    let value: Value = [
      "apiVersion": "v1", "kind": "Namespace", "metadata": ["resourceVersion": .string(text)],
    ]
    #expect(try Namespace(value: value).metadata.resourceVersion?.rawValue == version)
  }

  @Test(arguments: ["abc", "-1", "+1", "1.0", "18446744073709551616"])
  func garbageIsNoResourceVersion(text: String) {
    let value: Value = [
      "apiVersion": "v1", "kind": "Namespace", "metadata": ["resourceVersion": .string(text)],
    ]
    let error = #expect(throws: FieldErrors.self) { try Namespace(value: value) }
    #expect(error?.description == "strconv.ParseUint: parsing \"\(text)\": invalid syntax")
  }

  @Test func aMissingSelectorMatchesNothing() {
    #expect(!LabelSelector(value: nil).matches([:]))
    #expect(LabelSelector(value: [:]).matches(["a": "b"]))
    #expect(!LabelSelector.absent.matches(["a": "b"]))
  }

  /// RFC 7386, appendix A.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"["a"]"#, #"["c"]"#, #"["c"]"#),
    (#"{"a":"foo"}"#, "null", "null"), (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#),
    (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ])
  func mergePatch(original: String, patch: String, result: String) throws {
    #expect(try Value.parse(json: original).merging(.parse(json: patch)).json() == result)
  }
}
