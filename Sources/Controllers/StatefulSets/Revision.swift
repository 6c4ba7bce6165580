package import Objects

/// One state of a set's template, under the name of its ControllerRevision.
package struct Revision: Hashable, Sendable {
  package var name: String
  package var template: PodTemplate

  package init(name: String, template: PodTemplate) {
    self.name = name
    self.template = template
  }
}

/// Between which two states of the template a set is. They are the same one at rest.
package struct Revisions: Hashable, Sendable {
  /// What pods below the partition have and get.
  package var current: Revision
  /// What the set's template says now.
  package var update: Revision
  package var collisionCount: Int32

  package init(current: Revision, update: Revision, collisionCount: Int32 = 0) {
    self.current = current
    self.update = update
    self.collisionCount = collisionCount
  }
}
