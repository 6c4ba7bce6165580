import ArgumentParser
import Glibc
import OrdinalServer

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find what is wrong with manifests and master files.",
    discussion: """
      Prints FILE:LINE:COLUMN: error|warning: text, with Kubernetes' own texts. Exits with 1 where \
      there is an error; warnings are about what is valid and will not work as meant. Where the \
      data folder holds a cluster, served or not, the files are also compared with its sets and \
      claims.
      """)

  @Argument(help: "Files, or folders of files.")
  var paths: [String]

  @OptionGroup var folder: DataFolderOption

  @Option(
    help: ArgumentHelp(
      "Where pods get addresses from, as serve has it. (default: of both families)",
      valueName: "cidr"))
  var podCidr: String?

  @Option(
    help: ArgumentHelp(
      "Where Services get cluster addresses from, as serve has it.", valueName: "cidr"))
  var serviceCidr = "10.96.0.0/16"

  @Option(help: ArgumentHelp("Switches of Kubernetes, as serve has them.", valueName: "name=bool"))
  var featureGates = ""

  func run() async throws {
    // Whoever has no home has no cluster there either.
    let dataFolder = try folder.dataDir.map { _ in try folder.path() } ?? (try? folder.path())
    do {
      let check = try await FileCheck(
        OrdinalServer.Configuration(
          paths: paths, dataFolder: dataFolder,
          podBlocks: podBlocks, serviceBlock: serviceCidr, featureGates: featureGates),
        report: StandardError.write)
      try StandardOutput.write(check.lines.map { $0 + "\n" }.joined())
      if check.hasErrors { throw CommandFailure("") }
    } catch let error as OrdinalError {
      throw CommandFailure("\(error)", status: error.isUsage ? EX_USAGE : EXIT_FAILURE)
    }
  }

  /// Files for a dual-stack cluster are right until somebody says that theirs is none.
  private var podBlocks: [String] {
    podCidr?.split(separator: ",").map(String.init) ?? ["10.244.0.0/16", "fd00:10:244::/64"]
  }
}
