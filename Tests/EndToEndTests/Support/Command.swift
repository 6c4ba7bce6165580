/// What a program that ran to its end left behind.
struct Finished: Sendable, CustomStringConvertible {
  let words: [String]
  let status: Int32
  let output: String
  let error: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  var description: String {
    "$ \(words.joined(separator: " "))\nstatus \(status)\n\(output)\(error)"
  }
}

enum Command {
  /// Runs a program to its end; past the limit it is killed and the test fails.
  static func run(
    _ words: [String], in folder: String? = nil, environment: [String: String] = [:],
    inside namespace: NetworkNamespace? = nil, within limit: Duration = .seconds(30)
  ) async throws -> Finished {
    let spawned = try Spawned(
      namespace?.entering(words, in: folder) ?? words, in: folder, environment: environment)
    guard let status = try await spawned.status(within: limit) else {
      let said = spawned.output + spawned.error
      await spawned.end()
      throw Failure("\(words.joined(separator: " ")): still running after \(limit)\n\(said)")
    }
    let finished = Finished(
      words: words, status: status, output: spawned.output, error: spawned.error)
    await spawned.end()
    return finished
  }

  /// Runs a line of shell, as a user would type it.
  static func shell(
    _ line: String, in folder: String? = nil, environment: [String: String] = [:],
    inside namespace: NetworkNamespace? = nil
  ) async throws -> Finished {
    try await run(
      ["bash", "-c", line], in: folder, environment: environment, inside: namespace)
  }
}
