import ArgumentParser
import Glibc
import OrdinalServer

/// `--data-dir`, by which the other commands find the server.
struct DataFolderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server's data folder (default: $XDG_STATE_HOME/ordinal or ~/.local/state/ordinal).",
      valueName: "dir"))
  var dataDir: String?

  /// The folder that was named, or the user's own.
  func path() throws -> String {
    if let dataDir { return dataDir }
    func folder(_ variable: String) -> String? {
      let value = unsafe getenv(variable).map { unsafe String(cString: $0) }
      // A relative one is to be ignored (XDG Base Directory Specification).
      return value?.hasPrefix("/") == true ? value : nil
    }
    if let state = folder("XDG_STATE_HOME") { return state + "/ordinal" }
    if let home = folder("HOME") { return home + "/.local/state/ordinal" }
    throw CommandFailure(
      "--data-dir: neither XDG_STATE_HOME nor HOME names a folder; name one, or use "
        + "--ephemeral with serve",
      status: EX_USAGE)
  }

  /// Asks the running server, prints what it says and ends as it says.
  func ask(
    _ command: String, _ arguments: [(String, String)], isChange: Bool = false,
    timeout: Duration = .seconds(30)
  ) async throws {
    let answer: ServerAnswer
    do {
      answer = try await RunningServer(dataFolder: path()).ask(
        command, arguments, isChange: isChange, timeout: timeout)
    } catch let error as OrdinalError {
      throw CommandFailure("\(error)")
    }
    try StandardOutput.write(answer.output)
    if answer.status != 0 { throw CommandFailure(answer.error, status: answer.status) }
  }
}
