import Objects
import Testing

@testable import Manifests

@Suite struct ManifestTests {
  private static func parse(_ text: String) -> Manifest {
    Manifest.parse(Array(text.utf8), file: "f.yaml")
  }

  private static let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"

  /// Text, titles of the objects, diagnostics.
  static let rows: [(String, [String], [String])] = [
    ("", [], []), ("---\n---\n# x\n---\n", [], []), (service, ["v1 Service a"], []),
    (
      service + "---\nfoo: [\n---\n" + service, ["v1 Service a", "v1 Service a"],
      [
        "f.yaml:6:1: error: while parsing a flow node at 6:1: did not find expected node content"
      ]
    ),
    (
      "- a\n", [],
      ["f.yaml:1:1: error: expected a mapping with apiVersion and kind, found a sequence"]
    ),
    ("hello\n", [], ["f.yaml:1:1: error: expected a mapping with apiVersion and kind, found text"]),
    ("kind: Service\n", [], ["f.yaml:1:1: error: apiVersion: Required value"]),
    ("\n\napiVersion: v1\n", [], ["f.yaml:3:1: error: kind: Required value"]),
    (
      "apiVersion: v1\nkind: 5\n", [],
      ["f.yaml:2:7: error: kind: expected text, found the number 5; quote it"]
    ),
    (
      "apiVersion: v1\nkind: Service\n", [],
      [
        "f.yaml:1:1: error: v1 Service: metadata.name: Required value: "
          + "name or generateName is required"
      ]
    ),
    (
      "apiVersion: v1\nkind: Service\nmetadata:\n  generateName: a-\n", [],
      [
        "f.yaml:3:1: error: v1 Service: metadata.name: Required value: "
          + "an object in a file needs a fixed name, not generateName"
      ]
    ),
    (
      "apiVersion: v1\nkind: Service\nmetadata: {name: 5, namespace: yes}\n", [],
      [
        "f.yaml:3:18: error: v1 Service: metadata.name: expected text, found the number 5; quote it",
        "f.yaml:3:32: error: v1 Service: metadata.namespace: expected text, "
          + "found the boolean true; quote it",
      ]
    ),
    (
      "apiVersion: v1\nkind: Service\nmetadata: [a]\n", [],
      ["f.yaml:3:11: error: v1 Service: metadata: expected a mapping, found a sequence"]
    ),
    (
      """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Service, metadata: {name: a}}
      - kind: List
        apiVersion: v1
        items:
        - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: ns}}
        - 5
      - {kind: Service}
      """, ["v1 Service a", "v1 Pod ns/b"],
      [
        "f.yaml:9:5: error: expected a mapping with apiVersion and kind, found the number 5",
        "f.yaml:10:3: error: apiVersion: Required value",
      ]
    ),
    ("{kind: PodList, apiVersion: v1, items: [{metadata: {name: a}}]}", ["v1 Pod a"], []),
    ("{kind: List, apiVersion: v1}", [], []),
    ("{kind: AllowList, apiVersion: x/v1, metadata: {name: a}}", ["x/v1 AllowList a"], []),
  ]

  @Test(arguments: rows)
  func parses(_ text: String, _ titles: [String], _ diagnostics: [String]) {
    let manifest = Self.parse(text)
    #expect(manifest.objects.map(\.title) == titles)
    #expect(manifest.diagnostics.map(\.description) == diagnostics)
    #expect(manifest.isWhole == diagnostics.isEmpty)
  }

  @Test func locatesItemsOfLists() throws {
    let text =
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n"
      + "  metadata:\n    name: a\n  spec: {clusterIP: no}\n"
    let object = try #require(Self.parse(text).objects.first)
    #expect(object.positions.value == Position(line: 4, column: 3))
    #expect(
      object.positions.position(of: FieldPath("spec", "clusterIP")) == Position(line: 8, column: 21)
    )
  }

  @Test(arguments: [
    ("", true), (" \n\t\r\n", true), ("# c\n", true), ("---\n", true), ("a: b\n", false),
  ])
  func knowsEmptiness(_ text: String, _ isEmpty: Bool) {
    #expect(Self.parse(text).isEmpty == isEmpty)
  }

  @Test func refusesOtherEncodings() {
    let manifest = Manifest.parse([0xFF, 0xFE, 0x61, 0x00], file: "f.yaml")
    #expect(!manifest.isWhole)
    #expect(
      manifest.diagnostics.map(\.description)
        == ["f.yaml:1:1: error: the file is UTF-16; save it as UTF-8"])
  }

  @Test func oneBadOctetSpoilsOneDocument() {
    let octets = Array(Self.service.utf8) + Array("---\na: ".utf8) + [0x80] + Array("\n---\n".utf8)
    let manifest = Manifest.parse(octets + Array(Self.service.utf8), file: "f.yaml")
    #expect(manifest.objects.count == 2)
    #expect(
      manifest.diagnostics.map(\.description)
        == ["f.yaml:5:4: error: the text is not valid UTF-8 here"])
  }

  @Test func boundsSize() {
    let manifest = Manifest.parse(
      repeatElement(UInt8(ascii: "#"), count: Manifest.sizeLimit + 1), file: "f.yaml")
    #expect(manifest.diagnostics.map(\.text) == ["the file has more than 64 MiB"])
  }
}
