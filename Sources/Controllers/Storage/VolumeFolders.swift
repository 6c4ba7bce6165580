/// Where the files of volumes are kept: one folder a volume, by the volume's name.
///
/// Called by controllers between two commits, so nothing here may take long: what is removed is
/// moved out of the way, and deleted elsewhere.
package protocol VolumeFolders: Sendable {
  /// Does nothing if it is there.
  func make(_ name: String) throws(VolumeFolderError)
  /// Ends the folder and all that is in it; does nothing if it is not there.
  func remove(_ name: String) throws(VolumeFolderError)
  /// Ends the folder if nothing is in it.
  func removeIfEmpty(_ name: String)
  /// The names of the folders that are there.
  func made() -> [String]
  /// Absolute, as it stands in the volume's `hostPath`.
  func path(of name: String) -> String
}

extension VolumeFolders {
  package func removeIfEmpty(_ name: String) {}
  package func made() -> [String] { [] }
}

/// What the file system refused, in one line.
package struct VolumeFolderError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
