import Foundation
import Objects
import Testing

/// Objects that a Kubernetes 1.36 API server was given, and what it said of each, to the letter.
struct InvalidObjectTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var base: Value
    var object: Value
    /// `FIELD: MESSAGE` of the Status' causes; empty when the object was accepted.
    var errors: [String]
    /// The whole message when the object could not even be decoded.
    var refused: String?
    var isUpdate: Bool
    var testDescription: String { name }
  }

  /// `Fixtures/invalid.jsonl`: first a base object a kind, then the cases as merge patches on them.
  static let rows: [Row] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/invalid.jsonl")
    let lines = try! String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    let values = lines.map { try! Value.parse(json: String($0)) }
    var bases: [String: Value] = [:]
    for base in values.compactMap({ $0["base"] }) { bases[base["kind"]!.string!] = base }
    return values.filter { $0["base"] == nil }.map { row in
      let base = bases[row["kind"]!.string!]!
      return Row(
        name: row["name"]!.string!, base: base, object: base.merging(row["patch"]!),
        errors: row["errors"]?.array?.compactMap(\.string) ?? [],
        refused: row["refused"]?.string, isUpdate: row["update"]?.bool ?? false)
    }
  }()

  @Test(arguments: rows.filter { $0.refused == nil && !$0.isUpdate })
  func newObjectIsJudgedAsUpstreamDoes(row: Row) throws {
    let object = try Resource.object(from: row.object)
    #expect(object.applyingDefaults().validate().map(\.description) == row.errors)
  }

  @Test(arguments: rows.filter(\.isUpdate))
  func updateIsJudgedAsUpstreamDoes(row: Row) throws {
    let old = try Resource.object(from: row.base).applyingDefaults()
    let new = try Resource.object(from: row.object).applyingDefaults()
    #expect(new.validateUpdate(replacing: old).map(\.description) == row.errors)
  }

  @Test(arguments: rows.filter { $0.refused != nil })
  func undecodableObjectIsRefusedAsUpstreamDoes(row: Row) throws {
    let resource = try #require(
      Resource.of(
        apiVersion: row.object["apiVersion"]!.string!, kind: row.object["kind"]!.string!))
    let errors = Schema.check(row.object, of: resource)
    try #require(!errors.isEmpty)
    #expect(FieldErrors(errors).refusal(of: resource) == row.refused)
  }

  @Test func allRecordedCasesAreHere() {
    #expect(Self.rows.count == 122)
  }
}
