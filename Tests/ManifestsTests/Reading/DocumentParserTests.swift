import Objects
import Testing

@testable import Manifests

@Suite struct DocumentParserTests {
  private static func parse(_ text: String, line: Int = 1) throws(SyntaxErrors) -> LocatedValue? {
    try DocumentParser.parse(DocumentText(firstLine: line, octets: Array(text.utf8)[...]))
  }

  static let values: [(String, Value?)] = [
    ("", nil), ("# only a comment\n", nil), ("---\n", .null), ("--- {a: 1}\n", ["a": 1]),
    ("a: 1\r\nb: x\r\n", ["a": 1, "b": "x"]),
    ("\u{FEFF}a: 1\n", ["a": 1]),
    ("a: {b: [1, two, '3', \"4\"]}\n", ["a": ["b": [1, "two", "3", "4"]]]),
    ("{\"a\":1,\"b\":[true,null,2.5,\"\\/\"]}", ["a": 1, "b": [true, .null, .number(2.5), "/"]]),
    ("{\n\t\"a\":\t1,\n\t\"b\": {}\n}", ["a": 1, "b": [:]]),
    (#"{"a": "\ud83d\ude00 \uD83D\uDE01", "b": 1}"#, ["a": "😀 😁", "b": 1]),
    (#"{"a": "\\ud83d\\ude00"}"#, ["a": #"\ud83d\ude00"#]),
    ("a: '\\ud83d\\ude00'\n", ["a": #"\ud83d\ude00"#]),
    ("a: |\n  x\n  y\nb: >\n  x\n  y\n", ["a": "x\ny\n", "b": "x y\n"]),
    ("a: &x 1\nb: *x\n", ["a": 1, "b": 1]),
    (
      "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n",
      ["a": ["p": 1, "q": 2], "b": ["p": 1, "q": 3]]
    ),
    (
      "a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y]}\n",
      ["a": ["p": 1], "b": ["p": 2, "q": 2], "c": ["p": 1, "q": 2]]
    ),
    ("\"<<\": 1\n", ["<<": 1]),
    ("1: a\non: b\n0x10: d\n1.5: e\n", ["1": "a", "true": "b", "16": "d", "1.5": "e"]),
    ("a: !!str 8080\nb: !mine x\nc: !!int \"5\"\n", ["a": "8080", "b": "x", "c": 5]),
  ]

  @Test(arguments: values) func parses(_ text: String, _ value: Value?) throws {
    #expect(try Self.parse(text)?.value == value)
  }

  /// Text, and each error as `LINE:COLUMN: TEXT`.
  static let errors: [(String, [String])] = [
    ("a: 1\nb: 2\na: 3\n", [#"3:1: key "a" is already set in this mapping, at 1:1"#]),
    (
      "a: 1\na: 2\na: 3\n",
      [
        #"2:1: key "a" is already set in this mapping, at 1:1"#,
        #"3:1: key "a" is already set in this mapping, at 1:1"#,
      ]
    ),
    (
      "x: {a: 1, b: 2, a: 3, b: 4}\nx: 1\n",
      [
        #"1:17: key "a" is already set in this mapping, at 1:5"#,
        #"1:23: key "b" is already set in this mapping, at 1:11"#,
        #"2:1: key "x" is already set in this mapping, at 1:1"#,
      ]
    ),
    (
      "{\"a\": 1, 'a': 2}",
      [#"1:10: key "a" is already set in this mapping, at 1:2"#]
    ),
    ("yes: 1\ntrue: 2\n", [#"2:1: key "true" is already set in this mapping, at 1:1"#]),
    ("a: 1\n b: 2\n", ["2:3: mapping values are not allowed in this context"]),
    ("a: [1, 2\n", ["2:1: while parsing a flow sequence at 1:4: did not find expected ',' or ']'"]),
    (
      "a:\n\tb: 1\n",
      [
        "2:1: while scanning for the next token at 2:1: found character that cannot start any token"
      ]
    ),
    ("a: \"x\n", ["2:1: while scanning a quoted scalar at 1:4: found unexpected end of stream"]),
    ("a: *x\n", ["1:4: found undefined alias"]),
    ("a: x\u{0}y\n", ["1:5: character U+0000 is not allowed in YAML; is this a binary file?"]),
    ("? [a, b]\n: 1\n", ["1:3: a key must be a scalar"]),
    ("~: 1\n", ["1:1: a key must not be null"]),
    ("a: .nan\n", ["1:4: .nan is not a number that JSON has; quote it if text is meant"]),
    ("a: !!int x\n", ["1:4: cannot decode `x` as a !!int"]),
    ("a: {<<: 5}\n", ["1:9: `<<` merges mappings only"]),
    (
      #"{"e": "\ud83d\ude00", "a": 1, "a": 2}"#,
      [
        #"1:31: key "a" is already set in this mapping, at 1:23"#
      ]
    ),
  ]

  @Test(arguments: errors) func refuses(_ text: String, _ expected: [String]) throws {
    let found = #expect(throws: SyntaxErrors.self) { try Self.parse(text) }
    #expect(found?.errors.map { "\($0.position): \($0.text)" } == expected)
  }

  @Test func countsLinesFromTheDocumentsFirst() {
    let found = #expect(throws: SyntaxErrors.self) { try Self.parse("---\na: 1\na: 2\n", line: 40) }
    #expect(found?.errors.map(\.position) == [Position(line: 42, column: 1)])
  }

  @Test func tellsWhereEncodingBreaks() {
    let octets = Array("a: ä\nb: é".utf8) + [0xFF, 0x0A]
    let found = #expect(throws: SyntaxErrors.self) {
      try DocumentParser.parse(DocumentText(firstLine: 7, octets: octets[...]))
    }
    #expect(found?.errors.map(\.position) == [Position(line: 8, column: 5)])
  }

  @Test func findsPositions() throws {
    let text = "# c\nspec:\n  containers:\n  - name: a\n    ports: [{containerPort: 1}]\n"
    let positions = try #require(try Self.parse(text)).positions
    let container = FieldPath("spec", "containers").index(0)
    #expect(positions.position(of: container.field("name")) == Position(line: 4, column: 11))
    #expect(
      positions.position(of: container.field("name"), isAboutKey: true)
        == Position(line: 4, column: 5))
    #expect(
      positions.position(of: container.field("ports").index(0).field("containerPort"))
        == Position(line: 5, column: 29))
    // What is missing is told at the key of the parent.
    #expect(positions.position(of: container.field("image")) == Position(line: 4, column: 5))
    #expect(positions.position(of: FieldPath("spec", "x", "y")) == Position(line: 2, column: 1))
    #expect(positions.position(of: FieldPath("metadata")) == Position(line: 2, column: 1))
  }

  @Test func boundsAliases() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let alias = "*a\(level - 1)"
      let items = Array(repeating: alias, count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    let found = #expect(throws: SyntaxErrors.self) { try Self.parse(text) }
    #expect(found?.errors.count == 1)
    #expect(found?.errors.first?.text.contains("aliases expand this document") == true)
  }

  @Test func boundsAliasesInKeys() throws {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    text += "? *a60\n: 1\n"
    let found = #expect(throws: SyntaxErrors.self) { try Self.parse(text) }
    #expect(found?.errors.first?.text.contains("aliases beside keys") == true)
  }

  @Test(arguments: ["[", "{a: ", "- "]) func boundsDepth(_ opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(throws: SyntaxErrors.self) { try Self.parse(text) }
    let closed = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
    #expect(throws: SyntaxErrors.self) { try Self.parse(closed) }
  }
}
