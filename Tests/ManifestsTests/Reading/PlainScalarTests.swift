import Objects
import Testing

@testable import Manifests

/// What kubectl (sigs.k8s.io/yaml over go-yaml v2) makes of an unquoted scalar.
@Suite struct PlainScalarTests {
  static let values: [(String, Value)] = [
    ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nUll", "nUll"),
    ("yes", true), ("Y", true), ("y", true), ("on", true), ("TRUE", true), ("tRue", "tRue"),
    ("no", false), ("N", false), ("off", false), ("False", false),
    ("0", 0), ("-0", 0), ("5", 5), ("+5", 5), ("-5", -5), ("1_000", 1000),
    ("0755", 493), ("0o17", 15), ("0x1F", 31), ("0X1f", 31), ("-0x10", -16), ("0b101", 5),
    ("08", 8), ("09.5", .number(9.5)), ("00", 0),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ("1.5", .number(1.5)), ("1.", 1), (".5", .number(0.5)), ("2.0", 2), ("1e3", 1000),
    ("1E-2", .number(0.01)), ("1e400", "1e400"), ("-.5", .number(-0.5)),
    ("1.10", .number(1.1)), ("1.2.3", "1.2.3"), ("10.244.0.6", "10.244.0.6"),
    ("12:30:45", "12:30:45"), ("2001-12-14", "2001-12-14"), ("1d", "1d"), ("512Mi", "512Mi"),
    ("0x", "0x"), ("0xg", "0xg"), ("+", "+"), ("-", "-"), (".", "."), ("--5", "--5"),
    ("- 5", "- 5"), ("<<", "<<"), ("=", "="), ("1 2", "1 2"), ("٣", "٣"), ("0-5", "0-5"),
    ("é", "é"),
  ]

  @Test(arguments: values) func resolves(_ text: String, _ value: Value) throws {
    #expect(try PlainScalar.resolve(text) == value)
  }

  @Test(arguments: [".nan", ".NaN", ".inf", "-.Inf", "+.INF"]) func isNotJSON(_ text: String) {
    #expect(throws: ScalarError.notInJSON(text)) { try PlainScalar.resolve(text) }
  }

  static let tagged: [(String, String, Value)] = [
    ("8080", "str", "8080"), ("yes", "str", "yes"), ("5", "int", 5), ("5", "float", 5),
    ("1.5", "float", .number(1.5)), ("yes", "bool", true), ("~", "null", .null),
    ("2001-12-14", "timestamp", "2001-12-14"),
  ]

  @Test(arguments: tagged) func readsTags(_ text: String, _ tag: String, _ value: Value) throws {
    #expect(try PlainScalar.resolve(text, tag: "tag:yaml.org,2002:\(tag)") == value)
  }

  @Test func refusesWrongTags() {
    #expect(throws: ScalarError.wrongTag("x", tag: "!!int")) {
      try PlainScalar.resolve("x", tag: "tag:yaml.org,2002:int")
    }
    #expect(throws: ScalarError.wrongTag("1.5", tag: "!!int")) {
      try PlainScalar.resolve("1.5", tag: "tag:yaml.org,2002:int")
    }
  }

  @Test func ignoresTagsOfOthers() throws {
    #expect(try PlainScalar.resolve("5", tag: "!custom") == "5")
  }
}
