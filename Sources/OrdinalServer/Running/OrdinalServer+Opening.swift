import Controllers
import Glibc
import Manifests
import ObjectStore
import Registry
import Transport

/// How a server starts: sockets first, so that a port that is taken is told at once, then files.
extension OrdinalServer {
  func open() async -> Result<Void, OrdinalError> {
    do throws(OrdinalError) {
      try checkOpenFiles()
      let folder = try DataFolder(settings.dataFolder)
      keep { $0.folder = folder }
      try listen()
      try await serveControl(folder)
      try await serveHealth()
      let storage = try await Storage(settings, in: folder)
      keep { $0.storage = storage }
      let api = try await serveAPI(storage, in: folder)
      let control = ControlPlane(settings, cluster, storage, in: folder, api)
      await begin(control)
      try await serveFiles(control, storage.notes)
      await control.begin()
      // A task that is cancelled does not come to rest.
      guard !Task.isCancelled else { throw .stopped }
      cluster.registry.markSynced()
      launch { await control.run() }
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// Runs something until the server stops, apart from the task and the service group of whoever
  /// starts it: the server ends its parts itself, in order.
  func launch(_ body: @escaping @Sendable () async -> Void) {
    let task = Task.detached { await body() }
    keep { $0.tasks.append(task) }
  }

  private func listen() throws(OrdinalError) {
    let listener: DNSListener
    do {
      listener = try DNSListener(
        endpoints: settings.dns, workers: settings.workers, registry: cluster.registry,
        resolver: cluster.resolver)
    } catch .overlap(let endpoint, let other) {
      throw OrdinalError("\(TransportError.overlap(endpoint, with: other))", isUsage: true)
    } catch {
      throw OrdinalError("\(error)")
    }
    keep { $0.listener = listener }
    for endpoint in listener.skippedEndpoints { reportSkipped("--dns", endpoint) }
  }

  func reportSkipped(_ option: String, _ endpoint: Endpoint) {
    report("ordinal: \(option) \(endpoint): this machine has no such address family; skipped")
  }

  /// Reads all files once, then watches them.
  private func serveFiles(
    _ control: ControlPlane, _ notes: [ObjectNote]
  ) async throws(OrdinalError) {
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
    keep { $0.watcher = watcher }
    let files = Files(
      paths: settings.paths, cluster: cluster, control: control, notes: notes, report: report)
    let (initial, continuation) = AsyncStream.makeStream(of: Never.self)
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
}
