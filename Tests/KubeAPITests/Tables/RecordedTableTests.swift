import KubeAPI
import Objects
import Testing

/// Rows that a Kubernetes 1.36 API server sent or kubectl printed, with the objects they were made
/// of.
struct RecordedTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let recorded: Value
    var testDescription: String { recorded["source"]?.string ?? "" }
  }

  static let rows = ShapeFixture.lines("Tables/rows.jsonl").map(Row.init)

  @Test(arguments: rows)
  func cellsAreAsRecorded(row: Row) throws {
    let object = try Resource.object(from: try #require(row.recorded["object"]))
    let now = row.recorded["now"]?.integer
    let table = Table.render(
      [object], of: object.resource, listMetadata: [:], now: Timestamp(seconds: now ?? 0))
    let names = try #require(table["columnDefinitions"]?.array).compactMap { $0["name"]?.string }
    let cells = try #require(table["rows"]?[0]?["cells"]?.array)
    try #require(cells.count == names.count)
    if let sent = row.recorded["cells"]?.array { #expect(sent.count == cells.count) }
    for (index, name) in names.enumerated() {
      // Without the moment of the answer nobody knows the age.
      if now == nil, ["Age", "Last Seen", "First Seen"].contains(name) { continue }
      if let sent = row.recorded["cells"]?.array { #expect(cells[index] == sent[index], "\(name)") }
      if let printed = row.recorded["printed"]?[name.uppercased()]?.string {
        #expect((cells[index].string ?? cells[index].description) == printed, "\(name)")
      }
    }
  }

  @Test(arguments: ShapeFixture.lines("Tables/columns.jsonl"))
  func columnsAreAsRecorded(recorded: Value) throws {
    let resource = try #require(
      Resource.served.first { $0.plural == recorded["plural"]?.string })
    let columns = Table.definitions(of: resource).array?.map { column -> Value in
      .array(["name", "type", "format", "priority"].map { column[$0] ?? .null })
    }
    #expect(columns.map(Value.array) == recorded["columns"])
  }

  @Test func everyServedKindHasARecording() {
    let plurals = ShapeFixture.lines("Tables/columns.jsonl").compactMap { $0["plural"]?.string }
    #expect(plurals.sorted() == Resource.served.map(\.plural).sorted())
  }
}
