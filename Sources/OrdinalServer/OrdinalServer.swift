import Manifests
public import ServiceLifecycle
import Synchronization

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
/// A server runs once: after ``stop()`` make another. Its threads and sockets are its own until
/// then, so that one must be stopped that was started.
public final class OrdinalServer: Service {
  /// Of this program, as `ordinal --version` says it.
  package static let version = "0.1.0"

  let settings: Settings
  let cluster: Cluster
  let report: @Sendable (String) -> Void
  private let life = Mutex(Life())
  private let (ended, ending) = AsyncStream.makeStream(of: Never.self)

  private struct Life {
    var phase = Phase.idle
    var parts = OpenParts()
  }

  private enum Phase {
    case idle
    case starting(Task<Result<Void, OrdinalError>, Never>)
    case ready
    case stopping(Task<Void, Never>)
  }

  /// Reads the configuration; nothing is opened yet.
  ///
  /// - Parameter report: takes the lines meant for people: what is wrong in files, what was
  ///   created.
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
  /// Pods that are to be Ready later (`readyAfter`) are not waited for. If anything cannot be
  /// opened, or the task is cancelled, what was opened before is closed again.
  public func start() async throws(OrdinalError) {
    let starting = try begin()
    let result = await withTaskCancellationHandler {
      await starting.value
    } onCancel: {
      starting.cancel()
    }
    do {
      try result.get()
      try becomeReady()
    } catch {
      await stop()
      throw error
    }
  }

  private func begin() throws(OrdinalError) -> Task<Result<Void, OrdinalError>, Never> {
    try life.withLock { life throws(OrdinalError) in
      switch life.phase {
      case .idle: break
      case .starting, .ready: throw OrdinalError("the server has been started already")
      case .stopping: throw .stopped
      }
      let starting = Task.detached { await self.open() }
      life.phase = .starting(starting)
      return starting
    }
  }

  private func becomeReady() throws(OrdinalError) {
    try life.withLock { life throws(OrdinalError) in
      guard case .starting = life.phase else { throw .stopped }
      life.phase = .ready
    }
  }

  /// Starts, serves until the task is cancelled, the service group shuts down or somebody calls
  /// ``stop()``, and stops.
  public func run() async throws {
    try await run {}
  }

  /// - Parameter whenReady: called when everything is served.
  package func run(_ whenReady: () -> Void) async throws {
    do {
      if !isReady { try await cancelWhenGracefulShutdown { try await self.start() } }
    } catch  where Task.isCancelled || Task.isShuttingDownGracefully {
      return
    }
    whenReady()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await gracefulShutdown() }
      group.addTask { [ended] in for await _ in ended {} }
      await group.next()
      group.cancelAll()
    }
    await stop()
  }

  /// Answers what has been asked, closes everything and returns when nothing is left behind. May be
  /// called again, and while the server starts.
  public func stop() async {
    let stopping = life.withLock { life in
      var starting: Task<Result<Void, OrdinalError>, Never>?
      switch life.phase {
      case .stopping(let stopping): return stopping
      case .starting(let task): starting = task
      case .idle, .ready: break
      }
      starting?.cancel()
      let stopping = Task.detached { [starting] in
        _ = await starting?.value
        await self.close()
      }
      life.phase = .stopping(stopping)
      return stopping
    }
    await stopping.value
  }

  private func close() async {
    let parts = read { $0 }
    await parts.close()
    life.withLock { $0.parts = OpenParts() }
    ending.finish()
  }

  /// Reads all files again, as `SIGHUP` makes the command do.
  public func reload() {
    read { $0.watcher }?.rescan()
  }

  // MARK: State

  /// Everything is served, and nobody has stopped it.
  var isReady: Bool {
    life.withLock { if case .ready = $0.phase { true } else { false } }
  }

  var isStopped: Bool {
    life.withLock { if case .stopping = $0.phase { true } else { false } }
  }

  func read<Value: Sendable>(_ body: (OpenParts) -> sending Value) -> Value {
    life.withLock { body($0.parts) }
  }

  /// Store and controllers, which a server has while it runs.
  func control() throws(OrdinalError) -> ControlPlane {
    if let control = read({ $0.control }) { return control }
    throw isStopped ? .stopped : OrdinalError("the server has not been started")
  }

  /// Notes what has been opened, so that it is closed at the end.
  func keep(_ note: (inout OpenParts) -> Void) {
    life.withLock { note(&$0.parts) }
  }
}
