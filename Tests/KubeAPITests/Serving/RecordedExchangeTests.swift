import KubeAPI
import ObjectStore
import Objects
import Testing

/// What kubectl 1.36 sent to a real API server, and of what shape the answers were. Each request
/// meets the objects that were recorded, but for those that it says are not there.
struct RecordedExchangeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var fields: Value
    var testDescription: String {
      "\(text("command")): \(text("method")) \(text("target").suffix(70))"
    }
    func text(_ name: String) -> String { fields[name]?.string ?? "" }
    var code: Int { Int(fields["code"]?.integer ?? 0) }

    var path: Substring { text("target").prefix { $0 != "?" } }

    /// What the request asks to make, or is told is missing.
    func isAbout(_ object: Value) -> Bool {
      let name = object["metadata"]?["name"]?.string ?? ""
      if code == 404 { return path.hasSuffix("/\(name)") }
      guard code == 201 else { return false }
      return text("text").contains("\"name\":\"\(name)\"")
        || text("hex").contains(name.utf8.map { String($0, radix: 16) }.joined())
    }

    var octets: [UInt8] {
      let hex = Array(text("hex"))
      if hex.isEmpty { return Array(text("text").utf8) }
      return stride(from: 0, to: hex.count, by: 2).compactMap {
        UInt8(String(hex[$0...$0 + 1]), radix: 16)
      }
    }
  }

  static let rows = APIFixture.lines("exchanges.jsonl").map { Row(fields: $0) }
  static let objects = APIFixture.lines("objects.jsonl")

  @Test(arguments: rows)
  func isAnsweredInTheRecordedShape(row: Row) async throws {
    let world = try await APIWorld(namespaces: ["default"])
    let makesNamespace = row.path == "/api/v1/namespaces" && row.code == 201
    if !makesNamespace {
      try await world.send("POST", "/api/v1/namespaces", ["metadata": ["name": "sandbox"]])
      for object in Self.objects where object["kind"] != "Namespace" && !row.isAbout(object) {
        let target = try collection(of: object) + "?fieldManager=kubectl-create"
        let created = try await world.send("POST", target, object)
        try #require(created.status == 201, "\(created.text)")
      }
    }
    let request = APIRequest(
      row.text("method"), row.text("target"), accept: row.text("accept"),
      contentType: row.text("type"), body: row.octets, user: .administrator)
    let answer = try Answer(await world.respond(request))
    #expect(answer.status == row.code, "\(answer.text.prefix(500))")
    for name in ["kind", "apiVersion"] {
      if let wanted = row.fields[name] { #expect(answer.value[name] == wanted) }
    }
    if let columns = row.fields["columns"] {
      let names = answer.value["columnDefinitions"]?.array?.compactMap { $0["name"] }
      #expect(Value.array(names ?? []) == columns)
    }
    guard let status = row.fields["status"] else { return }
    if row.text("type").hasPrefix("application/apply") {
      // The set has been scaled since, which is one conflict more.
      let found = Set(answer["details.causes"]?.array ?? [])
      #expect(found.isSuperset(of: status["details"]?["causes"]?.array ?? [.null]))
    } else {
      #expect(answer.value.withoutUID == status.withoutUID)
    }
  }

  private func collection(of object: Value) throws -> String {
    let apiVersion = object["apiVersion"]?.string ?? ""
    let kind = object["kind"]?.string ?? ""
    let resource = try #require(Resource.of(apiVersion: apiVersion, kind: kind))
    let root = resource.group.isEmpty ? "/api/v1" : "/apis/\(apiVersion)"
    return resource.isNamespaced
      ? "\(root)/namespaces/sandbox/\(resource.plural)" : "\(root)/\(resource.plural)"
  }
}

extension Value {
  /// Of a Status: who the object was differs from run to run.
  fileprivate var withoutUID: Value { merging(["details": ["uid": .null]]) }
}
