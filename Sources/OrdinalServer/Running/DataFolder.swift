import Glibc

/// The folder that belongs to one running server: its lock, its control socket, later its store.
struct DataFolder: Sendable {
  let path: String
  let isTemporary: Bool
  private let lock: Int32

  /// Where clients find the server.
  static func socketPath(in folder: String) -> String { folder + "/ordinal.sock" }

  var socketPath: String { Self.socketPath(in: path) }

  /// Makes the folder where it is missing, open to its owner alone, and locks it: two servers on one
  /// folder would undo each other's work.
  init(_ folder: String?) throws(OrdinalError) {
    if let folder {
      path = Self.absolute(folder)
      isTemporary = false
      try Self.make(path)
    } else {
      path = try Self.makeTemporary()
      isTemporary = true
    }
    // A socket's path is kept in 108 octets (unix(7)).
    guard Self.socketPath(in: path).utf8.count < 108 else {
      throw OrdinalError(
        "--data-dir \(path): the path is too long for a socket in it; at most 94 octets")
    }
    lock = unsafe open(path + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw Self.error(path, "cannot make a file in it") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(lock)
      throw OrdinalError(
        "--data-dir \(path): another ordinal serve uses this folder; stop it or choose another folder"
      )
    }
    // A socket that an earlier run left behind.
    unsafe unlink(socketPath)
  }

  func close() {
    unsafe unlink(socketPath)
    if isTemporary {
      unsafe unlink(path + "/lock")
      unsafe rmdir(path)
    }
    Glibc.close(lock)
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
    guard unsafe access(path, W_OK | X_OK) == 0 else { throw error(path, "cannot write in it") }
  }

  private static func makeTemporary() throws(OrdinalError) -> String {
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/ordinal-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw error(base, "cannot make a folder in it") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func error(_ path: String, _ what: String) -> OrdinalError {
    let reason = unsafe String(cString: strerror(errno))
    return OrdinalError("--data-dir \(path): \(what): \(reason)")
  }
}
