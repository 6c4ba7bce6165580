import Dispatch
import Glibc
import Synchronization

/// Volumes' folders below one folder of this machine, each with the mode that a pod's user needs.
///
///     DATA-DIR/volumes/pvc-UID
///     DATA-DIR/volumes/.removed/    what is being deleted
///
/// A folder is removed by one `rename`; another thread then deletes what was moved, and what an
/// earlier process left there.
package final class LocalVolumeFolders: VolumeFolders {
  private let folder: String
  /// Makes the names of what is being deleted unique.
  private let removals = Atomic<Int>(0)

  private var bin: String { "\(folder)/.removed" }

  /// - Parameter folder: absolute; made with its parents when it is first needed.
  package init(folder: String) {
    self.folder = folder
    if unsafe access(bin, F_OK) == 0 { emptyBin() }
  }

  package func path(of name: String) -> String { "\(folder)/\(name)" }

  package func make(_ name: String) throws(VolumeFolderError) {
    try makeFolder(folder, mode: 0o755)
    try makeFolder(path(of: name), mode: 0o777)
  }

  package func remove(_ name: String) throws(VolumeFolderError) {
    let path = path(of: name)
    guard unsafe access(path, F_OK) == 0 else { return }
    try makeFolder(bin, mode: 0o700)
    let number = removals.wrappingAdd(1, ordering: .relaxed).newValue
    let target = "\(bin)/\(name).\(getpid()).\(number)"
    guard unsafe rename(path, target) == 0 || errno == ENOENT else {
      throw Self.error("rename", path)
    }
    emptyBin()
  }

  package func removeIfEmpty(_ name: String) { _ = unsafe rmdir(path(of: name)) }

  package func made() -> [String] {
    Self.entries(of: folder).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The mode is meant as it stands: a volume is open to whichever user its pod runs as, however
  /// the server's umask is.
  private func makeFolder(_ path: String, mode: mode_t) throws(VolumeFolderError) {
    if unsafe mkdir(path, mode) == 0 {
      guard unsafe chmod(path, mode) == 0 else { throw Self.error("chmod", path) }
      return
    }
    if errno == EEXIST { return }
    guard errno == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else {
      throw Self.error("mkdir", path)
    }
    try makeFolder(String(path[..<end]), mode: 0o755)
    guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else { throw Self.error("mkdir", path) }
    guard unsafe chmod(path, mode) == 0 else { throw Self.error("chmod", path) }
  }

  /// A volume may hold a million files, and a controller must not wait for them.
  private func emptyBin() {
    let bin = bin
    DispatchQueue.global(qos: .utility).async { Self.deleteContents(of: bin) }
  }

  /// Symbolic links are deleted, never followed.
  private static func deleteContents(of folder: String) {
    for name in entries(of: folder) {
      let path = "\(folder)/\(name)"
      guard unsafe unlink(path) != 0, errno == EISDIR else { continue }
      // A folder that its owner may not write to must go as well.
      _ = unsafe chmod(path, 0o700)
      deleteContents(of: path)
      _ = unsafe rmdir(path)
    }
  }

  /// But for the folder itself and its parent; none if there is no folder.
  private static func entries(of folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private static func error(_ call: String, _ path: String) -> VolumeFolderError {
    let code = errno
    let text = unsafe String(cString: strerror(code))
    return VolumeFolderError("\(call) \(path): \(text)")
  }
}
