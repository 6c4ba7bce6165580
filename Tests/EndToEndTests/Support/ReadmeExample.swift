/// A command that the README shows, and what it says that it prints.
struct ReadmeExample {
  let line: Int
  var command: String
  var expected: [String] = []

  /// A server that stays while the next commands run.
  var servesNames: Bool { command.contains(#/(^|[ \/])ordinal serve\b/#) }

  /// Nothing to compare, and not to be done twice.
  var isChange: Bool { expected.isEmpty }

  /// Where nothing is shown, success is what is shown.
  func isTrue(of finished: Finished) -> Bool {
    expected.isEmpty ? finished.status == 0 : matches(finished.output + finished.error)
  }

  static func all(in text: String) -> [ReadmeExample] {
    var examples: [ReadmeExample] = []
    var fence: Substring?
    var isLeftOut = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        // A fence with nothing after it closes the block.
        if fence != nil { isLeftOut = false }
        fence = fence == nil ? line.dropFirst(3) : nil
      } else if line.hasPrefix("<!-- not run:") {
        isLeftOut = true
      } else if fence == "console", !isLeftOut {
        examples.read(line, number: index + 1)
      }
    }
    return examples
  }

  /// True when the lines are there, in whatever order: the server rotates addresses.
  func matches(_ printed: String) -> Bool {
    let printed = printed.split(separator: "\n").map { Self.plain($0) }
    let wanted = expected.filter { $0 != "..." }.map { Self.plain($0[...]) }
    if expected.isEmpty { return true }
    return expected.contains("...")
      ? Set(wanted).isSubset(of: printed) : wanted.sorted() == printed.sorted()
  }

  /// Without what differs from run to run: times, ages, names of volumes, and the width of gaps.
  private static func plain(_ line: Substring) -> String {
    line.replacing(#/\d+(\.\d+)? (ms|s|msec)\b/#, with: "TIME")
      .replacing(#/\b(\d+[smh])+\b/#, with: "AGE")
      .replacing(#/\bpvc-[0-9a-f-]{36}\b/#, with: "pvc-UID")
      .replacing(#/\bkube-api-access-[a-z0-9]{5}\b/#, with: "kube-api-access")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension [ReadmeExample] {
  fileprivate mutating func read(_ line: Substring, number: Int) {
    if line.hasPrefix("$ ") {
      append(ReadmeExample(line: number, command: String(line.dropFirst(2))))
    } else if isEmpty {
      return
    } else if self[count - 1].command.hasSuffix("\\") {
      self[count - 1].command += "\n" + line
    } else if !line.isEmpty {
      self[count - 1].expected.append(String(line))
    }
  }
}
