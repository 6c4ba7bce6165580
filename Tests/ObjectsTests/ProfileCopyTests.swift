import Testing

@testable import Objects

/// The cases of upstream's test of `applyAppArmorVersionSkew`.
struct ProfileCopyTests {
  static let prefix = "container.apparmor.security.beta.kubernetes.io/"

  static func context(_ profile: String) -> String {
    profile.isEmpty ? "" : #","securityContext":{"appArmorProfile":\#(profile)}"#
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Of the container `a`.
    var annotation: String
    var ofPod = ""
    var own = ""
    /// More of the spec.
    var more = ""
    var copied: Value?
  }

  static let local = #"{"type":"Localhost","localhostProfile":"p"}"#
  static let rows: [Row] = [
    Row(testDescription: "unconfined", annotation: "unconfined", copied: ["type": "Unconfined"]),
    Row(
      testDescription: "the default", annotation: "runtime/default",
      copied: ["type": "RuntimeDefault"]),
    Row(
      testDescription: "of the node", annotation: "localhost/p",
      copied: ["type": "Localhost", "localhostProfile": "p"]),
    Row(testDescription: "of the node without a name", annotation: "localhost/"),
    Row(testDescription: "of the node with a space", annotation: "localhost/ p"),
    Row(testDescription: "nothing", annotation: ""),
    Row(testDescription: "nonsense", annotation: "x"),
    Row(testDescription: "the pod's", annotation: "localhost/p", ofPod: local),
    Row(
      testDescription: "another than the pod's", annotation: "unconfined", ofPod: local,
      copied: ["type": "Unconfined"]),
    Row(
      testDescription: "what it has", annotation: "unconfined", own: local,
      copied: ["type": "Localhost", "localhostProfile": "p"]),
    Row(
      testDescription: "Windows", annotation: "unconfined", more: #","os":{"name":"windows"}"#),
  ]

  static func pod(_ row: Row) throws -> Pod {
    let containers = #"[{"name":"a","image":"i"\#(context(row.own))}]"#
    return try Pod(
      value: Value.parse(
        json: #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","annotations":{"#
          + #""\#(prefix)a":"\#(row.annotation)","\#(prefix)c":"unconfined"}},"#
          + #""spec":{"containers":\#(containers),"initContainers":[{"name":"b"},{"name":"c"}]"#
          + #"\#(context(row.ofPod))\#(row.more)}}"#))
  }

  @Test(arguments: rows) func fieldsGetWhatAnnotationsSay(row: Row) throws {
    var pod = try Self.pod(row)
    pod.copyProfileAnnotations()
    #expect(
      pod.spec.containers[0].rest["securityContext"]?["appArmorProfile"] == row.copied)
    let first = pod.spec.initContainers.map { $0.rest["securityContext"]?["appArmorProfile"] }
    #expect(first == [nil, row.more.isEmpty ? ["type": "Unconfined"] : nil])
  }

  @Test func aPodWithoutAnnotationsStaysAsItIs() throws {
    let pod = try #require(
      try ValidationRow("").object(of: PodTableTests.base, patched: "{}") as? Pod)
    var copy = pod
    copy.copyProfileAnnotations()
    #expect(copy == pod)
  }

  /// Whether the writer of the pod wrote the field, and how many warnings there are.
  @Test(arguments: [(false, 1), (true, 0)])
  func aCopyIsToldOf(isGiven: Bool, count: Int) throws {
    var pod = try Self.pod(
      Row(testDescription: "", annotation: "localhost/p", own: isGiven ? Self.local : ""))
    pod.metadata.annotations["\(Self.prefix)c"] = nil
    pod.metadata.rest["managedFields"] =
      ServerSideApply.recordUpdate(
        pod.value, from: nil, of: Pod.resource, manager: "test", subresource: "",
        now: Timestamp(seconds: 0))["metadata"]?["managedFields"]
    pod.copyProfileAnnotations()
    #expect(pod.warnings.count { $0.text.contains("deprecated since v1.30") } == count)
  }
}
