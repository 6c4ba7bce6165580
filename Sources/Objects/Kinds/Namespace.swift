/// A namespace (`v1` Namespace).
package struct Namespace: Hashable, Sendable {
  package var metadata: ObjectMetadata
  /// Active or Terminating.
  package var phase: String
  package var finalizers: [String]
  /// What hinders a deletion, entries as they came.
  package var conditions: [Value]

  package init(
    metadata: ObjectMetadata, phase: String = "Active", finalizers: [String] = ["kubernetes"],
    conditions: [Value] = []
  ) {
    self.metadata = metadata
    self.phase = phase
    self.finalizers = finalizers
    self.conditions = conditions
  }
}
