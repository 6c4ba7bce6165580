import Glibc
package import Objects

/// The objects of a store that no server has open, for those who want to look and change nothing.
package enum StoredObjects {
  /// nil: there is no store at the path.
  package static func read(_ path: String) async throws(JournalError) -> [any KubernetesObject]? {
    guard unsafe access(path, F_OK) == 0 else { return nil }
    let file = StoreFile(path: path)
    do {
      return try await StoreReading.read(file).0.objects
    } catch {
      throw file.failure(error)
    }
  }
}
