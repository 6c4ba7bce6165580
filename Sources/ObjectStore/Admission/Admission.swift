import Objects

/// The rules by which a write becomes a change of the pending state, or is refused.
struct Admission: Sendable {
  let identifiers: any IdentifierSource
  let clock: any ClusterClock
  let gates: FeatureGates
  private var plugins: [any AdmissionPlugin]

  init(
    identifiers: any IdentifierSource, clock: any ClusterClock, gates: FeatureGates,
    plugins: [any AdmissionPlugin]
  ) {
    self.identifiers = identifiers
    self.clock = clock
    self.gates = gates
    self.plugins = plugins
  }

  enum Outcome {
    /// It asks for what is there already: no new version, no event.
    case unchanged(any KubernetesObject)
    case change(
      StoreEvent.Kind, any KubernetesObject, replacing: (any KubernetesObject)?)
    /// It is removed, and watchers see it as it was stored last: with the finalizers that this
    /// write takes away. What a deletion writes into it is a change of its own before that.
    case removal(
      of: any KubernetesObject, behind: (any KubernetesObject)?, answer: any KubernetesObject)
  }

  /// Tells the plugins of a change that is pending.
  mutating func staged(_ event: StoreEvent) {
    for index in plugins.indices { plugins[index].staged(event) }
  }

  /// Tells the plugins that these objects are all there is.
  mutating func rebuild(from objects: [any KubernetesObject]) {
    for index in plugins.indices { plugins[index].rebuild(from: objects) }
  }

  func admit(_ write: Write, by writer: Writer, in state: StoreState) throws(StoreError)
    -> Outcome
  {
    switch write {
    case .create(let object):
      return try create(stored(object), by: writer, in: state)
    case .update(let object):
      return try update(stored(object), of: current(object.key, in: state), by: writer)
    case .finalize(let namespace):
      return try finalize(namespace, of: current(namespace.key, in: state), by: writer)
    case .updateStatus(let object):
      return try updateStatus(stored(object), of: current(object.key, in: state), by: writer)
    case .updatePart(let pod, let part):
      return try update(part, of: current(pod.key, in: state), with: pod)
    case .bind(let key, let uid, let node):
      return try bind(current(key, in: state), uid, to: node)
    case .delete(let key, let deletion):
      return try delete(current(key, in: state), deletion)
    }
  }

  /// Opens the box: every type that comes here has rules.
  private func stored(_ object: any KubernetesObject) -> any StoredKind {
    guard let object = object as? any StoredKind else {
      preconditionFailure("a type that the store has no rules for: \(type(of: object))")
    }
    return object
  }

  /// The object as it will be once all that is pending is committed.
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

  /// With what the plugins know that the client left out.
  func complete<Object: StoredKind>(_ object: Object, replacing old: Object?) throws(StoreError)
    -> Object
  {
    var completed: any KubernetesObject = object
    for plugin in plugins { completed = try plugin.complete(completed, replacing: old) }
    return same(completed)
  }

  /// With what the plugins have to give out.
  func allocate<Object: StoredKind>(_ object: Object, replacing old: Object?) throws(StoreError)
    -> Object
  {
    var given: any KubernetesObject = object
    for plugin in plugins { given = try plugin.allocate(given, replacing: old) }
    return same(given)
  }

  private func same<Object: StoredKind>(_ object: any KubernetesObject) -> Object {
    guard let same = object as? Object else {
      preconditionFailure("a plugin made another kind of a \(object.resource.kind)")
    }
    return same
  }

  /// The last word of the plugins on a created or updated object.
  func judge(_ object: some StoredKind, replacing old: (any KubernetesObject)?) throws(StoreError) {
    for plugin in plugins { try plugin.judge(object, replacing: old) }
  }

  /// Throws if there is anything to complain of.
  func refuse(_ errors: [FieldError], _ object: some KubernetesObject) throws(StoreError) {
    guard !errors.isEmpty else { return }
    throw .invalid(object.resource, name: object.metadata.name, FieldErrors(errors))
  }
}
