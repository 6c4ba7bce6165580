import ArgumentParser
import OrdinalServer

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find what is wrong with manifests and master files.",
    discussion: """
      Prints FILE:LINE:COLUMN: error|warning: text, with Kubernetes' own texts. Exits with 1 where \
      there is an error; warnings are about what is valid and will not work as meant.
      """)

  @Argument(help: "Files, or folders of files.")
  var paths: [String]

  func run() async throws {
    let check = FileCheck(paths: paths)
    try StandardOutput.write(check.lines.map { $0 + "\n" }.joined())
    if check.hasErrors { throw CommandFailure("") }
  }
}
