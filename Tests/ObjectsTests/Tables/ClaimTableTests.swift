import Testing

@testable import Objects

/// The cases of upstream's tests of claims, of their updates and of their status.
struct ClaimTableTests {
  static let base = #"""
    {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c","namespace":"default"},
    "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"10Gi"}}}}
    """#

  static func spec(_ fields: String) -> String { #"{"spec":{\#(fields)}}"# }
  static func storage(_ text: String, _ more: String = "") -> String {
    spec(#""resources":{"requests":{"storage":"\#(text)"}}\#(more)"#)
  }

  static let modes =
    #"supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod""#

  static let created: [ValidationRow] = [
    ValidationRow("a good one"),
    ValidationRow(
      "with finalizers and owners",
      #"{"metadata":{"finalizers":["example.com/foo","kubernetes.io/pvc-protection"],"ownerReferences":[{"apiVersion":"v1","kind":"pod","name":"foo","uid":"7"}]}}"#
    ),
    ValidationRow("of no class", spec(#""storageClassName":"""#)),
    ValidationRow(
      "without a name", #"{"metadata":{"name":""}}"#,
      ["metadata.name: Required value: name or generateName is required"]),
    ValidationRow(
      "a label", #"{"metadata":{"labels":{"a":"hyphen not allowed"}}}"#,
      [
        #"metadata.labels: Invalid value: "hyphen not allowed": a valid label must be an empty string "#
          + "or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
          + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
      ]),
    ValidationRow(
      "a selector", spec(#""selector":{"matchExpressions":[{"key":"a","operator":"InvalidOp"}]}"#),
      [
        #"spec.selector.matchExpressions[0].operator: Invalid value: "InvalidOp": "#
          + "not a valid selector operator"
      ]),
    ValidationRow(
      "a mode of access", spec(#""accessModes":["fakemode"]"#),
      [#"spec.accessModes: Unsupported value: "fakemode": \#(modes)"#]),
    ValidationRow(
      "one pod and others", spec(#""accessModes":["ReadWriteOncePod","ReadWriteMany"]"#),
      ["spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes"]),
    ValidationRow(
      "no mode of access", spec(#""accessModes":null"#),
      ["spec.accessModes: Required value: at least 1 access mode is required"]),
    ValidationRow(
      "no amount", spec(#""resources":null"#), ["spec.resources[storage]: Required value"]),
    ValidationRow(
      "another amount", spec(#""resources":{"requests":{"memory":"1Gi","storage":null}}"#),
      ["spec.resources[storage]: Required value"]),
    ValidationRow(
      "less than nothing", storage("-10G"),
      [#"spec.resources[storage]: Invalid value: "-10G": must be greater than zero"#]),
    ValidationRow(
      "nothing", storage("0"),
      [#"spec.resources[storage]: Invalid value: "0": must be greater than zero"#]),
    ValidationRow(
      "a class", spec(#""storageClassName":"-invalid-""#),
      [#"spec.storageClassName: Invalid value: "-invalid-": \#(Texts.subdomain)"#]),
    ValidationRow(
      "a mode of the volume", spec(#""volumeMode":"fakeVolumeMode""#),
      [
        #"spec.volumeMode: Unsupported value: "fakeVolumeMode": supported values: "Block", "Filesystem""#
      ]),
  ]

  @Test(arguments: created) func newClaim(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }

  static let old = "volume.beta.kubernetes.io/storage-class"
  static func annotated(_ name: String, _ spec: String = "") -> String {
    #"{"metadata":{"annotations":{"\#(old)":"\#(name)"}},"spec":{\#(spec)}}"#
  }
  static func named(_ name: String) -> String { spec(#""storageClassName":"\#(name)""#) }
  static let bound = #","volumeName":"volume"},"status":{"phase":"Bound""#
  static let refused =
    "spec: Forbidden: spec is immutable after creation except resources.requests and "
    + "volumeAttributesClassName for bound claims"

  static func mode(_ text: String) -> String {
    #"volumeMode: Invalid value: "\#(text)": \#(Texts.immutable)"#
  }
  static func annotation(_ text: String) -> String {
    #"metadata.annotations.\#(old): Invalid value: "\#(text)": \#(Texts.immutable)"#
  }

  static func attributes(_ name: String, _ phase: String, _ status: String = "") -> String {
    #"{"spec":{"volumeAttributesClassName":\#(name)},"status":{"phase":"\#(phase)"\#(status)}}"#
  }

  static let current = #","currentVolumeAttributesClassName":"fast""#

  static let updated: [ValidationRow] = [
    ValidationRow("nothing"),
    ValidationRow("the volume's name", spec(#""volumeName":"volume""#)),
    ValidationRow(
      "limits of a bound claim", spec(#""resources":{"limits":{"storage":"20Gi"}}\#(bound)"#),
      before: storage("10Gi", bound), [refused]),
    ValidationRow(
      "the mode of access of a bound claim",
      spec(#""accessModes":["ReadWriteMany"]\#(bound)"#), before: storage("10Gi", bound),
      [refused]),
    ValidationRow(
      "the same mode", spec(#""volumeMode":"Block""#), before: spec(#""volumeMode":"Block""#)),
    ValidationRow(
      "a block", spec(#""volumeMode":"Block""#), before: spec(#""volumeMode":"Filesystem""#),
      [refused, mode("Block")]),
    ValidationRow(
      "a folder", spec(#""volumeMode":"Filesystem""#), before: spec(#""volumeMode":"Block""#),
      [refused, mode("Filesystem")]),
    ValidationRow(
      "another class by annotation", annotated("slow"), before: annotated("fast"),
      [annotation("slow")]),
    ValidationRow(
      "another annotation", #"{"metadata":{"annotations":{"a":"c"}}}"#,
      before: #"{"metadata":{"annotations":{"a":"b"}}}"#),
    ValidationRow("one annotation more", #"{"metadata":{"annotations":{"a":"b"}}}"#),
    ValidationRow(
      "more storage", storage("15Gi", bound), before: storage("10Gi", bound)),
    ValidationRow("more storage, unbound", storage("12Gi"), [refused]),
    ValidationRow(
      "no storage any more",
      #"{"spec":{"resources":{"requests":{"storage":null,"a.b/c":"1"}}},"#
        + #""status":{"phase":"Bound","capacity":{"storage":"10Gi"}}}"#,
      before: #"{"spec":{"resources":{"requests":{"storage":"10Gi","a.b/c":"1"}}},"#
        + #""status":{"phase":"Bound","capacity":{"storage":"10Gi"}}}"#,
      [
        "spec.resources[storage]: Required value", "spec.resources[storage]: Required value",
        "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity",
      ]),
    ValidationRow(
      "less storage", storage("5Gi", #"\#(bound),"capacity":{"storage":"10Gi"}"#),
      before: storage("10Gi", #"\#(bound),"capacity":{"storage":"10Gi"}"#),
      ["spec.resources.requests.storage: Forbidden: field can not be less than status.capacity"]),
    ValidationRow("the class in its own field", named("fast"), before: annotated("fast")),
    ValidationRow(
      "another class in its own field", named("fast2"), before: annotated("fast"),
      [annotation(""), refused]),
    ValidationRow(
      "the class in both", annotated("fast", #""storageClassName":"fast""#),
      before: annotated("fast")),
    ValidationRow(
      "another class in both", annotated("fast2", #""storageClassName":"fast2""#),
      before: annotated("fast"), [annotation("fast2"), refused]),
    ValidationRow("another class", named("fast2"), before: named("fast"), [refused]),
    ValidationRow("a class where there was none", named("fast")),
    ValidationRow(
      "attributes", attributes(#""fast""#, "Bound"), before: attributes("null", "Bound")),
    ValidationRow(
      "attributes of what has no volume", attributes(#""fast""#, "Pending"),
      before: attributes("null", "Pending"), [refused]),
    ValidationRow(
      "no attributes any more", attributes("null", "Bound", current),
      before: attributes(#""fast""#, "Bound", current),
      [
        "spec.volumeAttributesClassName: Forbidden: update to nil is forbidden when "
          + "status.currentVolumeAttributesClassName is not nil"
      ]),
    ValidationRow(
      "no attributes before there were any", attributes("null", "Bound"),
      before: attributes(#""fast""#, "Bound")),
    ValidationRow(
      "the class back in the annotation", annotated("fast"), before: named("fast"),
      [annotation("fast"), refused]),
  ]

  static func source(_ group: String) -> String {
    spec(#""dataSourceRef":{"apiGroup":"\#(group)","kind":"K","name":"n"}"#)
  }

  /// A claim that had a group, even a right one, may name any; that it cannot change is another matter.
  @Test func groupsAreJudgedOnce() throws {
    let row = ValidationRow("", Self.source("a_b"), before: Self.source("a.b"))
    let errors = try row.updateErrors(of: Self.base)
    #expect(
      errors.map { $0.prefix { $0 != "\n" } } == [
        "spec: Forbidden: spec is immutable after creation except resources.requests and "
          + "volumeAttributesClassName for bound claims"
      ])
    // Each of the two fields is written as the other.
    #expect(
      try row.createErrors(of: Self.base)
        == ["dataSource", "dataSourceRef"].map {
          #"spec.\#($0).apiGroup: Invalid value: "a_b": \#(Texts.subdomain)"#
        })
  }

  @Test(arguments: updated) func updatedClaim(row: ValidationRow) throws {
    let lines = try row.updateErrors(of: Self.base).map { String($0.prefix { $0 != "\n" }) }
    #expect(lines == row.errors)
  }

  static func status(_ fields: String) -> String { #"{"status":{\#(fields)}}"# }
  static let progress =
    #"supported values: "ControllerResizeInProgress", "ControllerResizeInfeasible", "#
    + #""NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending""#

  static let reported: [ValidationRow] = [
    ValidationRow("bound", status(#""phase":"Bound","capacity":{"storage":"10Gi"}"#)),
    ValidationRow(
      "growing",
      status(
        #""allocatedResources":{"storage":"20Gi","example.com/a":"1"},"#
          + #""allocatedResourceStatuses":{"storage":"NodeResizePending"}"#)),
    ValidationRow(
      "less than nothing", status(#""capacity":{"storage":"-10Gi"}"#),
      ["status.capacity[storage]: Invalid value: -10737418240: must be a valid resource quantity"]),
    ValidationRow(
      "growing by something else",
      status(
        #""allocatedResources":{"cpu":"1","kubernetes.io/a":"1","storage":"-1"},"#
          + #""allocatedResourceStatuses":{"storage":"Nope","cpu":"NodeResizePending","a b":"Nope"}"#
      ),
      [
        #"status.allocatedResourceStatuses: Invalid value: "a b": \#(Texts.name)"#,
        #"status.allocatedResourceStatuses: Unsupported value: "a b": \#(progress)"#,
        #"status.allocatedResourceStatuses: Unsupported value: "cpu": supported values: "storage""#,
        #"status.allocatedResourceStatuses: Unsupported value: "storage": \#(progress)"#,
        #"status.allocatedResources: Unsupported value: "cpu": supported values: "storage""#,
        #"status.allocatedResources: Unsupported value: "kubernetes.io/a": supported values: "storage""#,
        "status.allocatedResources[storage]: Invalid value: -1: must be a valid resource quantity",
      ]),
  ]

  @Test(arguments: reported) func reportedClaim(row: ValidationRow) throws {
    let old = try #require(row.object(of: Self.base, patched: row.before) as? GenericObject)
    let new = try #require(row.object(of: Self.base, patched: row.patch) as? GenericObject)
    #expect(new.validateClaimStatusUpdate(from: old).map(\.description) == row.errors)
  }
}
