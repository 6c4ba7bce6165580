import ArgumentParser
import Glibc
import OrdinalServer

/// The command: options, signals and exit codes.
@main
struct Ordinal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ordinal",
    abstract:
      "A cluster DNS resolver for headless Services, with an embedded StatefulSet controller.",
    discussion: """
      Serve the manifests of a folder and ask for their names:

        ordinal serve zones
        host -p 1053 web-0.httpd.sandbox.svc.cluster.local 127.0.0.1

      Every option is also an environment variable: ORDINAL_DNS for --dns; where an option may be \
      given several times, the variable's values are separated by commas.
      """,
    version: "ordinal \(OrdinalServer.version)",
    subcommands: [
      Serve.self, Names.self, Check.self, Explain.self, Wait.self, Dump.self, Bind.self, Get.self,
      Apply.self, Scale.self, Delete.self, KubeconfigPath.self,
    ])

  static func main() async {
    let commandLine = Array(CommandLine.arguments.dropFirst())
    var environment: EnvironmentOptions?
    do {
      let options = try EnvironmentOptions(commandLine)
      environment = options
      var command = try parseAsRoot(options.arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      end(with: failure, environment)
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let text = message(for: error).split(separator: "\n").joined(separator: " ")
      let name = subcommand(of: commandLine).map { "ordinal \($0)" } ?? "ordinal"
      end(with: CommandFailure("\(text) (see \(name) --help)", status: EX_USAGE), environment)
    }
  }

  private static func subcommand(of commandLine: [String]) -> String? {
    configuration.subcommands.compactMap { $0._commandName }.first { $0 == commandLine.first }
  }

  /// What is wrong is one line on standard error; help and version go to standard output.
  private static func end(
    with failure: CommandFailure, _ environment: EnvironmentOptions?
  ) -> Never {
    let text = environment?.naming(failure.text) ?? failure.text
    CommandFailure(text, status: failure.status).print()
    Glibc.exit(failure.status)
  }
}
