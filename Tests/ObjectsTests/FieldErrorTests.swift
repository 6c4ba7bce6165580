import Testing

@testable import Objects

struct FieldErrorTests {
  static let path = FieldPath("spec", "x")

  @Test func pathsAreWrittenAsKubernetesWritesThem() {
    #expect(
      FieldPath("spec", "template").field("spec", "containers").index(0).field("ports").index(1)
        .field("name").description == "spec.template.spec.containers[0].ports[1].name")
    #expect(
      FieldPath("metadata", "labels").key("app.kubernetes.io/name").description
        == "metadata.labels[app.kubernetes.io/name]")
    #expect(FieldPath().description == "<nil>")
    #expect(FieldPath("a").prefixed(by: FieldPath("b").index(2)).description == "b[2].a")
    #expect(Value.object(["a": [["b": 7]]])[FieldPath("a").index(0).field("b")] == 7)
    #expect(Value.object(["a": []])[FieldPath("a").index(0)] == nil)
  }

  @Test(
    arguments: [
      (.required(path), "spec.x: Required value", "FieldValueRequired"),
      (.required(path, "why"), "spec.x: Required value: why", "FieldValueRequired"),
      (
        .invalid(path, "a\"b\n\u{1}ä", "bad"), #"spec.x: Invalid value: "a\"b\n\x01ä": bad"#,
        "FieldValueInvalid"
      ),
      (.invalid(path, -1, "bad"), "spec.x: Invalid value: -1: bad", "FieldValueInvalid"),
      (
        .invalid(path, ["b": "<", "a": .null], ""),
        #"spec.x: Invalid value: {"a":null,"b":"\u003c"}"#, "FieldValueInvalid"
      ),
      (
        .notSupported(path, "x", ["b", "a"]),
        #"spec.x: Unsupported value: "x": supported values: "b", "a""#, "FieldValueNotSupported"
      ),
      (.duplicate(path, "x"), #"spec.x: Duplicate value: "x""#, "FieldValueDuplicate"),
      (.notFound(path, "x"), #"spec.x: Not found: "x""#, "FieldValueNotFound"),
      (.forbidden(path, "no"), "spec.x: Forbidden: no", "FieldValueForbidden"),
      (
        .tooLong(path, octets: 63), "spec.x: Too long: may not be more than 63 bytes",
        "FieldValueTooLong"
      ),
      (
        .tooMany(path, count: 3, limit: 2), "spec.x: Too many: 3: must have at most 2 items",
        "FieldValueTooMany"
      ),
      (
        .tooMany(path, count: 3, limit: 1), "spec.x: Too many: 3: must have at most 1 item",
        "FieldValueTooMany"
      ),
      (
        FieldError(path, .unknownField, detail: "did you mean \"y\"?"), #"unknown field "spec.x""#,
        "FieldValueInvalid"
      ),
    ] as [(FieldError, String, String)])
  func textsAreUpstreams(error: FieldError, text: String, reason: String) {
    #expect(error.description == text)
    #expect(error.reason == reason)
  }

  @Test func severalErrorsStandInBracketsOnceEach() {
    let a = FieldError.required(Self.path)
    let b = FieldError.forbidden(Self.path, "no")
    #expect(FieldErrors([a]).description == "spec.x: Required value")
    #expect(
      FieldErrors([a, b, a]).description == "[spec.x: Required value, spec.x: Forbidden: no]")
  }
}
