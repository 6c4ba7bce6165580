import Objects

extension Admission {
  /// Replaces all but the identity, the signs of a deletion and the status (upstream's
  /// `rest.BeforeUpdate`).
  func update<Object: StoredKind>(
    _ object: Object, of current: any StoredKind, by writer: Writer
  )
    throws(StoreError) -> Outcome
  {
    let old = try matching(object, current)
    var new = object
    new.metadata.uid = old.metadata.uid
    new.metadata.resourceVersion = old.metadata.resourceVersion
    new.metadata.creationTimestamp = old.metadata.creationTimestamp
    new.metadata.deletionTimestamp = old.metadata.deletionTimestamp
    new.metadata.deletionGracePeriodSeconds = old.metadata.deletionGracePeriodSeconds
    new.metadata.generation = old.metadata.generation
    let terms = WriteTerms(writer: writer, gates: gates)
    new = prepare(new, replacing: old).withDefaults(replacing: old, terms)
      .preparedForUpdate(from: old)
    try refuse(addedFinalizers(new, old) + new.validateUpdate(from: old, terms), new)
    return try outcome(complete(new, replacing: old), of: old)
  }

  /// Replaces the status, and of the metadata what upstream's status strategies take as well: all
  /// that is not the store's own (but for a pod's owners, which old kubelets broke).
  func updateStatus<Object: StoredKind>(
    _ object: Object, of current: any StoredKind, by writer: Writer
  ) throws(StoreError) -> Outcome {
    let old = try matching(object, current)
    var new = object.preparedForStatusUpdate(from: old, at: now)
    let wanted = object.metadata
    new.metadata.labels = wanted.labels
    new.metadata.annotations = wanted.annotations
    new.metadata.finalizers = wanted.finalizers
    if !(new is Pod) { new.metadata.ownerReferences = wanted.ownerReferences }
    new.metadata.rest = wanted.rest
    let terms = WriteTerms(writer: writer, gates: gates)
    try refuse(addedFinalizers(new, old) + new.validateStatusUpdate(from: old, terms), new)
    return outcome(new, of: old)
  }

  /// Names the node of a pod, once (what a scheduler posts to `pods/NAME/binding`).
  func bind(_ current: any StoredKind, _ uid: String?, to node: String) throws(StoreError)
    -> Outcome
  {
    let name = current.metadata.name
    guard var pod = current as? Pod else { throw .notFound(current.resource, name: name) }
    try checkUID(uid, pod)
    guard pod.spec.nodeName.isEmpty, !pod.isTerminating else {
      let reason =
        pod.isTerminating
        ? "pod \(name) is being deleted, cannot be assigned to a host"
        : "pod \(name) is already assigned to node \"\(pod.spec.nodeName)\""
      throw .conflict(Pod.resource, name: name, reason: reason)
    }
    let old = pod
    pod.spec.nodeName = node
    pod.status.conditions.removeAll { $0.type == "PodScheduled" }
    pod.status.conditions.append(
      PodCondition(type: "PodScheduled", status: "True", lastTransitionTime: now))
    return outcome(pod, of: old)
  }

  /// The stored object, if the write was made with knowledge of it.
  private func matching<Object: StoredKind>(_ object: Object, _ current: any StoredKind)
    throws(StoreError) -> Object
  {
    guard let old = current as? Object else {
      preconditionFailure("the table of \(object.resource.plural) holds another type")
    }
    // Optimistic concurrency: who names a version wants to change exactly that one.
    let version = object.metadata.resourceVersion
    guard version == nil || version == old.metadata.resourceVersion else {
      throw .conflict(object.resource, name: old.metadata.name, reason: StoreError.modified)
    }
    let uid = object.metadata.uid
    guard uid.isEmpty || uid == old.metadata.uid else {
      throw .conflict(
        object.resource, name: old.metadata.name,
        reason: "Precondition failed: UID in precondition: \(uid), "
          + "UID in object meta: \(old.metadata.uid)")
    }
    return old
  }

  /// The last finalizer's end is the end of an object that is being deleted.
  private func outcome(_ new: any StoredKind, of old: some StoredKind) -> Outcome {
    let metadata = new.metadata
    if metadata.deletionTimestamp != nil && metadata.finalizers.isEmpty && !new.isHeldBack
      && (metadata.deletionGracePeriodSeconds ?? 0) == 0
    {
      return .removal(of: old, behind: nil, answer: new)
    }
    return isEqual(new, old) ? .unchanged(old) : .change(.modified, new, replacing: old)
  }

  /// Whether a write asks for what is there already.
  private func isEqual<Old: StoredKind>(_ new: any StoredKind, _ old: Old) -> Bool {
    (new as? Old) == old
  }

  /// Who deletes an object must be able to rely on its end coming nearer.
  private func addedFinalizers(_ new: some StoredKind, _ old: some StoredKind) -> [FieldError] {
    guard old.metadata.deletionTimestamp != nil else { return [] }
    let added = new.metadata.finalizers.filter { !old.metadata.finalizers.contains($0) }
    guard !added.isEmpty else { return [] }
    let list = added.map { "\"\($0)\"" }.joined(separator: ", ")
    return [
      FieldError(
        FieldPath("metadata", "finalizers"), .forbidden,
        detail: "no new finalizers can be added if the object is being deleted, "
          + "found new finalizers []string{\(list)}")
    ]
  }
}
