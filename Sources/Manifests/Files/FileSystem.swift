internal import Glibc

/// The calls to the file system, all of which may block: never on the cooperative pool.
package enum FileSystem {
  /// Looks at every file of the PATHs, folders not below their first level.
  package static func scan(_ paths: [String]) -> FileScan {
    var scan = FileScan()
    for path in paths {
      switch kind(of: path) {
      case .failure(let failure) where failure.code == ENOENT:
        // A PATH that named a file is a removed file; only its folder knows that it is gone for
        // good.
        let folder = parent(of: path)
        guard FileFormat(name: path) != nil, case .success(.folder) = kind(of: folder) else {
          scan.failures[path] = failure.description
          continue
        }
      case .failure(let failure): scan.failures[path] = failure.description
      case .success(.folder): scanFolder(path, into: &scan)
      case .success(let kind):
        let key = FileKey(path: path, name: fileName(of: path), isInFolder: false)
        scan.files[key] = state(of: kind)
      }
    }
    return scan
  }

  /// PATHs that name nothing, and why.
  package static func missing(_ paths: [String]) -> [String: String] {
    var missing: [String: String] = [:]
    for path in paths {
      if case .failure(let failure) = kind(of: path) { missing[path] = failure.description }
    }
    return missing
  }

  /// Reads all files of the PATHs once, for commands that end: the first batch of a
  /// ``FileWatcher``. A PATH may be a pipe here.
  package static func load(_ paths: [String]) -> FileBatch {
    let scan = scan(paths)
    var batch = FileBatch(failures: missing(paths), isInitial: true)
    batch.failures.merge(scan.failures) { first, _ in first }
    for (key, state) in scan.files {
      switch state {
      case .unreadable(let reason) where key.isInFolder: batch.updates[key] = .unreadable(reason)
      case .unreadable, .present:
        batch.updates[key] = contents(of: key.location, waits: !key.isInFolder)
      }
    }
    return batch
  }

  /// The served files of a folder, not of the folders in it.
  private static func scanFolder(_ path: String, into scan: inout FileScan) {
    let names: [String]
    do throws(SystemError) { names = try self.names(in: path) } catch {
      scan.failures[path] = error.description
      return
    }
    for name in names where FileFormat.isServed(name: name) {
      let key = FileKey(path: path, name: name, isInFolder: true)
      switch kind(of: key.location) {
      case .success(.folder): continue
      case .success(let kind): scan.files[key] = state(of: kind)
      // It may have gone since the folder was read; a link that leads nowhere is still there.
      case .failure(let failure) where failure.code == ENOENT:
        if isLink(key.location) { scan.files[key] = .unreadable("it is a link that leads nowhere") }
      case .failure(let failure): scan.files[key] = .unreadable(failure.description)
      }
    }
  }

  /// Reads a whole regular file.
  ///
  /// - Parameter waits: the user named it for once and for all, so that it may be a pipe; else a
  ///   pipe that took the file's name must not hold up the watching thread.
  package static func contents(of path: String, waits: Bool = false) -> FileUpdate {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { return .unreadable(SystemError.last.description) }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // One octet more than allowed, so that the parser sees that there is too much.
    while octets.count <= Manifest.sizeLimit {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return .unreadable(SystemError.last.description)
      }
      if count == 0 { break }
      octets += buffer[..<count]
    }
    return .contents(octets)
  }

  /// What a path leads to, as far as it matters here.
  private enum Kind {
    case file(FileStamp)
    case folder
    case other
  }

  private static func state(of kind: Kind) -> FileState {
    switch kind {
    case .file(let stamp): .present(stamp)
    case .folder, .other: .unreadable("it is not a regular file")
    }
  }

  /// Follows links.
  private static func kind(of path: String) -> Result<Kind, SystemError> {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .failure(.last) }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return .success(
        .file(
          FileStamp(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            size: Int64(status.st_size), modified: nanoseconds(status.st_mtim),
            changed: nanoseconds(status.st_ctim))))
    case S_IFDIR: return .success(.folder)
    default: return .success(.other)
    }
  }

  /// Follows links, as all here do that does not say otherwise.
  static func isFolder(_ path: String) -> Bool {
    if case .success(.folder) = kind(of: path) { true } else { false }
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// All names in a folder, sorted; the system has them in any order.
  private static func names(in path: String) throws(SystemError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw .last }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      // The name is a C array of the entry, ended by a zero octet.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted()
  }

  /// The last name of a path.
  static func fileName(of path: String) -> String {
    String(path.split(separator: "/").last ?? "/")
  }

  /// Without `.` and `..`; links stay, since they are how some folders get their name.
  static func absolute(_ path: String) -> String {
    var text = path
    if !path.hasPrefix("/"), let folder = unsafe getcwd(nil, 0) {
      text = unsafe String(cString: folder) + "/" + path
      unsafe free(folder)
    }
    var parts: [Substring] = []
    for part in text.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The folder that a path's last name is in; it decides what that name means.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// A refused system call in the system's own words.
struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  var code: Int32

  static var last: SystemError { SystemError(code: errno) }

  var description: String { unsafe String(cString: strerror(code)) }
}
