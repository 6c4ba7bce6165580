import Manifests
import Transport

/// What a running server holds open.
struct OpenParts: Sendable {
  var folder: DataFolder?
  var listener: DNSListener?
  var http: Endpoint?
  var watcher: FileWatcher?
  var tasks: [Task<Void, Never>] = []

  /// Answers what has been asked, and returns when all is closed; the lock on the folder goes last.
  func close() async {
    if let listener { await Blocking.run { listener.stop() } }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    folder?.close()
  }
}
