import ClusterNames
import Controllers
import Glibc
import KubeAPI
import Manifests
import Registry
public import ServiceLifecycle
import Synchronization
import Transport

/// A cluster DNS server with an embedded StatefulSet controller, in this process.
///
/// ```swift
/// let server = try OrdinalServer(.testing)
/// try await server.start()
/// try await server.apply(manifest)
/// try await server.wait(for: ["web-0.httpd.sandbox.svc.cluster.local"])
/// await server.stop()
/// ```
///
/// A query never waits for a change, and a change never waits for a query: the two meet in the table of
/// published names.
public final class OrdinalServer: Service {
  let settings: Settings
  let cluster: Cluster
  private let report: @Sendable (String) -> Void
  private let state = Mutex(State())

  struct State {
    var listener: DNSListener?
    var folder: DataFolder?
    var watcher: FileWatcher?
    var tasks: [Task<Void, Never>] = []
    var http: Endpoint?
    var isReady = false
    var isStopped = false
  }

  /// Reads the configuration; nothing is opened yet.
  ///
  /// - Parameter report: takes the lines meant for people: what is wrong in files, what was created.
  public init(
    _ configuration: Configuration = Configuration(),
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(OrdinalError) {
    settings = try Settings(configuration)
    cluster = Cluster(settings)
    self.report = report
  }

  /// Opens sockets, reads files and lets the controllers come to rest; then everything is served.
  ///
  /// Pods that are to be Ready later (`readyAfter`) are not waited for. If anything cannot be opened, what
  /// was opened before is closed again.
  public func start() async throws(OrdinalError) {
    do {
      try await open()
    } catch {
      await stop()
      throw error
    }
  }

  private func open() async throws(OrdinalError) {
    let folder = try DataFolder(settings.dataFolder)
    state.withLock { $0.folder = folder }
    let listener = try listen()
    for endpoint in listener.skippedEndpoints {
      report("ordinal: --dns \(endpoint): this machine has no such address family; skipped")
    }
    try await serveFiles()
    await cluster.manager.settle()
    cluster.registry.markSynced()
    let manager = cluster.manager
    launch { await manager.run() }
    try await serveHTTP(folder)
    state.withLock { $0.isReady = true }
  }

  private func listen() throws(OrdinalError) -> DNSListener {
    do {
      let listener = try DNSListener(
        endpoints: settings.dns, workers: settings.workers, registry: cluster.registry,
        resolver: cluster.resolver)
      state.withLock { $0.listener = listener }
      return listener
    } catch {
      throw OrdinalError("\(error)")
    }
  }

  /// Reads all files once, then watches them.
  private func serveFiles() async throws(OrdinalError) {
    guard !settings.paths.isEmpty else { return }
    for (path, reason) in FileSystem.missing(settings.paths).sorted(by: { $0.key < $1.key }) {
      throw OrdinalError("\(path): \(reason); name a file or folder that exists, or use --no-files")
    }
    let watcher: FileWatcher
    do {
      watcher = try FileWatcher(paths: settings.paths)
    } catch {
      throw OrdinalError("\(error)")
    }
    state.withLock { $0.watcher = watcher }
    let files = Files(paths: settings.paths, cluster: cluster, report: report)
    let (initial, continuation) = AsyncStream.makeStream(of: Void.self)
    launch {
      await watcher.run { batch in
        await files.apply(batch)
        continuation.finish()
      }
      await files.stop()
      continuation.finish()
    }
    for await _ in initial {}
  }

  private func serveHTTP(_ folder: DataFolder) async throws(OrdinalError) {
    let control = folder.socketPath
    _ = try await serve("--data-dir \(control)") { [self] bound in
      HTTPListener.control(path: control, commands: ControlHandler(server: self), whenBound: bound)
    }
    unsafe chmod(control, 0o600)
    guard let address = settings.http else { return }
    let port = try await serve("--http \(address)") { [self] bound in
      HTTPListener.health(
        .tcp(host: "\(address.address)", port: Int(address.port)),
        source: HealthReport(server: self),
        whenBound: bound)
    }
    state.withLock { $0.http = Endpoint(address: address.address, port: UInt16(port ?? 0)) }
  }

  /// Runs an HTTP listener; returns its port once connections are taken.
  private func serve(
    _ option: String,
    _ make: (@escaping @Sendable (Int?) async -> Void) -> HTTPListener
  ) async throws(OrdinalError) -> Int? {
    let (events, continuation) = AsyncStream.makeStream(of: Result<Int?, OrdinalError>.self)
    let listener = make { port in continuation.yield(.success(port)) }
    launch {
      do {
        try await listener.run()
      } catch {
        continuation.yield(.failure(OrdinalError("\(option): \(Self.reason(of: error))")))
      }
      continuation.finish()
    }
    for await event in events { return try event.get() }
    throw OrdinalError("\(option): the listener ended before it was bound")
  }

  private static func reason(of error: any Error) -> String {
    let text = "\(error)"
    let isTaken = text.contains("errno: \(EADDRINUSE)")
    return isTaken ? "address already in use; choose another port, or off" : text
  }

  private func launch(_ body: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      state.tasks.append(Task { await body() })
    }
  }

  // MARK: The end

  /// Starts, serves until the task is cancelled or the service group shuts down, and stops.
  public func run() async throws {
    if !state.withLock({ $0.isReady }) { try await start() }
    try? await gracefulShutdown()
    await stop()
  }

  /// Answers what has been asked, closes everything and returns when nothing is left behind. May be called
  /// again.
  public func stop() async {
    let ending = state.withLock { state -> State? in
      guard !state.isStopped else { return nil }
      state.isStopped = true
      state.isReady = false
      defer { state.tasks = [] }
      return state
    }
    guard let ending else { return }
    if let listener = ending.listener { await Blocking.run { listener.stop() } }
    for task in ending.tasks { task.cancel() }
    for task in ending.tasks { await task.value }
    ending.folder?.close()
  }

  /// Reads all files again, as `SIGHUP` makes the command do.
  public func reload() {
    state.withLock { $0.watcher }?.rescan()
  }

  func read<Value: Sendable>(_ body: (State) -> sending Value) -> Value {
    state.withLock { body($0) }
  }
}
