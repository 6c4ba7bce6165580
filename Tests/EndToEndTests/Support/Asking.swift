/// The tools that people use, pointed at the server under test.
extension Server {
  func run(_ words: [String], in folder: Folder? = nil) async throws -> Finished {
    try await Command.run(words, in: folder?.path, inside: namespace)
  }

  /// `dig +short`, sorted: the server rotates addresses.
  func dig(_ arguments: String...) async throws -> [String] {
    try await run(digWords + arguments + ["+short"]).lines.sorted()
  }

  /// All that `dig` prints.
  func digFully(_ arguments: String...) async throws -> Finished {
    try await run(digWords + arguments)
  }

  private var digWords: [String] {
    ["dig", "-p", "\(address.port)", "@\(address.host)", "+tries=1", "+timeout=5"]
  }

  /// Waits until names answer exactly these addresses.
  func answers(
    _ name: String, _ addresses: [String], within limit: Duration = .seconds(10)
  ) async throws -> Bool {
    try await eventually(within: limit) { try await dig(name) == addresses }
  }
}

/// `ordinal` run to its end.
enum Ordinal {
  static func run(
    _ arguments: [String], in folder: Folder, inside namespace: NetworkNamespace? = nil,
    environment: [String: String] = [:], within limit: Duration = .seconds(30)
  ) async throws -> Finished {
    let variables = try Server.home(folder).merging(environment) { $1 }
    return try await Command.run(
      [Tool.ordinal] + arguments, in: folder.path, environment: variables, inside: namespace,
      within: limit)
  }
}
