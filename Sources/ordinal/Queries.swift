public import ArgumentParser
public import OrdinalServer

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why a name answers what it answers.",
    discussion: "Asks the running server: its answer, the cause, and the objects behind the name.")

  @Argument(help: "The whole name, web-0.httpd.sandbox.svc.cluster.local; or an address.")
  var name: String

  @Argument(help: "The record type (default: A; PTR of addresses, SRV of _port._protocol names).")
  var type: String?

  @OptionGroup var folder: DataFolderOption

  func run() async throws {
    try await folder.ask("explain", [("name", name)] + (type.map { [("type", $0)] } ?? []))
  }
}

struct Wait: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Wait until names resolve, or are gone.",
    discussion: "Exits with 0 as soon as all names are so, with 1 when the time is over.")

  @Argument(help: "Whole names.")
  var names: [String]

  @Option(name: .customLong("for"), help: "What to wait for.")
  var state: OrdinalServer.Presence = .resolved

  @Option(
    help: ArgumentHelp(
      "How long to wait, like 500ms, 2s, 1m30s or 1h (default: 30s).", valueName: "duration"),
    transform: DurationArgument.init(parsing:))
  var timeout = DurationArgument(.seconds(30))

  @OptionGroup var folder: DataFolderOption

  func run() async throws {
    let milliseconds = Int64(timeout.duration / .milliseconds(1))
    try await folder.ask(
      "wait",
      names.map { ("name", $0) } + [
        ("for", state.rawValue), ("milliseconds", "\(milliseconds)"),
      ],
      timeout: timeout.duration)
  }
}

extension OrdinalServer.Presence: ExpressibleByArgument {}

struct Dump: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a published zone as a master file.")

  @Argument(help: "The zone (default: the cluster's domain).")
  var zone: String?

  @OptionGroup var folder: DataFolderOption

  func run() async throws {
    try await folder.ask("dump", zone.map { [("zone", $0)] } ?? [])
  }
}

struct Bind: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pin a pod of a StatefulSet to an address.",
    discussion: """
      The pod has the address at once and keeps it when it is made again. In a dual-stack cluster: \
      172.20.0.11/fd00::11.
      """)

  @Argument(help: "The pod, web-0.")
  var pod: String

  @Argument(help: "The address.")
  var address: String

  @Option(name: .shortAndLong, help: "The pod's namespace.")
  var namespace = "default"

  @OptionGroup var folder: DataFolderOption

  func run() async throws {
    try await folder.ask(
      "bind", [("pod", pod), ("namespace", namespace), ("address", address)], isChange: true)
  }
}
