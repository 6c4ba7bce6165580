import ArgumentParser
import Glibc
import Logging
import OrdinalServer
import ServiceLifecycle
import UnixSignals

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve names from manifests and master files.",
    discussion: """
      Reads StatefulSets and Services (.yaml, .yml, .json) and zones (.zone), runs the controllers \
      and answers DNS over UDP and TCP. Files are watched; SIGHUP reads them again, SIGTERM and SIGINT \
      end the server.
      """)

  @Argument(help: "Files, or folders of files, to serve (default: zones).")
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where to answer DNS; may be given several times (default: 127.0.0.1:1053 and [::1]:1053).",
      valueName: "address:port"))
  var dns: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where to serve /healthz, /readyz and /metrics, or off.", valueName: "address:port"))
  var http = "127.0.0.1:9153"

  @Option(
    help: ArgumentHelp(
      "Where to serve the Kubernetes API over TLS, or off.", valueName: "address:port"))
  var api = "127.0.0.1:7443"

  @OptionGroup var folder: DataFolderOption

  @Flag(help: "Serve no files, not even zones.")
  var noFiles = false

  @Flag(help: "Keep nothing: the data folder is a temporary one.")
  var ephemeral = false

  @Option(help: ArgumentHelp("The domain of the cluster.", valueName: "name"))
  var clusterDomain = "cluster.local"

  @Option(
    help: ArgumentHelp(
      "Where pods get addresses from; two blocks, separated by a comma, make them dual-stack.",
      valueName: "cidr"))
  var podCidr = "10.244.0.0/16"

  @Option(help: ArgumentHelp("Where Services get cluster addresses from.", valueName: "cidr"))
  var serviceCidr = "10.96.0.0/16"

  @Option(
    help: ArgumentHelp(
      "What makes pods run: simulated, or external (a kubelet of yours posts their status).",
      valueName: "name"))
  var podRuntime = "simulated"

  @Option(
    help: ArgumentHelp(
      "Switches of Kubernetes: MaxUnavailableStatefulSet=true keeps and obeys maxUnavailable.",
      valueName: "name=bool"))
  var featureGates = ""

  @Option(
    help: ArgumentHelp(
      "Time from a pod's creation until it is Ready, like 500ms, 2s, 1m30s or 1h (default: 0s).",
      valueName: "duration"),
    transform: DurationArgument.init(parsing:))
  var readyAfter = DurationArgument(.zero)

  @Option(
    help: ArgumentHelp("How long answers may be cached (default: 5).", valueName: "seconds"),
    transform: NumberArgument.within(OrdinalServer.Configuration.timesToLive))
  var ttl = 5

  @Option(
    help: ArgumentHelp(
      "How long negative answers may be cached (default: 5); 0 for names a set is going to own.",
      valueName: "seconds"),
    transform: NumberArgument.within(OrdinalServer.Configuration.timesToLive))
  var negativeTtl = 5

  @Option(
    help: ArgumentHelp(
      "Threads that answer queries, from 1 to 64 (default: one a core).", valueName: "n"),
    transform: NumberArgument.within(OrdinalServer.Configuration.workerCounts))
  var workers: Int?

  func validate() throws {
    if noFiles, let path = paths.first {
      throw ValidationError("--no-files serves no PATH, and \(path) is one; leave one of them out")
    }
    if ephemeral, let named = folder.dataDir {
      throw ValidationError(
        "--ephemeral keeps nothing, and --data-dir \(named) is where to keep it; leave one of them "
          + "out")
    }
  }

  func run() async throws {
    let begin = ContinuousClock.now
    // A reload that comes before there is anything to read again is no reason to end.
    signal(SIGHUP, SIG_IGN)
    do {
      let server = try OrdinalServer(configuration(), report: StandardError.write)
      OpenFiles.raiseLimit()
      try server.checkOpenFiles()
      try await serve(server, since: begin)
    } catch let error as OrdinalError {
      throw CommandFailure("\(error)", status: error.isUsage ? EX_USAGE : EXIT_FAILURE)
    }
  }

  private func configuration() throws -> OrdinalServer.Configuration {
    OrdinalServer.Configuration(
      dns: dns.isEmpty ? ["127.0.0.1:1053", "[::1]:1053"] : dns, api: api == "off" ? nil : api,
      http: http == "off" ? nil : http,
      paths: noFiles ? [] : paths.isEmpty ? ["zones"] : paths,
      dataFolder: ephemeral ? nil : try folder.path(), clusterDomain: clusterDomain,
      podBlocks: podCidr.split(separator: ",").map(String.init), serviceBlock: serviceCidr,
      podRuntime: podRuntime, featureGates: featureGates, readyAfter: readyAfter.duration,
      timeToLive: ttl,
      negativeTimeToLive: negativeTtl,
      workers: workers)
  }

  /// The signals are trapped before anything is opened or said.
  private func serve(_ server: OrdinalServer, since begin: ContinuousClock.Instant) async throws {
    var logger = Logger(label: "ordinal")
    logger.logLevel = .critical
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [ServerService(server: server, begin: begin), ReloadService(server: server)],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }
}

/// Starts the server, says so, and stops it when the group ends.
private struct ServerService: Service {
  let server: OrdinalServer
  let begin: ContinuousClock.Instant

  func run() async throws {
    try await server.run {
      let milliseconds = (ContinuousClock.now - begin) / .milliseconds(1)
      if server.isEphemeral, let folder = server.dataFolder {
        StandardError.write("ordinal: data folder \(folder)")
      }
      StandardError.write(
        "ordinal: \(server.summary), ready in \(Int(milliseconds.rounded(.up))) ms")
    }
  }
}

/// Reads the files again at each SIGHUP.
private struct ReloadService: Service {
  let server: OrdinalServer

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      server.reload()
    }
  }
}
