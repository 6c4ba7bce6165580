import ArgumentParser
import Glibc

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

      Every option is also an environment variable: ORDINAL_DNS for --dns; where an option may be given \
      several times, the variable's values are separated by commas.
      """,
    version: "ordinal 0.1.0",
    subcommands: [
      Serve.self, Names.self, Check.self, Explain.self, Wait.self, Dump.self, Bind.self,
    ])

  static func main() async {
    var arguments = Array(CommandLine.arguments.dropFirst())
    EnvironmentOptions.add(to: &arguments)
    do {
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      failure.print()
      Glibc.exit(failure.status)
    } catch {
      end(with: error)
    }
  }

  /// Help and version go to standard output; what is wrong is one line on standard error.
  private static func end(with error: any Error) -> Never {
    guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
    let text = message(for: error).split(separator: "\n").joined(separator: " ")
    CommandFailure("\(text) (see ordinal --help)", status: EX_USAGE).print()
    Glibc.exit(EX_USAGE)
  }
}
