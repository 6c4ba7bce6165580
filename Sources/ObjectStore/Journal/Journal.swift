package import Objects

/// Where committed changes are kept: what is acknowledged outlives the process if its journal does.
package protocol Journal: Sendable {
  /// Everything that was committed.
  func load() async throws(JournalError) -> JournalContents
  /// Returns when the changes are durable: all of them, or none if it throws. Called for one batch
  /// at a time, in the order of the versions.
  func commit(_ changes: [StoreEvent]) async throws(JournalError)
  /// The same, with notes that stand or fall with the changes; later notes about an object replace
  /// earlier ones.
  func commit(_ changes: [StoreEvent], _ notes: [ObjectNote]) async throws(JournalError)
}

extension Journal {
  /// A journal that does not outlive the process has no use for notes.
  package func commit(_ changes: [StoreEvent], _ notes: [ObjectNote]) async throws(JournalError) {
    try await commit(changes)
  }
}

/// What a store starts from.
package struct JournalContents: Sendable {
  package var objects: [any KubernetesObject]
  /// At least the version of every change that was ever acknowledged, deletions too.
  package var version: ResourceVersion
  package var notes: [ObjectNote]

  package init(
    objects: [any KubernetesObject] = [], version: ResourceVersion = ResourceVersion(rawValue: 0),
    notes: [ObjectNote] = []
  ) {
    self.objects = objects
    self.version = version
    self.notes = notes
  }
}

package struct JournalError: Error, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}

/// Keeps nothing: the objects live as long as the store.
package struct InMemoryJournal: Journal {
  package init() {}
  package func load() async throws(JournalError) -> JournalContents { JournalContents() }
  package func commit(_ changes: [StoreEvent]) async throws(JournalError) {}
}
