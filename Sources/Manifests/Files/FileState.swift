/// A file as the file system shows it.
package enum FileState: Hashable, Sendable {
  case present(FileStamp)
  /// It exists, but cannot be used now: no permission, a dangling link, a folder.
  case unreadable(String)
}

/// Changes whenever a file's contents may have changed, however it was replaced.
package struct FileStamp: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  package var size: Int64
  /// Nanoseconds since 1970.
  package var modified: Int64
  package var changed: Int64

  package init(device: UInt64 = 0, inode: UInt64, size: Int64, modified: Int64, changed: Int64 = 0)
  {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }
}

/// All files of all PATHs at one moment.
package struct FileScan: Hashable, Sendable {
  package var files: [FileKey: FileState]
  /// PATHs that could not be looked at, and why. Nothing is known of their files, so none counts as
  /// removed: a volume that is not mounted is no wish to delete.
  package var failures: [String: String]

  package init(files: [FileKey: FileState] = [:], failures: [String: String] = [:]) {
    self.files = files
    self.failures = failures
  }
}

/// What became of one file.
package enum FileUpdate: Hashable, Sendable {
  case contents([UInt8])
  case unreadable(String)
  case removed
}

/// What changed together.
package struct FileBatch: Sendable {
  package var updates: [FileKey: FileUpdate]
  /// PATHs that cannot be read since this batch, and why.
  package var failures: [String: String]
  /// The first one: what exists when the server starts.
  package var isInitial: Bool

  package init(
    updates: [FileKey: FileUpdate] = [:], failures: [String: String] = [:], isInitial: Bool = false
  ) {
    self.updates = updates
    self.failures = failures
    self.isInitial = isInitial
  }

  package var isEmpty: Bool { updates.isEmpty && failures.isEmpty }

  package var manifests: [(key: FileKey, update: FileUpdate)] { sorted(.manifest) }
  package var zones: [(key: FileKey, update: FileUpdate)] { sorted(.zone) }

  private func sorted(_ format: FileFormat) -> [(key: FileKey, update: FileUpdate)] {
    updates.filter { $0.key.format == format }.sorted { $0.key < $1.key }
      .map { (key: $0.key, update: $0.value) }
  }
}
