package import Objects

/// Which objects a list or a watch is about; what is left out does not restrict.
package struct Selection: Sendable {
  /// nil: every kind.
  package var kinds: Set<GroupKind>?
  /// nil: every namespace, and what is in none.
  package var namespace: String?
  package var name: String?
  package var labels: LabelSelector
  package var fields: FieldSelector

  package init(
    _ resources: [Resource]? = nil, namespace: String? = nil, name: String? = nil,
    labels: LabelSelector = LabelSelector(), fields: FieldSelector = FieldSelector()
  ) {
    kinds = resources.map { Set($0.map { GroupKind($0) }) }
    self.namespace = namespace
    // `kubectl get pod web-0 -w` selects by this field: one look-up instead of a search.
    self.name = name ?? fields.required("metadata.name")
    self.labels = labels
    self.fields = fields
  }

  package static let everything = Selection()

  private var isEverything: Bool {
    kinds == nil && namespace == nil && name == nil && labels.isPresent && labels.isEmpty
      && fields.isEmpty
  }

  /// A list has the objects for which this is true.
  package func matches(_ object: any KubernetesObject) -> Bool {
    if let kinds, !kinds.contains(GroupKind(object.resource)) { return false }
    let metadata = object.metadata
    return (namespace ?? metadata.namespace) == metadata.namespace
      && (name ?? metadata.name) == metadata.name && labels.matches(metadata.labels)
      && fields.matches(object)
  }

  /// The event as this selection sees it: an object that begins to match is added to it, one that
  /// ceases to match is deleted from it, in its last matching state.
  package func view(of event: StoreEvent) -> StoreEvent? {
    if isEverything { return event }
    let matches = event.kind != .deleted && matches(event.object)
    let matched = event.previous.map { self.matches($0) } ?? false
    switch (matched, matches) {
    case (false, false): return nil
    case (false, true):
      return StoreEvent(kind: .added, object: event.object, previous: event.previous)
    case (true, true): return event
    case (true, false):
      guard event.kind != .deleted, var last = event.previous else { return event }
      last.metadata.resourceVersion = event.version
      return StoreEvent(kind: .deleted, object: last, previous: event.previous)
    }
  }
}

/// What a list answered, and the version at which it was true: a watch goes on from there.
package struct ObjectList: Sendable {
  /// Sorted by kind, namespace and name.
  package var items: [any KubernetesObject]
  package var version: ResourceVersion
}
