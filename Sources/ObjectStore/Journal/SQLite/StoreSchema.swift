import GRDB
import Objects

/// The tables of a store's file.
///
/// Objects are JSON text as the API shows them, so that any SQLite shell can read them.
enum StoreSchema {
  /// Marks a file as ours in its header (`PRAGMA application_id`): "ordn".
  static let applicationID: Int32 = 0x6F72_646E
  /// Goes up with every change of the tables (`PRAGMA user_version`).
  static let version: Int32 = 1

  static let creation = """
    CREATE TABLE objects (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
      version INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE (kind, namespace, name));
    CREATE TABLE notes (
      kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL,
      UNIQUE (kind, namespace, name));
    CREATE TABLE meta (id INTEGER PRIMARY KEY CHECK (id = 0), version INTEGER NOT NULL,
      isOpen INTEGER NOT NULL);
    INSERT INTO meta VALUES (0, 0, 0);
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);
    """

  /// What is known of the versions that were given.
  struct Meta: Equatable {
    /// The last that was given.
    var version: UInt64
    /// The run that wrote last has not said that it ended.
    var isOpen: Bool

    init(version: UInt64, isOpen: Bool) {
      self.version = version
      self.isOpen = isOpen
    }

    init(_ database: Database) throws {
      let row = try Row.fetchOne(database, sql: "SELECT version, isOpen FROM meta")
      guard let row, let version = Int64.fromDatabaseValue(row[0]),
        let isOpen = Bool.fromDatabaseValue(row[1])
      else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "it has no last version") }
      self.init(version: UInt64(bitPattern: version), isOpen: isOpen)
    }

    func write(_ database: Database) throws {
      try database.cachedStatement(sql: "UPDATE meta SET version = ?, isOpen = ?")
        .execute(arguments: [Int64(bitPattern: version), isOpen])
    }
  }

  /// The objects as the changes leave them.
  static func write(_ changes: [StoreEvent], _ database: Database) throws {
    let put = try database.cachedStatement(
      sql: """
        INSERT INTO objects (kind, namespace, name, version, json) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET version = excluded.version, json = excluded.json
        """)
    let remove = try database.cachedStatement(
      sql: "DELETE FROM objects WHERE kind = ? AND namespace = ? AND name = ?")
    for change in changes {
      let (kind, place) = (change.object.resource.qualifiedKind, change.object.namespacedName)
      if change.kind == .deleted {
        try remove.execute(arguments: [kind, place.namespace, place.name])
      } else {
        try put.execute(arguments: [
          kind, place.namespace, place.name, Int64(bitPattern: change.version.rawValue),
          change.object.value.json(),
        ])
      }
    }
  }

  static func write(_ notes: [ObjectNote], _ database: Database) throws {
    let put = try database.cachedStatement(sql: "REPLACE INTO notes VALUES (?, ?, ?, ?)")
    let remove = try database.cachedStatement(
      sql: "DELETE FROM notes WHERE kind = ? AND namespace = ? AND name = ?")
    for note in notes {
      let kind = note.key.resource.qualifiedKind
      if let value = note.value {
        try put.execute(arguments: [kind, note.key.namespace, note.key.name, value.json()])
      } else {
        try remove.execute(arguments: [kind, note.key.namespace, note.key.name])
      }
    }
  }
}
