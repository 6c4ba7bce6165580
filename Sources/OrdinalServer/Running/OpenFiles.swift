import Glibc

/// How many files may be open in this process at a time; sockets are files.
package struct OpenFiles: Sendable {
  /// nil: as many as there may be.
  let limit: UInt64?

  /// Below this the process would end in the midst of its start: NIO takes it for a bug of ours
  /// when the system gives it no files.
  private static let base = 64
  /// NIO's loops have three a core, and their connections come on top.
  private static let eachCore = 8

  /// The limit of this process as it is now.
  package static var current: OpenFiles {
    var limits = rlimit()
    let result = unsafe getrlimit(kind, &limits)
    return OpenFiles(limit: result == 0 && limits.rlim_cur != .max ? UInt64(limits.rlim_cur) : nil)
  }

  init(limit: UInt64?) {
    self.limit = limit
  }

  /// Raises the limit to what the process may have, as servers do: the low one is a default for
  /// programs that call `select`.
  package static func raiseLimit() {
    var limits = rlimit()
    guard unsafe getrlimit(kind, &limits) == 0, limits.rlim_cur < limits.rlim_max else { return }
    limits.rlim_cur = limits.rlim_max
    _ = unsafe setrlimit(kind, &limits)
  }

  /// How many a server needs that listens at so many endpoints: each worker has a socket for each,
  /// and each endpoint one for TCP.
  static func needed(cores: Int, workers: Int, endpoints: Int) -> Int {
    base + eachCore * cores + workers * (endpoints + 2) + endpoints
  }

  func require(_ needed: Int) throws(OrdinalError) {
    guard let limit, limit < needed else { return }
    throw OrdinalError(
      "this process may have \(limit) files open, and needs \(needed) at least; raise the limit "
        + "(ulimit -n \(needed))")
  }

  private static var kind: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}

extension OrdinalServer {
  /// Throws where the system gives this process too few files to start.
  package func checkOpenFiles() throws(OrdinalError) {
    try OpenFiles.current.require(
      OpenFiles.needed(
        cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), workers: settings.workers,
        endpoints: settings.dns.count))
  }
}
