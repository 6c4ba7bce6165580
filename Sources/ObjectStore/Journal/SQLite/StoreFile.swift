import GRDB
import Glibc

/// The file of a store: what can be said of it before SQLite opens it, and how one is made.
///
/// SQLite takes an empty file for a new database, and then throws the log beside it away. So ours
/// are never empty: they appear whole or not at all.
struct StoreFile: Sendable {
  let path: String

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  func error(_ text: String) -> JournalError { JournalError("\(path): \(text)") }

  func damaged(_ detail: String) -> JournalError {
    error(
      "the store is damaged (\(detail)); put a copy in its place, or move it away to start anew")
  }

  /// Makes the file if there is none; else looks at its header, without writing anything.
  func prepare() throws(JournalError) {
    guard let header = try header() else {
      if unsafe access("\(path)-wal", F_OK) == 0 {
        throw damaged("the file is gone, but not \(path)-wal")
      }
      LastVersion.remove(path)
      return try create()
    }
    guard header.count == Self.headerSize else {
      throw damaged("it ends after \(header.count) octets")
    }
    guard header.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw damaged("it is no SQLite database")
    }
    // Big-endian numbers of the database header (https://sqlite.org/fileformat2.html §1.3).
    let version = Self.number(in: header, at: 60)
    guard Self.number(in: header, at: 68) == StoreSchema.applicationID else {
      throw error("this is another program's database")
    }
    guard version <= StoreSchema.version else {
      throw error(
        "made by a newer ordinal (schema \(version), this one knows \(StoreSchema.version)); "
          + "use that one, or another --data-dir")
    }
    for place in [path, folder] where unsafe access(place, W_OK) != 0 {
      throw error("cannot be written: \(Self.systemText)")
    }
  }

  private static let headerSize = 100

  private static func number(in header: [UInt8], at offset: Int) -> Int32 {
    header[offset..<offset + 4].reduce(0) { $0 << 8 | Int32($1) }
  }

  /// nil: there is no such file.
  private func header() throws(JournalError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw error("cannot be opened: \(Self.systemText)")
    }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: Self.headerSize)
    let count = unsafe header.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    guard count >= 0 else { throw error("cannot be read: \(Self.systemText)") }
    return Array(header.prefix(count))
  }

  /// Under another name first: a crash leaves no half-made file where the next run looks.
  private func create() throws(JournalError) {
    let draft = "\(path).new"
    for name in [draft, "\(draft)-journal", "\(draft)-wal", "\(draft)-shm"] { unsafe unlink(name) }
    do {
      let queue = try DatabaseQueue(path: draft, configuration: .forWriting)
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "BEGIN; \(StoreSchema.creation) COMMIT")
        try database.execute(sql: "PRAGMA journal_mode = WAL")
      }
      try queue.close()
    } catch {
      let text = sentence(for: error)
      unsafe unlink(draft)
      throw self.error(text)
    }
    // Secrets are in it; SQLite gives its log the same mode.
    guard unsafe chmod(draft, 0o600) == 0, unsafe rename(draft, path) == 0 else {
      throw error("cannot be made: \(Self.systemText)")
    }
    syncFolder()
  }

  /// So that the file's name outlives a crash of the machine, too.
  private func syncFolder() {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static var systemText: String { unsafe String(cString: strerror(errno)) }
}

// MARK: Errors

extension StoreFile {
  /// What went wrong, in one line that begins with the path.
  func failure(_ error: any Error) -> JournalError {
    switch error {
    case let error as JournalError:
      error.description.hasPrefix(path) ? error : self.error(error.description)
    case let error as DatabaseError where Self.isDamage(error.resultCode):
      damaged(error.message ?? "\(error.resultCode)")
    default: self.error(sentence(for: error))
    }
  }

  private static func isDamage(_ code: ResultCode) -> Bool {
    code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB
  }

  private func sentence(for error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    let detail = error.message ?? "\(error.resultCode)"
    return switch error.resultCode {
    case .SQLITE_FULL: "the disk is full"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "in use by another process"
    case .SQLITE_READONLY: "cannot be written: \(detail)"
    case .SQLITE_CANTOPEN: "cannot be opened: \(detail)"
    default: detail
    }
  }
}
