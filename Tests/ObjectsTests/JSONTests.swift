import Testing

@testable import Objects

/// RFC 8259, strictly.
struct JSONTests {
  @Test(
    arguments: [
      ("null", Value.null), (" true ", true), ("\t[ ]\r\n", []), ("{}", [:]),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0", 0), ("1.0", .number(1)),
      ("1e3", .number(1000)), ("-2.5E-1", .number(-0.25)),
      (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
      (#""\u00e4\ud83d\ude00""#, "ä😀"),
      (#""\ud83d x \ude00\ud83d""#, "\u{FFFD} x \u{FFFD}\u{FFFD}"),
      (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
      (#"{"a":[1,{"b":null}],"":"x"}"#, ["a": [1, ["b": .null]], "": "x"]),
      ("\"\u{2028}ä\"", "\u{2028}ä"),
    ] as [(String, Value)])
  func wellFormedTextsAreRead(text: String, value: Value) throws {
    #expect(try Value.parse(json: text) == value)
  }

  @Test(arguments: [
    ("", 0, "unexpected end of JSON input"), ("  ", 2, "unexpected end of JSON input"),
    ("{", 1, "unexpected end of JSON input"), (#"{"a""#, 4, "unexpected end of JSON input"),
    (#"{"a":1"#, 6, "unexpected end of JSON input"), (#"["a"#, 3, "unexpected end of JSON input"),
    (#"{"a" 1}"#, 5, "invalid character '1' after object key"),
    (#"{"a":1,}"#, 7, "invalid character '}' looking for beginning of object key string"),
    ("[1,]", 3, "invalid character ']' looking for beginning of value"),
    ("[1 2]", 3, "invalid character '2' after array element"),
    ("nul", 3, "unexpected end of JSON input"),
    ("nulx", 3, "invalid character 'x' in literal null"),
    ("01", 1, "invalid character '1' after top-level value"),
    ("1.", 2, "unexpected end of JSON input"), ("-", 1, "unexpected end of JSON input"),
    ("+1", 0, "invalid character '+' looking for beginning of value"),
    (".5", 0, "invalid character '.' looking for beginning of value"),
    ("1e", 2, "unexpected end of JSON input"), ("1e400", 0, "number 1e400 is out of range"),
    ("NaN", 0, "invalid character 'N' looking for beginning of value"),
    ("\"a\nb\"", 2, #"invalid character '\x0a' in string literal"#),
    (#""\x""#, 2, "invalid character 'x' in string escape code"),
    (#""\u12g4""#, 5, #"invalid character 'g' in \u hexadecimal character escape"#),
    ("{}{}", 2, "invalid character '{' after top-level value"),
    ("'a'", 0, "invalid character ''' looking for beginning of value"),
    ("\u{FEFF}{}", 0, #"invalid character '\xef' looking for beginning of value"#),
  ])
  func malformedTextsAreRefused(text: String, offset: Int, reason: String) {
    #expect(throws: JSONError(offset: offset, reason: reason)) { try Value.parse(json: text) }
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
  ])
  func badUTF8IsRefused(octets: [UInt8]) {
    #expect(throws: JSONError(offset: 1, reason: "invalid UTF-8 in string literal")) {
      try Value.parse(json: octets)
    }
  }

  @Test func depthIsLimited() throws {
    let limit = JSONParser.depthLimit
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try Value.parse(json: nested(limit))
    #expect(throws: JSONError.self) { try Value.parse(json: nested(limit + 1)) }
    #expect(throws: JSONError.self) {
      try Value.parse(json: String(repeating: "[", count: 1_000_000))
    }
  }

  @Test func duplicatesAreToldWithTheirPaths() throws {
    var duplicates: [FieldPath] = []
    let text = #"{"a":{"b":1,"b":2},"c":[0,{"d":1,"d":1}],"a":3,"e":{"e":{"e":1,"e":2}}}"#
    let value = try Value.parse(json: Array(text.utf8), duplicates: &duplicates)
    #expect(duplicates.map(\.description) == ["a.b", "c[1].d", "a", "e.e.e"])
    #expect(value["a"] == 3)
  }

  @Test(
    arguments: [
      (
        Value.object(["b": 1, "a": [true, .null], "ä": "x", "B": [:]]),
        #"{"B":{},"a":[true,null],"b":1,"ä":"x"}"#
      ),
      (
        .string("<a href=\"x\">&\u{1}\u{2028}\u{7F}</a>"),
        #""<a href=\"x\">&\u0001\u2028"# + "\u{7F}</a>\""
      ),
      (.number(1), "1"), (.number(-0.0), "-0"), (.number(1e20), "100000000000000000000"),
      (.number(1e21), "1e+21"),
      (.number(1.5e-7), "1.5e-7"), (.number(0.000001), "0.000001"), (.number(123.456), "123.456"),
      (.number(9007199254740992), "9007199254740992"),
      (.number(1.7976931348623157e308), "1.7976931348623157e+308"),
      (.number(JSONNumber(.leastNonzeroMagnitude)), "5e-324"),
    ] as [(Value, String)])
  func composedAsGoDoes(value: Value, text: String) throws {
    #expect(value.json() == text)
  }

  /// Go's decoder repeats a number that does not fit as it stands in the text.
  @Test(arguments: ["9223372036854775808", "-99999999999999999999", "1.50", "1E+3"])
  func numbersKeepTheirDigits(text: String) throws {
    #expect(try Value.parse(json: text).numberText == text)
  }

  @Test func numbersAreWhatTheyCountAs() throws {
    let (short, long) = (try Value.parse(json: "1.5"), try Value.parse(json: "15.0e-1"))
    #expect(short == long)
    #expect(Set([short, long]).count == 1)
    #expect(long.json() == "1.5")
    #expect(Value.string("1").numberText == nil)
  }

  /// As `json.MarshalIndent` has it: nothing stands between the brackets of what is empty.
  @Test(
    arguments: [
      ([:], "{}"), ([], "[]"), ("x", #""x""#), ([1], "[\n  1\n]"),
      (["b": [], "a": [:]], "{\n  \"a\": {},\n  \"b\": []\n}"),
      (
        ["b": [1, ["c": .null]], "a": ["<": true]],
        """
        {
          "a": {
            "\\u003c": true
          },
          "b": [
            1,
            {
              "c": null
            }
          ]
        }
        """
      ),
    ] as [(Value, String)])
  func indentedAsGoDoes(value: Value, text: String) throws {
    let octets = value.jsonOctets(escapingHTML: true, indentation: 2)
    #expect(String(decoding: octets, as: UTF8.self) == text)
    #expect(try Value.parse(json: octets) == value)
  }

  @Test func peopleGetFourSpaces() {
    #expect(
      Value.object(["a": ["<"], "b": 1]).indentedJSON
        == "{\n    \"a\": [\n        \"<\"\n    ],\n    \"b\": 1\n}")
  }

  @Test func htmlIsEscapedOnRequest() {
    #expect(Value.string("<&>").json(escapingHTML: true) == #""\u003c\u0026\u003e""#)
  }

  /// Whatever is composed is read back as the same value.
  @Test(arguments: [UInt64(1), 2, 3])
  func roundTrip(seed: UInt64) throws {
    var random = Random(state: seed)
    for _ in 0..<500 {
      let value = random.value(depth: 4)
      #expect(
        try Value.parse(json: value.json(escapingHTML: random.bool())) == value, "seed \(seed)")
    }
  }

  /// No cut of a text crashes the parser.
  @Test func everyPrefixIsAnError() {
    let octets = Array(#"{"a":[1.5e3,"\u00e4\n",true,{"b":null}]}"#.utf8)
    for length in 0..<octets.count {
      #expect(throws: JSONError.self) { try Value.parse(json: Array(octets[..<length])) }
    }
  }
}

/// SplitMix64: a seed tells the whole walk.
private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func bool() -> Bool { next() & 1 == 0 }

  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &self) {
      let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &self))
      text.unicodeScalars.append(scalar ?? "x")
    }
    return text
  }

  mutating func value(depth: Int) -> Value {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &self) {
    case 0: return .null
    case 1: return .bool(bool())
    case 2: return .integer(Int64(bitPattern: next()) >> Int64.random(in: 0...63, using: &self))
    case 3: return .number(JSONNumber(Double.random(in: -1e9...1e9, using: &self)))
    case 4: return .string(text())
    case 5:
      return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth - 1) })
    default:
      var fields: [String: Value] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &self) { fields[text()] = value(depth: depth - 1) }
      return .object(fields)
    }
  }
}
