package import Objects

/// What a client of the store wants to know about an object in its next life, kept beside the
/// object and committed with its changes; no other client sees it. It stays when the object goes.
package struct ObjectNote: Hashable, Sendable {
  package var key: ObjectKey
  /// nil: the note is taken away.
  package var value: Value?

  package init(_ key: ObjectKey, _ value: Value?) {
    self.key = key
    self.value = value
  }
}

/// A change together with what is to be noted about it: both are committed, or none.
package struct NotedWrite: Sendable {
  /// nil: the note alone.
  package var write: Write?
  /// nil: the write alone.
  package var note: ObjectNote?

  package init(_ write: Write?, _ note: ObjectNote?) {
    self.write = write
    self.note = note
  }
}
