import Foundation

/// A temporary folder of one test, with the changes that people and tools make to files in it.
final class Folder: Sendable {
  let path: String

  /// Where everything of this run lies.
  static let scratch: String = {
    let path = NSTemporaryDirectory() + "ordinal-tests-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: Folder.scratch) }
    return path
  }()

  /// - Parameter files: names below the folder, and what they hold.
  init(_ files: [String: String] = [:]) throws {
    path = Self.scratch + "/" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  subscript(_ name: String) -> String { path + "/" + name }

  /// Writes in place, as `cat >` does.
  func write(_ text: String, to name: String) throws {
    let folder = URL(fileURLWithPath: self[name]).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: self[name]))
  }

  /// Writes beside the file and renames, with a backup, as editors do.
  func writeAsEditor(_ text: String, to name: String) throws {
    try write(text, to: ".\(name).swp")
    try? FileManager.default.removeItem(atPath: self["\(name)~"])
    try FileManager.default.moveItem(atPath: self[name], toPath: self["\(name)~"])
    try write(text, to: name)
    try FileManager.default.removeItem(atPath: self[".\(name).swp"])
    try FileManager.default.removeItem(atPath: self["\(name)~"])
  }

  /// What a kubelet does to a mounted ConfigMap: a new folder, and one symbolic link swapped.
  func publishByLink(_ files: [String: String], version: Int) throws {
    for (name, text) in files { try write(text, to: "..version-\(version)/\(name)") }
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: self["..data_tmp"], withDestinationPath: "..version-\(version)")
    guard unsafe rename(self["..data_tmp"], self["..data"]) == 0 else {
      throw Failure("cannot swap ..data")
    }
    for name in files.keys where !manager.fileExists(atPath: self[name]) {
      try manager.createSymbolicLink(atPath: self[name], withDestinationPath: "..data/\(name)")
    }
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: self[name])
  }

  func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: self[name], toPath: self[other])
  }

  /// The names in a folder below, without `.` and `..`.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self[name]).sorted()
  }
}
