import Foundation
import Testing

/// Commands and what they printed, recorded on a real control plane: `Fixtures/NAME/session.txt`, with the
/// manifests beside it.
///
///     # What the next command is about.
///     $ kubectl get nope
///     [stderr]
///     error: the server doesn't have a resource type "nope"
///     [exit 1]
///
/// With `[stderr not recorded]` above the commands what they say there is not compared. A line `...` stands for any
/// lines. `[after N]` above a command tells ``ScenarioReplay`` when it was typed.
struct Session: Sendable, CustomTestStringConvertible {
  let name: String
  var steps: [Step] = []
  private var hasErrors = true

  struct Step: Sendable {
    let line: Int
    let command: String
    var output: [String] = []
    var error: [String] = []
    var status: Int32 = 0
    /// How many of the recorded changes came before it (`[after N]`).
    var after = 0

    /// Asks and changes nothing, so that it may be asked again while the cluster is on its way.
    var isQuestion: Bool {
      command.contains(#/^kubectl (get|describe|events|rollout history)\b/#)
        && !command.contains(" -w")
    }
  }

  var testDescription: String { name }

  init(_ name: String) {
    self.name = name
    let text = try? String(contentsOfFile: Self.folder + "/\(name)/session.txt", encoding: .utf8)
    let lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    var isError = false
    var after = 0
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("$ ") {
        steps.append(Step(line: index + 1, command: String(line.dropFirst(2)), after: after))
        isError = false
      } else if line == "[stderr not recorded]" {
        hasErrors = false
      } else if let match = line.wholeMatch(of: /\[after (\d+)\]/) {
        after = Int(match.1) ?? 0
      } else if steps.isEmpty || line.hasPrefix("# ") {
        continue
      } else if line == "[stderr]" {
        isError = true
      } else if let match = line.wholeMatch(of: /\[exit (\d+)\]/) {
        steps[steps.count - 1].status = Int32(match.1) ?? -1
      } else if isError {
        steps[steps.count - 1].error.append(String(line))
      } else {
        steps[steps.count - 1].output.append(String(line))
      }
    }
  }

  static let folder = Tool.root + "/Tests/EndToEndTests/Fixtures"

  /// A folder with the manifests of the session.
  func manifests() throws -> Folder {
    let folder = try Folder()
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/\(name)") {
      guard name.hasSuffix(".yaml") else { continue }
      try FileManager.default.copyItem(
        atPath: Self.folder + "/\(self.name)/\(name)", toPath: folder[name])
    }
    return folder
  }
}

extension Session {
  /// Types the commands one after the other and compares what is printed.
  func replay(on cluster: Cluster) async throws {
    #expect(!steps.isEmpty, "no session \(name)")
    for step in steps { try await compare(step, on: cluster, within: .seconds(3)) }
  }

  /// Types one command and compares what it prints.
  ///
  /// - Parameter limit: how long a question is asked again; the recording waited for rest before it asked.
  func compare(_ step: Step, on cluster: Cluster, within limit: Duration) async throws {
    let deadline = ContinuousClock.now + limit
    var finished = try await cluster.run(step.command)
    while step.isQuestion, ContinuousClock.now < deadline,
      step.difference(from: finished, isErrorCompared: hasErrors) != nil
    {
      try await Task.sleep(for: .milliseconds(100))
      finished = try await cluster.run(step.command)
    }
    compare(step, finished)
  }

  func compare(_ step: Step, _ finished: Finished) {
    if let difference = step.difference(from: finished, isErrorCompared: hasErrors) {
      Issue.record(
        "Fixtures/\(name)/session.txt:\(step.line)\n$ \(step.command)\n\(difference)")
    }
  }
}

extension Session.Step {
  /// What was printed and should not have been (+), and the reverse (-); nil when all is as recorded.
  func difference(from finished: Finished, isErrorCompared: Bool) -> String? {
    let plain = PlainText(command: command)
    var parts: [String] = []
    if finished.status != status { parts.append("status \(finished.status), not \(status)") }
    let streams = [(output, finished.output), (error, finished.error)]
    for (recorded, printed) in isErrorCompared ? streams : Array(streams.prefix(1)) {
      let wanted = plain.lines(of: recorded.joined(separator: "\n"))
      let found = plain.lines(of: printed)
      if !Self.matches(found[...], wanted[...]) {
        let changes = found.difference(from: wanted).map {
          switch $0 {
          case .remove(let line, let text, _): (line, 0, "-\(line + 1) \(text)")
          case .insert(let line, let text, _): (line, 1, "+\(line + 1) \(text)")
          }
        }
        parts += changes.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }

  /// The pieces between the `...`, one after the other: the first at the beginning, the last at the end.
  private static func matches(_ found: ArraySlice<String>, _ wanted: ArraySlice<String>) -> Bool {
    var rest = found
    let pieces = wanted.split(separator: "...", omittingEmptySubsequences: false)
    for (number, piece) in pieces.enumerated() {
      if number == pieces.count - 1, number > 0 {
        return rest.count >= piece.count && rest.suffix(piece.count) == piece
      }
      let starts =
        number == 0 ? rest.startIndex..<rest.startIndex + 1 : rest.startIndex..<rest.endIndex + 1
      guard let start = starts.first(where: { rest[$0...].starts(with: piece) }) else {
        return false
      }
      rest = rest[(start + piece.count)...]
    }
    return rest.isEmpty
  }
}
