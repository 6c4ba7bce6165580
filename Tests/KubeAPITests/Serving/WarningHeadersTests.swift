import Testing

@testable import KubeAPI

/// The cases of upstream's tests of its recorder (apiserver/pkg/endpoints/filters/warning.go).
struct WarningHeadersTests {
  private static func values(_ texts: [String]) -> [String] {
    var headers = WarningHeaders()
    for text in texts { headers.add(text) }
    return headers.values
  }

  static let rows: [(texts: [String], values: [String])] = [
    ([], []),
    ([""], []),
    (["a", "b", "a"], [#"299 - "a""#, #"299 - "b""#]),
    ([#"a "b" \c"#], [#"299 - "a \"b\" \\c""#]),
    (["<é>"], [#"299 - "<é>""#]),
    (["a\nb", "c\u{85}", "d"], [#"299 - "d""#]),
  ]

  @Test(arguments: rows) func eachTextStandsOnce(row: (texts: [String], values: [String])) {
    #expect(Self.values(row.texts) == row.values)
  }

  @Test func manyLongTextsAreShortened() {
    let texts = (0..<40).map { "\($0):" + String(repeating: "é", count: 300) }
    #expect(Self.values(Array(texts.prefix(13))) == texts.prefix(13).map { "299 - \"\($0)\"" })
    // Sixteen of 256 characters make 4096.
    let expected = texts.prefix(16).map { "299 - \"\($0.prefix(256))\"" }
    #expect(Self.values(texts) == expected)
  }
}
