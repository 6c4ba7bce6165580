import Foundation
import Testing

extension EndToEndTests {
  /// Objects that were given to Kubernetes 1.36, most of them invalid, and what it said: to kubectl, in the
  /// Status of the API, and by `check` where the objects stand in files.
  @Suite(.needsKubectl) struct InvalidObjectTests {
    @Test func kubectlPrintsTheSame() async throws {
      let cases = try InvalidObject.all()
      try await Cluster.run(in: InvalidObject.folder(with: cases)) { cluster in
        try await cluster.useSandbox()
        for object in cases {
          let command = "kubectl create -f \(object.file) --dry-run=server"
          var step = Session.Step(line: 0, command: command)
          (step.output, step.error, step.status) = (object.output, object.error, object.exit)
          if let difference = step.difference(
            from: try await cluster.run(command), isErrorCompared: true)
          {
            Issue.record("\(object.file), \(object.name):\n\(difference)")
          }
        }
      }
    }

    @Test func theAPISaysTheSame() async throws {
      let cases = try InvalidObject.all()
      try await Cluster.run(in: InvalidObject.folder(with: cases)) { cluster in
        try await cluster.useSandbox()
        for object in cases {
          let answer = try await cluster.curl(
            object.path + "?dryRun=All&fieldManager=kubectl-create&fieldValidation=Strict",
            "-H", "Content-Type: application/json", "--data-binary", "@\(object.file)")
          #expect(answer.code == object.code, "\(object.file), \(object.name): \(answer)")
          guard let status = object.status else { continue }
          let found = answer.objects.first ?? [:]
          for (field, value) in status {
            #expect(
              (found[field] as? NSObject) == (value as? NSObject),
              "\(object.file), \(object.name): \(field) of \(answer.body)")
          }
        }
      }
    }

    @Test func checkSaysTheSame() async throws {
      let cases = try InvalidObject.all()
      let folder = try InvalidObject.folder(with: cases)
      for object in cases where !InvalidObject.isOtherwiseInFiles.contains(object.name) {
        let finished = try await Ordinal.run(
          ["check", "--data-dir", folder["none"], object.file], in: folder)
        let errors = finished.output.split(separator: "\n").filter { $0.contains(": error: ") }
        let texts = object.texts
        #expect(
          errors.count == texts.count && finished.status == (texts.isEmpty ? 0 : 1),
          "\(object.file), \(object.name): \(finished)")
        for text in texts {
          #expect(
            errors.contains { $0.hasPrefix("\(object.file):1:") && $0.contains(": \(text)") },
            "\(object.file), \(object.name): \(text) is not in \(finished)")
        }
      }
    }
  }
}

/// A line of `Fixtures/invalid/cases.jsonl`: an object, mostly as a merge patch on the first of its kind, and
/// what was said of it.
private struct InvalidObject {
  let file: String
  let name: String
  let json: Data
  let output: [String]
  let error: [String]
  let exit: Int32
  /// Of the collection.
  let path: String
  let code: Int
  /// The fields of a Status that differ from case to case; nil where the object was accepted.
  let status: [String: Any]?

  /// What `serve` makes of a file that is not the same: it makes namespaces, and needs names.
  static let isOtherwiseInFiles: Set = ["namespace mismatch", "generateName"]

  static func all() throws -> [InvalidObject] {
    let path = Session.folder + "/invalid/cases.jsonl"
    var bases: [String: [String: Any]] = [:]
    var cases: [InvalidObject] = []
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let row = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      if let kind = row["kind"] as? String {
        bases[kind] = row["base"] as? [String: Any]
      } else {
        cases.append(try InvalidObject(row, bases))
      }
    }
    return cases
  }

  private init(_ row: [String: Any], _ bases: [String: [String: Any]]) throws {
    file = try #require(row["file"] as? String)
    name = try #require(row["name"] as? String)
    let base = (row["base"] as? String).flatMap { bases[$0] } ?? [:]
    let object = row["object"] ?? Self.merge(row["patch"] ?? [:], into: base)
    json = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    output = row["output"] as? [String] ?? []
    error = row["error"] as? [String] ?? []
    exit = Int32(row["exit"] as? Int ?? 0)
    path = try #require(row["path"] as? String)
    code = try #require(row["code"] as? Int)
    status = row["status"] as? [String: Any]
  }

  /// RFC 7396.
  private static func merge(_ patch: Any, into value: Any?) -> Any {
    guard let patch = patch as? [String: Any] else { return patch }
    var fields = value as? [String: Any] ?? [:]
    for (name, change) in patch {
      fields[name] = change is NSNull ? nil : merge(change, into: fields[name])
    }
    return fields
  }

  static func folder(with cases: [InvalidObject]) throws -> Folder {
    let folder = try Folder()
    for object in cases {
      try object.json.write(to: URL(fileURLWithPath: folder[object.file]))
    }
    return folder
  }

  /// Each thing that is wrong with it, as the API says it.
  var texts: Set<String> {
    let details = status?["details"] as? [String: Any]
    let causes = details?["causes"] as? [[String: Any]] ?? []
    if !causes.isEmpty {
      return Set(causes.map { "\($0["field"] ?? ""): \($0["message"] ?? "")" })
    }
    guard let message = status?["message"] as? String else { return [] }
    // kubectl has its own words for kinds that there are not, and `check` says the same.
    if let text = error.first?.firstMatch(of: #/no matches for kind .*/#) {
      return [String(text.output)]
    }
    let sentence = message.split(separator: "cannot be handled as a", maxSplits: 1).last ?? ""
    let detail = sentence.drop { $0 != ":" }.dropFirst(2)
    return [String(detail).replacing("strict decoding error: ", with: "")]
  }
}
