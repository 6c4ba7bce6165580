import Objects

extension Admission {
  /// Upstream's namespaces that nobody may delete.
  private static let immortalNamespaces = ["default", "kube-system", "kube-public"]

  /// Marks an object as terminating while it has a grace period or is held back, else removes it
  /// (upstream's `rest.BeforeDelete` and what its generic store does after it).
  func delete<Object: StoredKind>(_ current: Object, _ deletion: Deletion)
    throws(StoreError) -> Outcome
  {
    try checkUID(deletion.uid, current)
    try checkVersion(deletion.resourceVersion, current)
    let metadata = current.metadata
    let isEnding = metadata.deletionTimestamp != nil
    if let namespace = current as? Namespace {
      if Self.immortalNamespaces.contains(metadata.name) {
        throw .forbidden(
          current.resource, name: metadata.name, reason: "this namespace may not be deleted")
      }
      // The first request only begins to empty it, whatever it holds.
      if !isEnding {
        return .change(.modified, terminating(namespace, deletion), replacing: current)
      }
    }
    if isEnding && current.isHeldBack { return .unchanged(current) }

    var object = current
    var period: Int64 = 0
    let requested = deletion.gracePeriodSeconds.map { $0 < 0 ? 1 : $0 }
    if let graceful = current.gracePeriodSeconds(requested: requested) {
      let rest = metadata.deletionGracePeriodSeconds ?? 0
      if !isEnding {
        period = graceful
        object = marked(current, period)
      } else if rest > 0 {
        // A second request can only make the end come sooner, and says nothing of dependents.
        guard let requested, requested < rest else { return .unchanged(current) }
        period = requested
        object = marked(current, period)
      }
    }
    object.metadata.finalizers = finalizers(of: current, deletion)
    if object.metadata.finalizers.isEmpty && period == 0 {
      return .removal(
        of: current, behind: object == current ? nil : object, answer: object)
    }
    if period == 0 { object = held(object) }
    return object == current ? .unchanged(current) : .change(.modified, object, replacing: current)
  }

  // MARK: Preconditions

  /// A name may have been given to another object since the client looked.
  func checkUID(_ uid: String?, _ object: some StoredKind) throws(StoreError) {
    guard let uid, uid != object.metadata.uid else { return }
    throw refused(
      object,
      "the UID in the precondition (\(uid)) does not match the UID in record "
        + "(\(object.metadata.uid)). The object might have been deleted and then recreated")
  }

  private func checkVersion(_ version: ResourceVersion?, _ object: some StoredKind)
    throws(StoreError)
  {
    guard let version, version != object.metadata.resourceVersion else { return }
    let found = object.metadata.resourceVersion?.description ?? ""
    throw refused(
      object,
      "the ResourceVersion in the precondition (\(version)) does not match the ResourceVersion in "
        + "record (\(found)). The object might have been modified")
  }

  /// Upstream names the kind in these two, where all other conflicts name the plural.
  private func refused(_ object: some StoredKind, _ reason: String) -> StoreError {
    let resource = object.resource
    let kind = Resource(
      group: resource.group, version: resource.version, kind: resource.kind, plural: resource.kind,
      singular: resource.singular)
    return .conflict(kind, name: object.metadata.name, reason: reason)
  }

  // MARK: Marks

  /// The timestamp is the moment at which it should be gone; a shorter period moves it back, but
  /// not into the past.
  private func marked<Object: StoredKind>(_ object: Object, _ period: Int64) -> Object {
    var object = object
    let requestTime =
      object.metadata.deletionTimestamp?
      .adding(seconds: -(object.metadata.deletionGracePeriodSeconds ?? 0)) ?? now
    if object.metadata.deletionTimestamp == nil && object.metadata.generation > 0 {
      object.metadata.generation += 1
    }
    object.metadata.deletionTimestamp = max(requestTime.adding(seconds: period), now)
    object.metadata.deletionGracePeriodSeconds = period
    return object
  }

  /// Only its finalizers keep it from now on.
  private func held<Object: StoredKind>(_ object: Object) -> Object {
    guard let time = object.metadata.deletionTimestamp else { return marked(object, 0) }
    var object = object
    object.metadata.deletionTimestamp = min(time, now)
    object.metadata.deletionGracePeriodSeconds = 0
    return object
  }

  /// A namespace has no grace period; new content is refused from here on
  /// (``Admission/create(_:by:in:)``).
  private func terminating(_ namespace: Namespace, _ deletion: Deletion) -> Namespace {
    var namespace = namespace
    namespace.metadata.deletionTimestamp = now
    namespace.metadata.finalizers = finalizers(of: namespace, deletion)
    namespace.phase = "Terminating"
    return namespace
  }

  // MARK: Dependents

  /// What the garbage collector is to do shows in an object's finalizers; a request's wish wins
  /// over what they say (upstream's `deletionFinalizersForGarbageCollection`).
  private func finalizers(of object: some StoredKind, _ deletion: Deletion) -> [String] {
    let own = object.metadata.finalizers
    // Events take no part in garbage collection.
    guard let propagation = deletion.propagation, object.resource != .event else { return own }
    let kept = own.filter { !Deletion.Propagation.finalizers.contains($0) }
    let new = kept + [propagation.finalizer].compactMap(\.self)
    return Set(new) == Set(own) ? own : new
  }
}

extension Deletion.Propagation {
  static let finalizers = ["orphan", "foregroundDeletion"]

  /// By which an object waits for the garbage collector.
  var finalizer: String? {
    switch self {
    case .background: nil
    case .orphan: "orphan"
    case .foreground: "foregroundDeletion"
    }
  }
}
