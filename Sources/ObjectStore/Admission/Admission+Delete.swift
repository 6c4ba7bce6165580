import Objects

extension Admission {
  /// Upstream's namespaces that nobody may delete.
  private static let immortalNamespaces = ["default", "kube-system", "kube-public"]

  /// Marks an object as terminating while it has a grace period or is held back, else removes it
  /// (upstream's `rest.BeforeDelete`).
  func delete(_ current: some StoredKind, _ uid: String?, _ requested: Int64?)
    throws(StoreError) -> Outcome
  {
    try checkUID(uid, current)
    let metadata = current.metadata
    if current is Namespace && Self.immortalNamespaces.contains(metadata.name) {
      throw .forbidden(
        current.resource, name: metadata.name, reason: "this namespace may not be deleted")
    }
    let period = current.gracePeriodSeconds(requested: requested)
    let isHeld = !metadata.finalizers.isEmpty || current.isHeldBack
    if metadata.deletionTimestamp != nil {
      // A second request can only make the end come sooner.
      let rest = metadata.deletionGracePeriodSeconds ?? 0
      if period >= rest && (period > 0 || isHeld) { return .unchanged(current) }
    }
    let marked = marked(current, period)
    return period == 0 && !isHeld
      ? .change(.deleted, metadata.deletionTimestamp == nil ? current : marked, replacing: current)
      : .change(.modified, marked, replacing: current)
  }

  /// A name may have been given to another object since the client looked.
  func checkUID(_ uid: String?, _ object: some StoredKind) throws(StoreError) {
    guard let uid, uid != object.metadata.uid else { return }
    throw .conflict(
      object.resource, name: object.metadata.name,
      reason: "the UID in the precondition (\(uid)) does not match the UID in record "
        + "(\(object.metadata.uid)). The object might have been deleted and then recreated")
  }

  /// The timestamp is the moment at which it should be gone; a shorter period moves it back.
  private func marked<Object: StoredKind>(_ object: Object, _ period: Int64) -> Object {
    var object = object.markedAsTerminating()
    let requestTime =
      object.metadata.deletionTimestamp?
      .adding(seconds: -(object.metadata.deletionGracePeriodSeconds ?? 0)) ?? now
    if object.metadata.deletionTimestamp == nil && object.metadata.generation > 0 {
      object.metadata.generation += 1
    }
    object.metadata.deletionTimestamp = requestTime.adding(seconds: period)
    object.metadata.deletionGracePeriodSeconds = period
    return object
  }
}
