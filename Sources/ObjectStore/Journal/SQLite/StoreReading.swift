import FoundationEssentials
import GRDB
import Glibc
import Objects

/// Reads a store's file as a whole, before anything writes to it: what is damaged stays as it is.
enum StoreReading {
  /// More versions than are in flight at a time. In any case a watch of an earlier run finds that
  /// its version is too old, and lists again.
  private static let gap: UInt64 = 1000

  static func read(_ file: StoreFile) async throws -> (JournalContents, StoreSchema.Meta) {
    let answered = LastVersion.read(file.path) ?? 0
    let rows = try await rows(of: file.path)
    guard rows.meta.version >= answered else {
      throw file.error(
        "the store is damaged (it ends at version \(rows.meta.version), but \(answered) was "
          + "answered: its log \(file.path)-wal is not whole); put copies back, or remove "
          + "\(file.path)-last to go on without what is lost")
    }
    let objects = try await objects(of: rows.objects, file)
    let notes = try rows.notes.map { row in
      ObjectNote(row.key, try value(row, file))
    }
    // After a crash versions may have been given that nobody noted.
    let version = ResourceVersion(rawValue: rows.meta.version + (rows.meta.isOpen ? gap : 1))
    return (JournalContents(objects: objects, version: version, notes: notes), rows.meta)
  }

  /// Even reading makes an empty log and an index of it, which the writer has no use for.
  private static func rows(of path: String) async throws -> Rows {
    let missing = ["-wal", "-shm"].map { path + $0 }.filter { unsafe access($0, F_OK) != 0 }
    let remove: @Sendable () -> Void = { for name in missing { unsafe unlink(name) } }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      return try await database.read { database in
        let rows = try Rows(database)
        // Nobody else can begin to write before this has ended.
        remove()
        return rows
      }
    } catch {
      // Whoever holds the lock has files of these names.
      if (error as? DatabaseError)?.resultCode != .SQLITE_BUSY { remove() }
      throw error
    }
  }

  private struct Row: Sendable {
    var key: ObjectKey
    var version: UInt64
    var json: [UInt8]

    var title: String { "\(key.resource.kind) \(key.namespacedName)" }
  }

  /// All of one moment.
  private struct Rows: Sendable {
    var meta: StoreSchema.Meta
    var objects: [Row] = []
    var notes: [Row] = []

    init(_ database: Database) throws {
      let finding = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? ""
      guard finding == "ok" else {
        // A headline may come first.
        let line = finding.split(separator: "\n").last.map(String.init)
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: line)
      }
      meta = try StoreSchema.Meta(database)
      objects = try Self.rows(
        database, "SELECT kind, namespace, name, version, CAST(json AS BLOB) FROM objects")
      notes = try Self.rows(
        database, "SELECT kind, namespace, name, 0, CAST(json AS BLOB) FROM notes")
    }

    private static func rows(_ database: Database, _ query: String) throws -> [Row] {
      let resources = Dictionary(
        uniqueKeysWithValues: Resource.served.map { ($0.qualifiedKind, $0) })
      var rows: [Row] = []
      let cursor = try GRDB.Row.fetchCursor(database, sql: query)
      while let row = try cursor.next() {
        let texts = (0..<3).compactMap { String.fromDatabaseValue(row[$0]) }
        guard texts.count == 3, let version = Int64.fromDatabaseValue(row[3]),
          let json = Data.fromDatabaseValue(row[4])
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row is incomplete") }
        guard let resource = resources[texts[0]] else {
          throw JournalError("holds a \(texts[0]), which this ordinal does not know")
        }
        rows.append(
          Row(
            key: ObjectKey(resource, namespace: texts[1], name: texts[2]),
            version: UInt64(bitPattern: version), json: Array(json)))
      }
      return rows
    }
  }

  /// On all cores: most of a start is this.
  private static func objects(of rows: [Row], _ file: StoreFile) async throws
    -> [any KubernetesObject]
  {
    let size = 500
    let parts = SharedParts()
    return try await withThrowingTaskGroup(of: (Int, [any KubernetesObject]).self) { group in
      for start in stride(from: 0, to: rows.count, by: size) {
        group.addTask {
          let chunk = rows[start..<min(start + size, rows.count)]
          return (
            start,
            try chunk.map { row in
              let object = try object(row, file)
              return (object as? Pod).map { parts.share($0) } ?? object
            }
          )
        }
      }
      var parts: [(Int, [any KubernetesObject])] = []
      for try await part in group { parts.append(part) }
      return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  private static func object(_ row: Row, _ file: StoreFile) throws -> any KubernetesObject {
    let value = try value(row, file)
    guard let object = try? Resource.object(from: value), object.key == row.key,
      object.metadata.resourceVersion?.rawValue == row.version
    else { throw file.damaged("\(row.title) is not what it should be") }
    return object
  }

  private static func value(_ row: Row, _ file: StoreFile) throws -> Value {
    do throws(JSONError) {
      return try Value.parse(json: row.json)
    } catch {
      throw file.damaged("\(row.title): \(error)")
    }
  }
}
