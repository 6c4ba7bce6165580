import Testing

@testable import Objects

/// The cases of upstream's `TestValidateObjectMeta...` that are about more than one field.
struct MetadataTableTests {
  static let base = #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}"#

  static func owners(_ owners: String...) -> String {
    #"{"metadata":{"ownerReferences":[\#(owners.joined(separator: ","))]}}"#
  }

  static func owner(_ kind: String, _ name: String, _ more: String = "") -> String {
    #"{"apiVersion":"a/v1","kind":"\#(kind)","name":"\#(name)","uid":"1"\#(more)}"#
  }

  static let finalizer = "name is neither a standard finalizer name nor is it fully qualified"

  static let rows: [ValidationRow] = [
    ValidationRow(
      "one controller of two owners",
      owners(owner("A", "a", #","controller":true"#), owner("B", "b"))),
    ValidationRow(
      "three controllers",
      owners(
        owner("A", "a", #","controller":true"#),
        owner("B", "b", #","blockOwnerDeletion":true,"controller":true"#),
        owner("C", "c", #","controller":true"#)),
      ["B/b", "C/c"].map {
        #"metadata.ownerReferences: Invalid value: [{"apiVersion":"a/v1","kind":"A","name":"a","#
          + #""uid":"1","controller":true},{"apiVersion":"a/v1","kind":"B","name":"b","uid":"1","#
          + #""controller":true,"blockOwnerDeletion":true},{"apiVersion":"a/v1","kind":"C","#
          + #""name":"c","uid":"1","controller":true}]: Only one reference can have Controller set "#
          + "to true. Found \"true\" in references for A/a and \($0)"
      }),
    ValidationRow(
      "an owner of nothing", owners("{}"),
      [
        #"metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty"#,
        #"metadata.ownerReferences.kind: Invalid value: "": must not be empty"#,
        #"metadata.ownerReferences.name: Invalid value: "": must not be empty"#,
        #"metadata.ownerReferences.uid: Invalid value: "": must not be empty"#,
      ]),
    ValidationRow(
      "an owner of an API with too many parts",
      owners(
        #"{"apiVersion":"a/b/c","kind":"A","name":"a","uid":"1"}"#,
        #"{"apiVersion":"a/b","kind":"A","name":"a","uid":"1"}"#),
      [
        #"metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty"#
      ]),
    ValidationRow(
      "an event owns nothing",
      owners(#"{"apiVersion":"v1","kind":"Event","name":"e","uid":"1"}"#),
      [
        #"metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"e","#
          + #""uid":"1"}: /v1, Kind=Event is disallowed from being an owner"#
      ]),
    ValidationRow(
      "two ways to end", #"{"metadata":{"finalizers":["orphan","foregroundDeletion"]}}"#,
      [
        #"metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: "#
          + "finalizer orphan and foregroundDeletion cannot be both set"
      ]),
    ValidationRow(
      "finalizers of somebody and of upstream",
      #"{"metadata":{"finalizers":["a.b/c","kubernetes","orphan"]}}"#),
    ValidationRow(
      "a finalizer of nobody", #"{"metadata":{"finalizers":["a/b","x"]}}"#,
      [#"metadata.finalizers[1]: Invalid value: "x": \#(finalizer)"#]),
    ValidationRow(
      "finalizers that are no names", #"{"metadata":{"finalizers":["a b/x","c d"]}}"#,
      [
        #"metadata.finalizers: Invalid value: "a b/x": prefix part \#(Texts.subdomain)"#,
        #"metadata.finalizers: Invalid value: "c d": \#(Texts.name)"#,
        #"metadata.finalizers[1]: Invalid value: "c d": \#(finalizer)"#,
      ]),
  ]

  @Test(arguments: rows) func newNamespace(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }

  /// The generic layer sees it first, then the kind's rules for changes, then those for all objects.
  @Test(arguments: [
    (#"{"metadata":{"finalizers":["x"]}}"#, ["kind", "object"]),
    (#"{"metadata":{"finalizers":["c d/e"]}}"#, ["generic", "object"]),
    (#"{"metadata":{"labels":{"a":"-"}}}"#, ["generic", "change", "kind", "object"]),
  ]) func aFaultIsToldAsOftenAsUpstreamLooks(patch: String, looks: [String]) throws {
    let row = ValidationRow("", patch)
    let errors = try row.updateErrors(of: PodTableTests.base)
    #expect(errors.count == looks.count)
    #expect(Set(errors).count == 1)
  }
}
