import Objects

extension Admission {
  /// What the client says of its identity, its age and its status is not taken (upstream's
  /// `rest.BeforeCreate`).
  func create(_ object: some StoredKind, by writer: Writer, in state: StoreState)
    throws(StoreError) -> Outcome
  {
    var new = try placed(object, in: state)
    new.metadata.uid = identifiers.uid()
    new.metadata.creationTimestamp = now
    new.metadata.deletionTimestamp = nil
    new.metadata.deletionGracePeriodSeconds = nil
    new.metadata.resourceVersion = nil
    new.metadata.rest["selfLink"] = nil
    let terms = WriteTerms(writer: writer, gates: gates)
    let defaulted = prepare(new, replacing: nil).withDefaults(replacing: nil, terms)
      .preparedForCreate(at: now)
    let complete: any StoredKind
    if let errors = defaulted.validateForAllocation(terms) {
      // Upstream allocates when it begins to create, and says nothing else where it cannot.
      try refuse(errors, defaulted)
      complete = try self.complete(defaulted, replacing: nil)
      try refuse(complete.validate(terms), complete)
    } else {
      try refuse(defaulted.validate(terms), defaulted)
      complete = try self.complete(defaulted, replacing: nil)
    }
    let metadata = complete.metadata
    // Upstream's storage looks at it last, and finds no better word for it.
    guard object.metadata.resourceVersion == nil else {
      throw .failure("resourceVersion should not be set on objects to be created")
    }
    if let stored = state.current(GroupKind(new.resource), complete.namespacedName) {
      throw .alreadyExists(
        new.resource, name: metadata.name, isGoing: stored.metadata.deletionTimestamp != nil)
    }
    return .change(.added, complete, replacing: nil)
  }

  /// With its final name, in a namespace that takes new objects. That one has no name at all is for
  /// validation to tell, with all else that is wrong.
  private func placed<Object: StoredKind>(_ object: Object, in state: StoreState)
    throws(StoreError) -> Object
  {
    var object = object
    let wanted = object.metadata
    if object.metadata.name.isEmpty && !object.metadata.generateName.isEmpty {
      object.metadata.name = freeName(for: object, in: state)
    }
    let resource = object.resource
    // A namespace given to a kind that has none is dropped, as upstream does.
    guard resource.isNamespaced else {
      object.metadata.namespace = ""
      return object
    }
    let name = object.metadata.namespace
    let place = NamespacedName(namespace: "", name: name)
    guard let found = state.current(GroupKind(Namespace.resource), place),
      let namespace = found as? Namespace
    else { throw .notFound(Namespace.resource, name: name) }
    guard namespace.metadata.deletionTimestamp == nil else {
      // Asked before there is a generated name.
      let names = [wanted.name, wanted.generateName, "Unknown"]
      throw .forbidden(
        resource, name: names.first { !$0.isEmpty } ?? "", reason: StoreError.ending(name))
    }
    return object
  }

  /// Upstream cuts the prefix so that the name is at most 63 octets, and tries eight suffixes.
  private func freeName(for object: some StoredKind, in state: StoreState) -> String {
    let prefix = String(decoding: object.metadata.generateName.utf8.prefix(58), as: UTF8.self)
    let kind = GroupKind(object.resource)
    var name = prefix + identifiers.nameSuffix()
    for _ in 1..<8 {
      let place = NamespacedName(
        namespace: object.resource.isNamespaced ? object.metadata.namespace : "", name: name)
      if state.current(kind, place) == nil { break }
      name = prefix + identifiers.nameSuffix()
    }
    return name
  }
}
