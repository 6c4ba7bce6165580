import Testing

@testable import Manifests

@Suite struct SourceMarksTests {
  /// Edits as (growth, file column) in the order in which they are made; then text and file
  /// columns.
  static let rows: [([(Int, Int)], [(Int, Int)])] = [
    ([], [(1, 1), (9, 9)]),
    ([(1, 5)], [(4, 4), (5, 5), (6, 5), (7, 6)]),
    ([(-2, 5), (-2, 30)], [(5, 5), (6, 8), (16, 18), (28, 30), (29, 33)]),
    ([(-2, 30), (1, 5)], [(5, 5), (6, 5), (31, 30), (32, 33)]),
    ([(1, 5), (1, 9), (1, 5)], [(7, 5), (8, 6), (11, 9), (12, 9)]),
  ]

  @Test(arguments: rows) func findsTheWayBack(_ edits: [(Int, Int)], _ columns: [(Int, Int)]) {
    var line = LineEdits()
    for (growth, column) in edits { line.add(growth: growth, at: column) }
    for (text, file) in columns { #expect(text - line.shift(at: text) == file, "\(text)") }
  }

  @Test(arguments: [
    ("", 1, 1), ("ab", 1, 3), ("a\n", 2, 1), ("a\r\nb", 2, 2), ("a\rb", 2, 2), ("\n\r\n", 3, 1),
    ("\r\r\n", 3, 1), ("é😀", 1, 3),
  ]) func countsLines(_ text: String, _ line: Int, _ column: Int) {
    var counter = LineCounter()
    for scalar in text.unicodeScalars { counter.advance(over: scalar) }
    #expect(counter.line == line && counter.column == column)
  }
}
