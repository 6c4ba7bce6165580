package import ObjectStore
package import Objects

/// What files have set in the store: without it a restart could not tell a file's fields from
/// those that other clients set, nor an object gone from its file from one that never was in it.
package struct FileLedger: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    /// The file's name below its PATH.
    package var file: String
    /// The PATH, absolute: another run may have another working folder.
    package var root: String
    /// The object as the file had it when it was applied: the fields that are the file's.
    package var applied: Value

    package init(file: String, root: String, applied: Value) {
      self.file = file
      self.root = root
      self.applied = applied
    }
  }

  package var entries: [ObjectKey: Entry]

  package init(entries: [ObjectKey: Entry] = [:]) { self.entries = entries }
}

/// As the store keeps it, a note an object.
extension FileLedger {
  /// Notes that are not of this form are of no use and are passed over.
  package init(notes: [ObjectNote]) {
    self.init()
    for note in notes { entries[note.key] = note.value.flatMap(Entry.init(value:)) }
  }
}

extension FileLedger.Entry {
  init?(value: Value) {
    guard let file = value["file"]?.string, let root = value["root"]?.string,
      let applied = value["applied"]
    else { return nil }
    self.init(file: file, root: root, applied: applied)
  }

  var value: Value {
    ["file": .string(file), "root": .string(root), "applied": applied]
  }
}
