import ArgumentParser
import Glibc
import OrdinalServer

/// `--data-dir`, by which the other commands find the server.
struct DataFolderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server's data folder (default: $XDG_STATE_HOME/ordinal or ~/.local/state/ordinal).",
      valueName: "dir"))
  var dataDir: String = DataFolderOption.standard

  private static var standard: String {
    func variable(_ name: String) -> String? {
      let value = unsafe getenv(name).map { unsafe String(cString: $0) }
      return value?.isEmpty == true ? nil : value
    }
    if let state = variable("XDG_STATE_HOME") { return state + "/ordinal" }
    return (variable("HOME") ?? "/tmp") + "/.local/state/ordinal"
  }

  /// Asks the running server, prints what it says and ends as it says.
  func ask(
    _ command: String, _ arguments: [(String, String)], isChange: Bool = false,
    timeout: Duration = .seconds(30)
  ) async throws {
    let answer: ServerAnswer
    do {
      answer = try await RunningServer(dataFolder: dataDir).ask(
        command, arguments, isChange: isChange, timeout: timeout)
    } catch {
      throw CommandFailure("\(error)")
    }
    StandardOutput.write(answer.output)
    if answer.status != 0 { throw CommandFailure(answer.error, status: answer.status) }
  }
}
