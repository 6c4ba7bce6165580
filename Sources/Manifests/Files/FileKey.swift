/// One file that a PATH of the command line stands for.
package struct FileKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The PATH as the user gave it.
  package var path: String
  /// The file's name below its PATH; of a PATH that is a file, its own name. Objects remember it,
  /// so that it stays theirs when a folder moves.
  package var name: String
  /// The PATH is a folder.
  package var isInFolder: Bool

  package init(path: String, name: String, isInFolder: Bool) {
    self.path = path
    self.name = name
    self.isInFolder = isInFolder
  }

  /// How to open it, and how diagnostics name it.
  package var location: String {
    guard isInFolder else { return path }
    return path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  package var description: String { location }

  package var format: FileFormat { FileFormat(name: name) ?? .manifest }

  /// Which of two files wins an object that both hold: the first by name.
  package static func < (a: Self, b: Self) -> Bool { (a.name, a.path) < (b.name, b.path) }
}

/// What a file's name says of its contents.
package enum FileFormat: Hashable, Sendable {
  case manifest
  case zone

  /// nil: a file of a folder that is not served.
  package init?(name: String) {
    if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) {
      self = .manifest
    } else if name.hasSuffix(".zone") {
      self = .zone
    } else {
      return nil
    }
  }

  /// A file of a folder is served unless it is hidden or what an editor leaves for a moment:
  /// Emacs' `.#x` and `#x#`, `x~`, Vim's `.x.swp` and `4913`.
  static func isServed(name: String) -> Bool {
    !name.hasPrefix(".") && !name.hasPrefix("#") && FileFormat(name: name) != nil
  }
}
