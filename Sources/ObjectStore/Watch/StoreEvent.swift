package import Objects

/// What became of one object.
package struct StoreEvent: Sendable {
  package enum Kind: String, Hashable, Sendable { case added, modified, deleted }

  package var kind: Kind
  /// The object after the change; for a deletion its last state, with the version of the deletion.
  package var object: any KubernetesObject
  /// The object before the change; nil if it is new.
  package var previous: (any KubernetesObject)?
  /// The version that the change was given, which the object bears as well.
  package let version: ResourceVersion

  package init(
    kind: Kind, object: any KubernetesObject, previous: (any KubernetesObject)? = nil
  ) {
    self.kind = kind
    self.object = object
    self.previous = previous
    version = object.metadata.resourceVersion ?? ResourceVersion(rawValue: 0)
  }
}

/// Events in the order in which they happened, and the version up to which they tell everything.
package struct EventBatch: Sendable {
  package var events: [StoreEvent]
  package var version: ResourceVersion
  /// The events are what existed already when the watch began.
  package var isInitialState: Bool

  package init(events: [StoreEvent], version: ResourceVersion, isInitialState: Bool = false) {
    self.events = events
    self.version = version
    self.isInitialState = isInitialState
  }
}
