import FoundationEssentials
import Glibc

/// The folder that belongs to one running server:
///
///     lock           held while the server runs
///     ordinal.sock   where the commands ask it
///     store.sqlite   every object; beside it, while the server runs, SQLite's -wal and -shm, and
///                    -last: the last version that was answered
///     serial         SOA serials go on behind it
///     volumes/       a folder for each PersistentVolume
///     pki/           the authority, certificates and token of the API
///     kubeconfig     how clients find the API
struct DataFolder: Sendable {
  let path: String
  let isTemporary: Bool
  private let lock: Int32

  /// Where clients find the server.
  static func socketPath(in folder: String) -> String { folder + "/ordinal.sock" }

  var socketPath: String { Self.socketPath(in: path) }
  var storePath: String { path + "/store.sqlite" }
  var serialPath: String { path + "/serial" }
  /// Absolute, as a folder that was named is.
  var volumesPath: String { path + "/volumes" }

  /// Makes the folder where it is missing, open to its owner alone, and locks it: two servers on
  /// one folder would undo each other's work.
  init(_ folder: String?) throws(OrdinalError) {
    if let folder {
      path = Self.absolute(folder)
      isTemporary = false
      try Self.checkLength(of: path)
      try Self.make(path)
    } else {
      path = try Self.makeTemporary()
      isTemporary = true
    }
    lock = unsafe open(path + "/lock", O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw Self.error(path, "cannot make a file in it") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(lock)
      throw OrdinalError(
        "--data-dir \(path): another ordinal serve uses this folder; stop it or choose another "
          + "folder"
      )
    }
  }

  func close() {
    unsafe unlink(socketPath)
    removeNursery()
    if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    Glibc.close(lock)
  }

  // MARK: The control socket

  /// A socket is made with the permissions that umask leaves, and the folder may be open to others:
  /// it is bound in a folder of its own, where nobody can reach it, and moved when only its owner
  /// may open it.
  private var nursery: String { path + "/.new" }

  private var unpublishedSocket: String { nursery + "/s" }

  /// Where the socket is to be bound.
  func prepareSocket() throws(OrdinalError) -> String {
    removeNursery()
    guard unsafe mkdir(nursery, 0o700) == 0 else {
      throw Self.error(path, "cannot make a folder in it")
    }
    return unpublishedSocket
  }

  /// Shows the bound socket to clients, in place of one that an earlier run left behind.
  func publishSocket() throws(OrdinalError) {
    guard unsafe chmod(unpublishedSocket, 0o600) == 0,
      unsafe rename(unpublishedSocket, socketPath) == 0
    else { throw Self.error(path, "cannot make a socket in it") }
    removeNursery()
  }

  private func removeNursery() {
    unsafe unlink(unpublishedSocket)
    unsafe rmdir(nursery)
  }

  // MARK: Parts

  /// A socket's path is kept in 108 octets (unix(7)).
  static func checkLength(of path: String) throws(OrdinalError) {
    let limit = 107 - socketPath(in: "").utf8.count
    guard path.utf8.count <= limit else {
      throw OrdinalError(
        "--data-dir \(path): the path has \(path.utf8.count) octets, too many for a socket in it; "
          + "at most \(limit) are allowed")
    }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(folder) }
    return unsafe String(cString: folder) + "/" + path
  }

  private static func make(_ path: String) throws(OrdinalError) {
    var prefix = ""
    for part in path.split(separator: "/") {
      prefix += "/\(part)"
      if unsafe mkdir(prefix, 0o700) != 0, errno != EEXIST {
        throw error(path, "cannot make \(prefix)")
      }
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw error(path, "cannot be used") }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw OrdinalError("--data-dir \(path): not a folder; name another")
    }
    guard unsafe access(path, W_OK | X_OK) == 0 else { throw error(path, "cannot write in it") }
  }

  private static func makeTemporary() throws(OrdinalError) -> String {
    let variable = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    let base = absolute(variable.isEmpty ? "/tmp" : variable)
    let pattern = "\(base)/ordinal-XXXXXX"
    try checkLength(of: pattern)
    var template = Array(pattern.utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw error(base, "cannot make a folder in it") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func error(_ path: String, _ what: String) -> OrdinalError {
    let reason = unsafe String(cString: strerror(errno))
    return OrdinalError("--data-dir \(path): \(what): \(reason)")
  }
}
