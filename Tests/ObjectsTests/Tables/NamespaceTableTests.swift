import Testing

@testable import Objects

/// The cases of upstream's tests of namespaces.
struct NamespaceTableTests {
  static let base = #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"abc-123"}}"#
  static let labels = #"{"metadata":{"labels":{"foo":"bar"}}}"#
  static let nobody = "name is neither a standard finalizer name nor is it fully qualified"

  static let created: [ValidationRow] = [
    ValidationRow("with labels", labels),
    ValidationRow(
      "with finalizers", #"{"spec":{"finalizers":["example.com/something","example.com/other"]}}"#),
    ValidationRow(
      "with upstream's finalizers", #"{"spec":{"finalizers":["kubernetes","orphan"]}}"#),
    ValidationRow(
      "without a name", #"{"metadata":{"name":""}}"#,
      ["metadata.name: Required value: name or generateName is required"]),
    ValidationRow(
      "with dots", #"{"metadata":{"name":"a.b"}}"#,
      [#"metadata.name: Invalid value: "a.b": must not contain dots"#]),
    ValidationRow(
      "too long", #"{"metadata":{"name":"\#(String(repeating: "a", count: 64))"}}"#,
      [
        #"metadata.name: Invalid value: "\#(String(repeating: "a", count: 64))": "#
          + "must be no more than 63 characters",
        // By its name it is labelled, too.
        #"metadata.labels: Invalid value: "\#(String(repeating: "a", count: 64))": "#
          + "must be no more than 63 bytes",
      ]),
    ValidationRow(
      "in a namespace", #"{"metadata":{"namespace":"makesnosense"}}"#,
      ["metadata.namespace: Forbidden: not allowed on this type"]),
    ValidationRow(
      "with a label of no name", #"{"metadata":{"labels":{"a=b":"c"}}}"#,
      [#"metadata.labels: Invalid value: "a=b": \#(Texts.name)"#]),
    ValidationRow(
      "with a finalizer of nobody", #"{"spec":{"finalizers":["example"]}}"#,
      [#"spec.finalizers: Invalid value: "example": \#(nobody)"#]),
  ]

  @Test(arguments: created) func newNamespace(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }

  static let updated: [ValidationRow] = [
    ValidationRow("nothing"),
    ValidationRow(
      "another name", #"{"metadata":{"name":"bar1"}}"#,
      Array(repeating: #"metadata.name: Invalid value: "bar1": \#(Texts.immutable)"#, count: 2)),
    ValidationRow("a label", labels),
    ValidationRow("no label any more", before: labels),
    ValidationRow("another label", #"{"metadata":{"labels":{"Foo":"baz"}}}"#, before: labels),
    ValidationRow("its phase, which is kept", #"{"status":{"phase":"Terminating"}}"#),
    ValidationRow(
      "an end", #"{"metadata":{"deletionTimestamp":"2024-01-01T00:00:00Z"}}"#,
      Array(
        repeating:
          #"metadata.deletionTimestamp: Invalid value: "2024-01-01T00:00:00Z": \#(Texts.immutable)"#,
        count: 2)),
  ]

  @Test(arguments: updated) func updatedNamespace(row: ValidationRow) throws {
    #expect(try row.updateErrors(of: Self.base) == row.errors)
  }

  static let ending = #"{"metadata":{"deletionTimestamp":"2024-01-01T00:00:00Z"}}"#
  static let terminating =
    #"{"metadata":{"deletionTimestamp":"2024-01-01T00:00:00Z"},"status":{"phase":"Terminating"}}"#

  static let reported: [ValidationRow] = [
    ValidationRow("active", #"{"status":{"phase":"Active"}}"#),
    ValidationRow("ending", terminating, before: ending),
    ValidationRow(
      "ending for no reason", #"{"status":{"phase":"Terminating"}}"#,
      [
        #"status.Phase: Invalid value: "Terminating": "#
          + "may only be 'Active' if `deletionTimestamp` is empty"
      ]),
    ValidationRow(
      "active at its end", ending, before: ending,
      [
        #"status.Phase: Invalid value: "Active": "#
          + "may only be 'Terminating' if `deletionTimestamp` is not empty"
      ]),
    ValidationRow(
      "an end", terminating,
      Array(
        repeating:
          #"metadata.deletionTimestamp: Invalid value: "2024-01-01T00:00:00Z": \#(Texts.immutable)"#,
        count: 2)),
  ]

  @Test(arguments: reported) func reportedNamespace(row: ValidationRow) throws {
    let old = try #require(row.object(of: Self.base, patched: row.before) as? Namespace)
    let new = try #require(row.object(of: Self.base, patched: row.patch) as? Namespace)
    #expect(new.validateStatusUpdate(from: old).map(\.description) == row.errors)
  }
}
