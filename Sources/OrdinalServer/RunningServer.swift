import KubeAPI

/// A server in another process, found by its data folder.
package struct RunningServer: Sendable {
  private let folder: String

  package init(dataFolder: String) {
    folder = dataFolder
  }

  package func ask(
    _ command: String, _ arguments: [(String, String)], isChange: Bool = false,
    timeout: Duration = .seconds(30)
  ) async throws(OrdinalError) -> ServerAnswer {
    try DataFolder.checkLength(of: folder)
    let socket = DataFolder.socketPath(in: folder)
    let reply: ControlReply?
    do {
      reply = try await ControlClient(socket: socket).ask(
        command, arguments, isChange: isChange, timeout: timeout)
    } catch {
      throw OrdinalError("\(socket): \(error)")
    }
    guard let reply else {
      throw OrdinalError(
        "no server is running on data folder \(folder); start one with ordinal serve, or "
          + "name its folder with --data-dir")
    }
    return ServerAnswer(output: reply.output, error: reply.error, status: reply.status)
  }
}

/// What a command prints, and the status that it exits with.
package struct ServerAnswer: Sendable {
  package var output: String
  package var error: String
  package var status: Int32
}
