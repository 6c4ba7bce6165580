import Testing

@testable import Objects

/// What was said of tolerations before there was a field, as Go's decoder and upstream's rules judge it.
struct TolerationAnnotationTableTests {
  static let key = "scheduler.alpha.kubernetes.io/tolerations"

  static func annotated(_ text: String, _ more: String = "") -> String {
    #"{"metadata":{"annotations":{"\#(key)":\#(Value.string(text).json())\#(more)}}}"#
  }
  static func unreadable(_ reason: String) -> [String] {
    [#"metadata.annotations: Invalid value: "\#(key)": \#(reason)"#]
  }

  static let rows: [ValidationRow] = [
    ValidationRow("nothing", annotated("")),
    ValidationRow("null", annotated("null")),
    ValidationRow("none", annotated(" [] ")),
    ValidationRow(
      "one", annotated(#"[{"key":"a","Operator":"Equal","VALUE":"b","effect":"NoSchedule","x":1}]"#)
    ),
    ValidationRow("no JSON", annotated("[{"), unreadable("unexpected end of JSON input")),
    ValidationRow(
      "not a list", annotated("{}"),
      unreadable("json: cannot unmarshal object into Go value of type []core.Toleration")),
    ValidationRow(
      "a list of numbers", annotated("[1]"),
      unreadable("json: cannot unmarshal number into Go value of type core.Toleration")),
    ValidationRow(
      "a key that is a number", annotated(#"[{"key":1}]"#),
      unreadable(
        "json: cannot unmarshal number into Go struct field Toleration.Key of type string")),
    ValidationRow(
      "a word that is none", annotated(#"[{"key":"a","effect":true}]"#),
      unreadable(
        "json: cannot unmarshal bool into Go struct field Toleration.Effect of type "
          + "core.TaintEffect")),
    ValidationRow(
      "half a second", annotated(#"[{"key":"a","effect":"NoExecute","tolerationSeconds":1.5}]"#),
      unreadable(
        "json: cannot unmarshal number 1.5 into Go struct field Toleration.TolerationSeconds of "
          + "type int64")),
    ValidationRow(
      "two of which one is wrong, and what comes after",
      annotated(
        #"[{"operator":"Exists"},{"key":"a","operator":"Like","effect":"Never"}]"#,
        #","controller.kubernetes.io/pod-deletion-cost":"+1","kubernetes.io/config.mirror":"m""#),
      [
        #"metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "m": "#
          + "must set spec.nodeName if mirror pod annotation is set",
        #"metadata.annotations.\#(key)[1].operator: Unsupported value: "Like": "#
          + #"supported values: "Equal", "Exists""#,
        #"metadata.annotations.\#(key)[1].effect: Unsupported value: "Never": "#
          + #"supported values: "NoSchedule", "PreferNoSchedule", "NoExecute""#,
        #"metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": "#
          + "must be a 32bit integer",
      ]),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors)
  }
}
