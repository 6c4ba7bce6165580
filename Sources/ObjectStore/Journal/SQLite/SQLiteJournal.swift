import GRDB
import Objects
import Synchronization

/// Keeps the objects in an SQLite file, beside which are its write-ahead log (`-wal`) and, while it
/// is open, the last version that was answered (`-last`).
///
/// A batch is one transaction; the answer comes after its log is synchronized (`synchronous =
/// FULL`). The connection keeps the file locked, so that no second process writes.
package final class SQLiteJournal: Journal {
  private let file: StoreFile
  private let database: DatabaseQueue
  private let contents: Mutex<JournalContents>
  /// The last version that was given.
  private let last: Mutex<UInt64>
  private let answered: LastVersion

  /// Opens the store, or makes one where there is none. A store that cannot be used is left as it
  /// is; the error is one line.
  package static func open(_ path: String) async throws(JournalError) -> SQLiteJournal {
    let file = StoreFile(path: path)
    try file.prepare()
    do {
      let (contents, meta) = try await StoreReading.read(file)
      return try await SQLiteJournal(file, contents, meta)
    } catch {
      throw file.failure(error)
    }
  }

  private init(_ file: StoreFile, _ contents: JournalContents, _ found: StoreSchema.Meta)
    async throws
  {
    self.file = file
    let start = contents.version.rawValue
    database = try DatabaseQueue(path: file.path, configuration: .forWriting)
    self.contents = Mutex(contents)
    last = Mutex(start)
    answered = LastVersion(file.path)
    try await database.writeWithoutTransaction { database in
      // Exclusive before the first access: the log's index is in memory then, and the lock stays.
      try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      guard mode == "wal" else { throw JournalError("no write-ahead log is possible") }
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA wal_autocheckpoint = 1000;
          PRAGMA journal_size_limit = 16777216;
          """)
      try database.inTransaction(.immediate) {
        guard try StoreSchema.Meta(database) == found else {
          throw JournalError("in use by another process")
        }
        try StoreSchema.Meta(version: start, isOpen: true).write(database)
        return .commit
      }
    }
    answered.write(start)
  }

  package func load() async throws(JournalError) -> JournalContents {
    // Once: nobody else needs what may be large.
    contents.withLock { contents in
      defer { contents = JournalContents(version: contents.version) }
      return contents
    }
  }

  package func commit(_ changes: [StoreEvent]) async throws(JournalError) {
    try await commit(changes, [])
  }

  /// The objects are composed where the file is written, so that nobody else waits for it.
  package func commit(_ changes: [StoreEvent], _ notes: [ObjectNote]) async throws(JournalError) {
    // Those of a batch that fails stay given, too.
    let last = last.withLock { last in
      last = max(last, changes.last?.version.rawValue ?? 0)
      return last
    }
    do {
      try await database.write { database in
        try StoreSchema.write(changes, database)
        try StoreSchema.write(notes, database)
        try StoreSchema.Meta(version: last, isOpen: true).write(database)
      }
    } catch {
      throw file.failure(error)
    }
    answered.write(last)
  }

  /// Notes the last version, and leaves one file without a log. Nothing can be committed after it.
  package func close() async throws(JournalError) {
    let last = last.withLock { $0 }
    do {
      try await database.writeWithoutTransaction { database in
        try StoreSchema.Meta(version: last, isOpen: false).write(database)
      }
      try database.close()
    } catch {
      throw file.failure(error)
    }
    LastVersion.remove(file.path)
  }
}

extension Configuration {
  /// On a full disk SQLite may leave a transaction open; that is an error to tell, and not a bug.
  static var forWriting: Configuration {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return configuration
  }
}
