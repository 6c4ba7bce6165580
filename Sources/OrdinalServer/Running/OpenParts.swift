import Manifests
import Transport

/// What a running server holds open.
struct OpenParts: Sendable {
  var folder: DataFolder?
  var storage: Storage?
  /// Manifests that wait for a control plane.
  var prepared: [String] = []
  var control: ControlPlane?
  var listener: DNSListener?
  var api: Endpoint?
  var http: Endpoint?
  var watcher: FileWatcher?
  var tasks: [Task<Void, Never>] = []

  /// Answers what has been asked, and returns when all is closed; the lock on the folder goes last.
  func close() async {
    if let listener { await Blocking.run { listener.stop() } }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    await storage?.close()
    folder?.close()
  }
}
