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
  static let rangeText =
    "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid"
  static let modeText =
    #"spec.volumeMode: Unsupported value: "X": supported values: "Block", "Filesystem""#
  /// What there is is also what pods may have, unless the node says otherwise.
  static let amountTexts = ["capacity", "allocatable"].map {
    #"status.\#($0).pods: Invalid value: "1500m": must be an integer"#
  }

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
        rangeText,
        "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to "
          + "valid",
      ]),
    Row(
      "a node's ranges, each of them", "Node",
      #""spec":{"podCIDRs":["10.0.0.0/8","fd00::/64"],"externalID":"a"}"#,
      #""spec":{"podCIDRs":["10.1.0.0/16","fd01::/64"],"externalID":"b"}"#,
      [rangeText, rangeText, "spec.externalID: Forbidden: may not be updated"]),
    Row(
      "a node's ranges, once", "Node", #""spec":{}"#,
      #""spec":{"podCIDRs":["10.1.0.0/16"],"providerID":"p"}"#, []),
    Row(
      "what a node says of itself", "Node", #""spec":{}"#,
      #""status":{"capacity":{"pods":"1500m"},"addresses":[{"type":"Hostname","address":"a"},"#
        + #"{"type":"Hostname","address":"b"},{"type":"Hostname","address":"a"}]}"#,
      amountTexts + amountTexts + [
        #"status.addresses[2]: Duplicate value: {"Type":"Hostname","Address":"a"}"#
      ]),
    Row(
      "a wrong mode of a claim", "PersistentVolumeClaim", claim(), claim(#","volumeMode":"X""#),
      [modeText, modeText, specText, #"volumeMode: Invalid value: "X": field is immutable"#]),
    Row(
      "a wrong policy of a volume", "PersistentVolume", #""spec":{\#(volume){"path":"/a"}}"#,
      #""spec":{"persistentVolumeReclaimPolicy":"X",\#(volume){"path":"/a"}}"#,
      Array(
        repeating:
          #"spec.persistentVolumeReclaimPolicy: Unsupported value: "X": supported values: "#
          + #""Delete", "Recycle", "Retain""#, count: 2)),
    Row(
      "a wrong policy of a class", "StorageClass", #""provisioner":"p""#,
      #""provisioner":"p","reclaimPolicy":"X""#,
      [
        #"reclaimPolicy: Unsupported value: "X": supported values: "Delete", "Retain""#,
        "reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.",
      ]),
    Row(
      "a wrong taint", "Node", #""spec":{}"#, #""spec":{"taints":[{"key":"a","effect":"X"}]}"#,
      Array(
        repeating: #"metadata.taints[0].effect: Unsupported value: "X": supported values: "#
          + #""NoSchedule", "PreferNoSchedule", "NoExecute""#, count: 2)),
    Row("wrong endpoints that were there", "Endpoints", #""subsets":[{}]"#, #""subsets":[{}]"#, []),
    Row(
      "new wrong endpoints", "Endpoints", #""subsets":[{}]"#,
      #""subsets":[{"notReadyAddresses":[]},{}]"#,
      (0...1).map {
        "subsets[\($0)]: Required value: must specify `addresses` or `notReadyAddresses`"
      }),
    Row(
      "no revision any more", "ControllerRevision", #""data":{"a":1},"revision":1"#,
      #""data":null,"revision":-1"#,
      [
        "revision: Invalid value: -1: must be greater than or equal to 0",
        "data: Invalid value: null: field is immutable",
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

  /// As upstream's strategies call one function after another.
  @Test(arguments: [
    ("PersistentVolumeClaim", claim(), 5),
    ("PersistentVolume", #""spec":{\#(volume){"path":"/a"}}"#, 4),
    ("Endpoints", #""subsets":[]"#, 4), ("StorageClass", #""provisioner":"p""#, 4),
    ("Node", #""spec":{}"#, 4), ("Namespace", #""spec":{}"#, 4),
    ("ServiceAccount", #""secrets":[]"#, 4), ("ConfigMap", #""data":{}"#, 4),
    ("Secret", #""data":{}"#, 4),
    ("ControllerRevision", #""data":{}"#, 4), ("Service", #""spec":{"clusterIP":"None"}"#, 3),
  ])
  func aWrongLabelIsToldManyTimes(kind: String, body: String, count: Int) throws {
    let old = try GenericValidationTests.object(kind, body)
    var new = old
    new.metadata.labels["a"] = "-"
    let text = #"metadata.labels: Invalid value: "-": \#(NameRules.labelValue("-")[0])"#
    #expect(
      new.validateUpdate(replacing: old).map(\.description)
        == Array(repeating: text, count: count))
  }

  @Test func namesStay() throws {
    let old = try GenericValidationTests.object("ConfigMap", #""data":{}"#)
    let new = try GenericValidationTests.object("ConfigMap", #""data":{}"#, name: "y")
    // Upstream looks twice, and says so.
    let text = #"metadata.name: Invalid value: "y": field is immutable"#
    #expect(new.validateUpdate(replacing: old).map(\.description) == [text, text])
  }
}
