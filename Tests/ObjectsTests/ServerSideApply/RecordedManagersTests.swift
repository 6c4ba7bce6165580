import Foundation
import Testing

@testable import Objects

/// What a Kubernetes 1.36 API server wrote into `managedFields` when objects were created.
struct RecordedManagersTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var object: Value
    var manager: String
    var fields: Value
    var testDescription: String {
      "\(object["kind"]?.string ?? "") \(object["metadata"]?["name"]?.string ?? "")"
    }
  }

  /// `Fixtures/managed.jsonl`, without what admission added later, which is nobody's.
  static let rows: [Row] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/managed.jsonl")
    let lines = try! String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    return lines.map { line in
      let value = try! Value.parse(json: String(line))
      return Row(
        object: value["object"]!, manager: value["manager"]!.string!, fields: value["fields"]!)
    }
  }()

  @Test(arguments: rows) func aCreatorOwnsWhatItWrote(row: Row) throws {
    let resource = try #require(
      Resource.of(
        apiVersion: row.object["apiVersion"]!.string!, kind: row.object["kind"]!.string!))
    let object = ServerSideApply.recordUpdate(
      row.object, from: nil, of: resource, manager: row.manager,
      now: Timestamp(seconds: 1_795_391_336))
    let entry = object["metadata"]?["managedFields"]?[0]
    let found = FieldSet(fieldsV1: entry?["fieldsV1"] ?? [:])
    let wanted = FieldSet(fieldsV1: row.fields)
    #expect(found.subtracting(wanted).paths == [])
    #expect(wanted.subtracting(found).paths == [])
    #expect(entry?["manager"]?.string == row.manager)
    #expect(entry?["operation"] == "Update")
    #expect(entry?["time"] == "2026-11-22T23:48:56Z")
  }

  @Test(arguments: rows) func fieldsComeBack(row: Row) {
    #expect(FieldSet(fieldsV1: row.fields).fieldsV1 == row.fields)
  }
}
