import Foundation
import Objects
import Testing

/// Objects as a Kubernetes 1.36 API server printed them: reading and writing one changes nothing,
/// and neither does applying defaults again.
struct RecordedObjectTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var object: Value
    var testDescription: String { name }
  }

  static let rows: [Row] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/recorded.jsonl")
    return try! String(contentsOf: path, encoding: .utf8).split(separator: "\n").map { line in
      let value = try! Value.parse(json: String(line))
      return Row(name: value["name"]!.string!, object: value["object"]!)
    }
  }()

  @Test(arguments: rows)
  func readingAndWritingKeepsEveryField(row: Row) throws {
    #expect(try Resource.object(from: row.object).value.json() == row.object.json())
  }

  @Test(arguments: rows)
  func defaultsAreThereAlready(row: Row) throws {
    let object = try Resource.object(from: row.object)
    #expect(object.applyingDefaults().value.json() == row.object.json())
  }

  @Test(arguments: rows)
  func nothingIsWrongWithIt(row: Row) throws {
    let object = try Resource.object(from: row.object)
    #expect(object.validate().map(\.description) == [])
    #expect(object.validateUpdate(replacing: object).map(\.description) == [])
    #expect(Schema.check(row.object, of: object.resource).isEmpty)
  }
}
