import Objects

/// The objects: what is committed, which everybody sees, and over it what is written but not yet
/// committed, which only the checks of further writes see.
struct StoreState: Sendable {
  private var committed: [GroupKind: [NamespacedName: any KubernetesObject]] = [:]
  private var pending: [GroupKind: [NamespacedName: Pending]] = [:]
  /// The last version that was given; those of failed batches are not given again.
  private(set) var lastVersion: ResourceVersion
  /// The version of the last committed change.
  private(set) var version: ResourceVersion

  private struct Pending {
    /// nil: deleted.
    var object: (any KubernetesObject)?
    var version: ResourceVersion
  }

  init(_ objects: [any KubernetesObject], version: ResourceVersion) {
    self.version = version
    lastVersion = version
    for object in objects {
      committed[GroupKind(object.resource), default: [:]][object.namespacedName] = object
    }
  }

  /// What a read sees.
  func committed(_ kind: GroupKind, _ name: NamespacedName) -> (any KubernetesObject)? {
    committed[kind]?[name]
  }

  /// What the check of a write sees.
  func current(_ kind: GroupKind, _ name: NamespacedName) -> (any KubernetesObject)? {
    if let change = pending[kind]?[name] { return change.object }
    return committed[kind]?[name]
  }

  /// What a list sees; one that names a single object looks it up.
  func list(_ selection: Selection) -> [any KubernetesObject] {
    if let kinds = selection.kinds, kinds.count == 1, let kind = kinds.first,
      let namespace = selection.namespace, let name = selection.name
    {
      let name = NamespacedName(namespace: namespace, name: name)
      return [committed[kind]?[name]].compactMap(\.self).filter { selection.matches($0) }
    }
    let kinds = committed.filter { selection.kinds?.contains($0.key) ?? true }
      .sorted { ($0.key.group, $0.key.kind) < ($1.key.group, $1.key.kind) }
    return kinds.flatMap { _, table in
      table.filter { selection.matches($0.value) }.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// Gives a change its version and makes it pending.
  mutating func stage(
    _ kind: StoreEvent.Kind, _ object: any KubernetesObject,
    replacing previous: (any KubernetesObject)?
  ) -> StoreEvent {
    lastVersion.rawValue += 1
    var object = object
    object.metadata.resourceVersion = lastVersion
    pending[GroupKind(object.resource), default: [:]][object.namespacedName] = Pending(
      object: kind == .deleted ? nil : object, version: lastVersion)
    return StoreEvent(kind: kind, object: object, previous: previous)
  }

  /// Makes pending changes visible, which their journal has.
  mutating func commit(_ changes: [StoreEvent]) {
    for change in changes {
      let kind = GroupKind(change.object.resource)
      let name = change.object.namespacedName
      committed[kind, default: [:]][name] = change.kind == .deleted ? nil : change.object
      // A later write may already be pending over this one.
      if pending[kind]?[name]?.version == change.version { pending[kind]?[name] = nil }
      version = change.version
    }
  }

  /// Forgets everything that is pending; its versions stay given.
  mutating func rollBack() { pending = [:] }
}
