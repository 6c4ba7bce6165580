import Testing

@testable import Objects

/// What may change of kinds without a type of their own.
struct GenericUpdateTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind: String
    var old: String
    var new: String
    var errors: [String]
    init(_ name: String, _ kind: String, _ old: String, _ new: String, _ errors: [String]) {
      (testDescription, self.kind, self.old, self.new, self.errors) = (name, kind, old, new, errors)
    }
  }

  static func claim(_ spec: String = "", storage: String = "2Gi", status: String = "") -> String {
    #""spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"\#(storage)"}}"#
      + #"\#(spec)},"status":{\#(status)}"#
  }

  static let bound = #""phase":"Bound","capacity":{"storage":"1Gi"}"#
  /// The first line; the difference follows, see ``aClaimsDifferenceIsShown()``.
  static let specText =
    "spec: Forbidden: spec is immutable after creation except resources.requests and "
    + "volumeAttributesClassName for bound claims"
  static let volume =
    #""accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":"#
  static let immutable = "Forbidden: field is immutable when `immutable` is set"

  static let rows = [
    Row("nothing", "PersistentVolumeClaim", claim(), claim(), []),
    Row(
      "the volume's name, once", "PersistentVolumeClaim", claim(),
      claim(#","volumeName":"v""#), []),
    Row(
      "the volume's name, twice", "PersistentVolumeClaim", claim(#","volumeName":"v""#),
      claim(#","volumeName":"w""#), [specText]),
    Row(
      "no volume any more", "PersistentVolumeClaim", claim(#","volumeName":"v""#), claim(),
      [specText]),
    Row("a class, once", "PersistentVolumeClaim", claim(), claim(#","storageClassName":"s""#), []),
    Row(
      "another class", "PersistentVolumeClaim", claim(#","storageClassName":"s""#),
      claim(#","storageClassName":"t""#), [specText]),
    Row(
      "more storage, not bound", "PersistentVolumeClaim", claim(), claim(storage: "3Gi"),
      [specText]),
    Row(
      "more storage", "PersistentVolumeClaim", claim(status: bound),
      claim(storage: "3Gi", status: bound), []),
    Row(
      "the same storage in other words", "PersistentVolumeClaim", claim(),
      claim(storage: "2048Mi"), []),
    Row(
      "less storage, more than there is", "PersistentVolumeClaim", claim(status: bound),
      claim(storage: "1500Mi", status: bound), []),
    Row(
      "less storage than there is", "PersistentVolumeClaim", claim(status: bound),
      claim(storage: "1Gi", status: bound),
      ["spec.resources.requests.storage: Forbidden: field can not be less than status.capacity"]),
    Row(
      "another mode", "PersistentVolumeClaim", claim(), claim(#","volumeMode":"Block""#),
      [specText, #"volumeMode: Invalid value: "Block": field is immutable"#]),
    Row(
      "another source", "PersistentVolume", #""spec":{\#(volume){"path":"/a"}}"#,
      #""spec":{\#(volume){"path":"/b"}}"#,
      [
        "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after "
          + "creation"
      ]),
    Row(
      "another policy", "PersistentVolume", #""spec":{\#(volume){"path":"/a"}}"#,
      #""spec":{"persistentVolumeReclaimPolicy":"Delete",\#(volume){"path":"/a"}}"#, []),
    Row(
      "a class's all", "StorageClass", #""provisioner":"p","parameters":{"a":"b"}"#,
      #""provisioner":"q","reclaimPolicy":"Retain","volumeBindingMode":"WaitForFirstConsumer""#,
      [
        "parameters: Forbidden: updates to parameters are forbidden.",
        "provisioner: Forbidden: updates to provisioner are forbidden.",
        "reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.",
        #"volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable"#,
      ]),
    Row(
      "a class's expansion", "StorageClass", #""provisioner":"p""#,
      #""provisioner":"p","allowVolumeExpansion":true"#, []),
    Row("data", "ConfigMap", #""data":{"a":"b"}"#, #""data":{"a":"c"}"#, []),
    Row(
      "immutable data", "ConfigMap", #""data":{"a":"b"},"immutable":true"#, #""data":{"a":"c"}"#,
      ["immutable: \(immutable)", "data: \(immutable)"]),
    Row(
      "immutable binary data", "ConfigMap", #""immutable":true"#,
      #""immutable":true,"binaryData":{"a":"AA=="}"#, ["binaryData: \(immutable)"]),
    Row(
      "a secret's type", "Secret", #""data":{"a":"AA=="}"#, #""type":"x","data":{"b":"AA=="}"#,
      [#"type: Invalid value: "x": field is immutable"#]),
    Row(
      "an immutable secret", "Secret", #""data":{"a":"AA=="},"immutable":true"#,
      #""stringData":{"a":"b"},"immutable":true"#, ["data: \(immutable)"]),
    Row(
      "a revision's data", "ControllerRevision", #""data":{"a":1},"revision":1"#,
      #""data":{"a":2},"revision":2"#, [#"data: Invalid value: {"a":2}: field is immutable"#]),
    Row(
      "a revision's number", "ControllerRevision", #""data":{"a":1},"revision":1"#,
      #""data":{"a":1},"revision":3"#, []),
    Row(
      "a node's identity", "Node", #""spec":{"providerID":"a","podCIDRs":["10.0.0.0/8"]}"#,
      #""spec":{"unschedulable":true}"#,
      [
        "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to "
          + "valid",
        "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid",
      ]),
  ]

  @Test(arguments: rows) func updates(row: Row) throws {
    let old = try GenericValidationTests.object(row.kind, row.old)
    let new = try GenericValidationTests.object(row.kind, row.new)
    let lines = new.validateUpdate(replacing: old).map {
      $0.description.prefix { $0 != "\n" }
    }
    #expect(lines.map(String.init) == row.errors)
  }

  /// As a Kubernetes 1.36 API server said it.
  @Test func aClaimsDifferenceIsShown() throws {
    let old = try #require(
      GenericValidationTests.object("PersistentVolumeClaim", Self.claim()) as? GenericObject)
    var new = old
    new.body["spec"] = old.body["spec"]?.merging(["accessModes": ["ReadWriteMany"]])
    #expect(
      new.validateUpdate(replacing: old).map(\.description) == [
        Self.specText
          + """

          @@ -1,6 +1,6 @@
           {
            "AccessModes": [
          -  "ReadWriteOnce"
          +  "ReadWriteMany"
            ],
            "Selector": null,
            "Resources": {

          """
      ])
  }

  @Test func namesStay() throws {
    let old = try GenericValidationTests.object("ConfigMap", #""data":{}"#)
    let new = try GenericValidationTests.object("ConfigMap", #""data":{}"#, name: "y")
    // Upstream looks twice, and says so.
    let text = #"metadata.name: Invalid value: "y": field is immutable"#
    #expect(new.validateUpdate(replacing: old).map(\.description) == [text, text])
  }
}
