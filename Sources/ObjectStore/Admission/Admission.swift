import Objects

/// The rules by which a write becomes a change of the pending state, or is refused.
struct Admission: Sendable {
  let identifiers: any IdentifierSource
  let clock: any ClusterClock
  private var plugins: [any AdmissionPlugin]

  init(
    identifiers: any IdentifierSource, clock: any ClusterClock, plugins: [any AdmissionPlugin]
  ) {
    self.identifiers = identifiers
    self.clock = clock
    self.plugins = plugins
  }

  enum Outcome {
    /// It asks for what is there already: no new version, no event.
    case unchanged(any KubernetesObject)
    case change(
      StoreEvent.Kind, any KubernetesObject, replacing: (any KubernetesObject)?)
  }

  mutating func staged(_ event: StoreEvent) {
    for index in plugins.indices { plugins[index].staged(event) }
  }

  mutating func rebuild(from objects: [any KubernetesObject]) {
    for index in plugins.indices { plugins[index].rebuild(from: objects) }
  }

  func admit(_ write: Write, in state: StoreState) throws(StoreError) -> Outcome {
    switch write {
    case .create(let object):
      return try create(stored(object), in: state)
    case .update(let object):
      return try update(stored(object), of: current(object.key, in: state))
    case .updateStatus(let object):
      return try updateStatus(stored(object), of: current(object.key, in: state))
    case .bind(let key, let uid, let node):
      return try bind(current(key, in: state), uid, to: node)
    case .delete(let key, let uid, let period):
      return try delete(current(key, in: state), uid, period)
    }
  }

  private func stored(_ object: any KubernetesObject) -> any StoredKind {
    guard let object = object as? any StoredKind else {
      preconditionFailure("a type that the store has no rules for: \(type(of: object))")
    }
    return object
  }

  private func current(_ key: ObjectKey, in state: StoreState) throws(StoreError)
    -> any StoredKind
  {
    guard let object = state.current(GroupKind(key.resource), key.namespacedName) else {
      throw .notFound(key.resource, name: key.name)
    }
    return stored(object)
  }

  /// The API keeps whole seconds.
  var now: Timestamp { clock.now().truncatedToSeconds }

  /// With what the plugins know better than the kind's own defaults.
  func prepare<Object: StoredKind>(_ object: Object, replacing old: Object?) -> Object {
    var prepared: any KubernetesObject = object
    for plugin in plugins { prepared = plugin.prepare(prepared, replacing: old) }
    guard let prepared = prepared as? Object else {
      preconditionFailure("a plugin made another kind of a \(object.resource.kind)")
    }
    return prepared
  }

  /// The last word of the plugins on a created or updated object.
  func complete(
    _ object: some StoredKind, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any StoredKind {
    var object: any KubernetesObject = object
    for plugin in plugins { object = try plugin.admit(object, replacing: old) }
    return stored(object)
  }

  func refuse(_ errors: [FieldError], _ object: some KubernetesObject) throws(StoreError) {
    guard !errors.isEmpty else { return }
    throw .invalid(object.resource, name: object.metadata.name, FieldErrors(errors))
  }
}
