import Foundation

/// What a server answered to one request of curl.
struct Answer: CustomStringConvertible {
  let code: Int
  let contentType: String
  let body: String
  let finished: Finished

  var description: String { "\(finished)" }

  /// The `reason` of a Status.
  var reason: String? { value("reason") }
  var message: String? { value("message") }

  private func value(_ name: String) -> String? {
    let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
    return object?["kind"] as? String == "Status" ? object?[name] as? String : nil
  }

  /// The lines of a watch, or the one object.
  var objects: [[String: Any]] {
    body.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}

extension Cluster {
  /// One request without kubectl, checked against the server's own certificate authority.
  ///
  /// - Parameters:
  ///   - token: the bearer token; nil for the one of the kubeconfig, empty for none.
  ///   - words: more options of curl.
  func curl(
    _ path: String, token: String? = nil, _ words: String..., within limit: Duration = .seconds(60)
  ) async throws -> Answer {
    let finished = try await Command.run(
      curlWords(token: token) + ["-w", "\n%{http_code} %{content_type}"] + words + [url(path)],
      in: folder.path, inside: server.namespace, within: limit)
    var lines = finished.output.split(separator: "\n", omittingEmptySubsequences: false)
    let last = lines.popLast()?.split(separator: " ", maxSplits: 1) ?? []
    return Answer(
      code: last.first.flatMap { Int($0) } ?? 0, contentType: last.count > 1 ? String(last[1]) : "",
      body: lines.joined(separator: "\n"), finished: finished)
  }

  /// The beginning of a command with curl, as ``curl(_:token:_:within:)`` types it. Under its own name
  /// curl gets JSON on many lines, for people.
  func curlWords(token: String? = nil) throws -> [String] {
    let token =
      try token
      ?? String(contentsOfFile: folder["data/pki/token"], encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let authorization = token.isEmpty ? [] : ["-H", "Authorization: Bearer \(token)"]
    let words = ["curl", "-sS", "-A", "ordinal-tests", "--cacert", folder["data/pki/ca.crt"]]
    return words + authorization
  }

  func url(_ path: String) -> String { "https://127.0.0.1:\(server.ready.api?.port ?? 0)\(path)" }
}
