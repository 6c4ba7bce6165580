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
    new.metadata.keepRecord(of: old.metadata)
    let terms = WriteTerms(writer: writer, gates: gates)
    new = try complete(new.withDefaults(replacing: old, terms), replacing: old)
    new = try allocate(new, replacing: old).preparedForUpdate(from: old)
    if writer == .client { new.keepFinalizers(of: old) }
    try refuse(addedFinalizers(new, old) + new.validateUpdate(from: old, terms), new)
    try judge(new, replacing: old)
    return outcome(new, of: old)
  }

  /// Replaces the finalizers of a namespace that hold its contents (`namespaces/NAME/finalize`).
  func finalize(_ namespace: Namespace, of current: any StoredKind, by writer: Writer)
    throws(StoreError) -> Outcome
  {
    let old = try matching(namespace, current)
    var new = old
    new.finalizers = namespace.finalizers
    let path = FieldPath("spec", "finalizers")
    var errors: [FieldError] = []
    for (index, finalizer) in new.finalizers.enumerated() {
      var one = new
      one.finalizers = [finalizer]
      for var error in one.validate() where error.path == path {
        error.path = path.index(index)
        errors.append(error)
      }
    }
    try refuse(errors, new)
    return outcome(new, of: old)
  }

  /// Replaces the status, and of the metadata what upstream's status strategies take as well: all
  /// that is not the store's own (but for a pod's owners, which old kubelets broke).
  func updateStatus<Object: StoredKind>(
    _ object: Object, of current: any StoredKind, by writer: Writer
  ) throws(StoreError) -> Outcome {
    let old = try matching(object, current)
    var new = object.preparedForStatusUpdate(from: old, at: now)
    var wanted = object.metadata
    wanted.keepRecord(of: old.metadata)
    new.metadata.deletionTimestamp = wanted.deletionTimestamp
    new.metadata.deletionGracePeriodSeconds = wanted.deletionGracePeriodSeconds
    new.metadata.labels = wanted.labels
    new.metadata.annotations = wanted.annotations
    new.metadata.finalizers = wanted.finalizers
    if !(new is Pod) { new.metadata.ownerReferences = wanted.ownerReferences }
    new.metadata.rest = wanted.rest
    let terms = WriteTerms(writer: writer, gates: gates)
    try refuse(addedFinalizers(new, old) + new.validateStatusUpdate(from: old, terms), new)
    return outcome(new, of: old)
  }

  /// Replaces a part of a pod's spec; what else the client would have changed is forgotten.
  func update(_ part: PodPart, of current: any StoredKind, with pod: Pod) throws(StoreError)
    -> Outcome
  {
    let old = try matching(pod, current)
    var new = pod.applyingDefaults()
    var errors: [FieldError] = []
    switch part {
    case .ephemeralContainers:
      new = new.changingEphemeralContainers(of: old)
      new.metadata.keepRecord(of: old.metadata)
      errors = new.validateEphemeralContainers(from: old)
    case .resources:
      new = new.changingResources(of: old)
      new.metadata.keepRecord(of: old.metadata)
      let quality = old.status.rest["qosClass"]?.string ?? old.qualityOfService
      errors = new.validateResize(from: old, keepsQuality: new.qualityOfService == quality)
    }
    try refuse(errors, new)
    new = new.preparedForUpdate(from: old)
    try judge(new, replacing: old)
    return outcome(new, of: old)
  }

  /// Names the node of a pod, once (what a scheduler posts to `pods/NAME/binding`).
  func bind(_ current: any StoredKind, _ uid: String?, to node: String) throws(StoreError)
    -> Outcome
  {
    let name = current.metadata.name
    guard var pod = current as? Pod else { throw .notFound(current.resource, name: name) }
    try checkIdentity(uid ?? "", pod)
    guard pod.spec.nodeName.isEmpty, !pod.isTerminating else {
      let reason =
        pod.isTerminating
        ? "pod \(name) is being deleted, cannot be assigned to a host"
        : "pod \(name) is already assigned to node \"\(pod.spec.nodeName)\""
      throw .conflict(Pod.binding, name: name, reason: reason)
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
    try checkIdentity(object.metadata.uid, old)
    // Optimistic concurrency: who names a version wants to change exactly that one.
    let version = object.metadata.resourceVersion
    guard version == nil || version == old.metadata.resourceVersion else {
      throw .conflict(object.resource, name: old.metadata.name, reason: StoreError.modified)
    }
    return old
  }

  /// The object that is meant, and not another one of its name; an empty uid means any.
  private func checkIdentity(_ uid: String, _ old: some StoredKind) throws(StoreError) {
    guard uid.isEmpty || uid == old.metadata.uid else {
      throw .conflict(
        old.resource, name: old.metadata.name,
        reason: "Precondition failed: UID in precondition: \(uid), "
          + "UID in object meta: \(old.metadata.uid)")
    }
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

  /// Whether a write asks for what is there already. When somebody last wrote to a field is no change
  /// (upstream's `IgnoreManagedFieldsTimestampsTransformer`).
  private func isEqual<Old: StoredKind>(_ new: any StoredKind, _ old: Old) -> Bool {
    guard var new = new as? Old else { return false }
    let books = "managedFields"
    if new.metadata.rest[books]?.withoutTimes == old.metadata.rest[books]?.withoutTimes {
      new.metadata.rest[books] = old.metadata.rest[books]
    }
    return new == old
  }

  /// Who deletes an object must be able to rely on its end coming nearer.
  private func addedFinalizers(_ new: some StoredKind, _ old: some StoredKind) -> [FieldError] {
    guard old.metadata.deletionTimestamp != nil else { return [] }
    let added = new.metadata.finalizers.filter { !old.metadata.finalizers.contains($0) }
    guard !added.isEmpty else { return [] }
    let list = added.map { "\"\($0)\"" }.joined(separator: ", ")
    let error = FieldError(
      FieldPath("metadata", "finalizers"), .forbidden,
      detail: "no new finalizers can be added if the object is being deleted, "
        + "found new finalizers []string{\(list)}")
    // Once as every update is looked at, and once by the kind's own rules.
    return [error, error]
  }
}

extension ObjectMetadata {
  /// What the store alone writes down about an object stays, whatever an update says; but it may not
  /// say that an object is going that is not, which is for validation to tell.
  fileprivate mutating func keepRecord(of old: ObjectMetadata) {
    uid = old.uid
    resourceVersion = old.resourceVersion
    creationTimestamp = old.creationTimestamp
    generation = old.generation
    if old.deletionTimestamp != nil { deletionTimestamp = old.deletionTimestamp }
    if old.deletionGracePeriodSeconds != nil, deletionGracePeriodSeconds == nil {
      deletionGracePeriodSeconds = old.deletionGracePeriodSeconds
    }
    rest["selfLink"] = nil
  }
}

extension Pod {
  /// A scheduler's part of a pod, which has a name of its own in refusals.
  fileprivate static let binding = Resource(
    group: "", version: "v1", kind: "Binding", plural: "pods/binding", singular: "binding")
}

extension StoredKind {
  /// What holds a namespace's contents has a way of its own.
  fileprivate mutating func keepFinalizers(of old: Self) {
    guard var namespace = self as? Namespace, let old = old as? Namespace else { return }
    namespace.finalizers = old.finalizers
    if let kept = namespace as? Self { self = kept }
  }
}

extension Value {
  /// Of a list of field managers.
  fileprivate var withoutTimes: Value {
    .array((array ?? []).map { $0.merging(["time": .null]) })
  }
}
