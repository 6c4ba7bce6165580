import Testing

@testable import Manifests

@Suite struct DocumentSplitterTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    /// First line and text of each document.
    var documents: [(Int, String)]
    var testDescription: String { name }
  }

  static let rows = [
    Row(name: "nothing", text: "", documents: []),
    Row(name: "blank lines", text: "\n \n\t\n", documents: []),
    Row(name: "comments only", text: "# a\n  # b\n", documents: []),
    Row(name: "one without marker", text: "a: 1\n", documents: [(1, "a: 1\n")]),
    Row(name: "marker only", text: "---\n", documents: [(1, "---\n")]),
    Row(name: "marker without line end", text: "---", documents: [(1, "---")]),
    Row(
      name: "two", text: "a: 1\n---\nb: 2\n", documents: [(1, "a: 1\n"), (2, "---\nb: 2\n")]),
    Row(
      name: "comments before the first marker", text: "# x\n---\na: 1\n",
      documents: [(1, "# x\n---\na: 1\n")]),
    Row(
      name: "directive", text: "%YAML 1.1\n---\na: 1\n", documents: [(1, "%YAML 1.1\n---\na: 1\n")]),
    Row(
      name: "end marker", text: "a: 1\n...\n# c\n---\nb: 2\n",
      documents: [(1, "a: 1\n...\n"), (3, "# c\n---\nb: 2\n")]),
    Row(
      name: "CR LF", text: "a: 1\r\n---\r\nb: 2\r\n",
      documents: [(1, "a: 1\r\n"), (2, "---\r\nb: 2\r\n")]),
    Row(name: "CR", text: "a: 1\r---\rb: 2\r", documents: [(1, "a: 1\r"), (2, "---\rb: 2\r")]),
    Row(name: "no marker: four dashes", text: "----\n", documents: [(1, "----\n")]),
    Row(name: "no marker: indented", text: "a: |\n  ---\n", documents: [(1, "a: |\n  ---\n")]),
    Row(
      name: "content after the marker", text: "--- {a: 1}\n--- {b: 2}\n",
      documents: [(1, "--- {a: 1}\n"), (2, "--- {b: 2}\n")]),
    Row(
      name: "marker with comment", text: "a: 1\n--- # next\nb: 2",
      documents: [(1, "a: 1\n"), (2, "--- # next\nb: 2")]),
    Row(
      name: "ends a quoted scalar", text: "a: \"x\n---\nb: 2\n",
      documents: [(1, "a: \"x\n"), (2, "---\nb: 2\n")]),
    Row(
      name: "JSON objects, one a line", text: "{\"a\": 1}\n{\"b\": {}}\r\n\n {\"c\": 3}\n",
      documents: [(1, "{\"a\": 1}\n"), (2, "{\"b\": {}}\r\n\n"), (4, " {\"c\": 3}\n")]),
    Row(
      name: "JSON objects over lines", text: "{\n \"a\": {\n }\n}\n{\n}\n",
      documents: [(1, "{\n \"a\": {\n }\n}\n"), (5, "{\n}\n")]),
    Row(
      name: "one JSON object", text: "{\"items\": [\n{},\n{}\n]}\n",
      documents: [(1, "{\"items\": [\n{},\n{}\n]}\n")]),
    Row(
      name: "no JSON: braces in a block scalar", text: "a: |\n  {}\n  {}\n",
      documents: [(1, "a: |\n  {}\n  {}\n")]),
  ]

  @Test(arguments: rows) func splits(_ row: Row) {
    let documents = DocumentSplitter.split(Array(row.text.utf8)[...])
    #expect(documents.map(\.firstLine) == row.documents.map(\.0))
    #expect(documents.map { String(decoding: $0.octets, as: UTF8.self) } == row.documents.map(\.1))
  }
}
