import Objects

extension Admission {
  /// What the client says of its identity, its age and its status is not taken (upstream's
  /// `rest.BeforeCreate`).
  func create(_ object: some StoredKind, by writer: Writer, in state: StoreState)
    throws(StoreError) -> Outcome
  {
    let terms = WriteTerms(writer: writer, gates: gates)
    var new = try complete(
      placed(object, in: state).withDefaults(replacing: nil, terms), replacing: nil)
    if new.metadata.name.isEmpty && !new.metadata.generateName.isEmpty {
      new.metadata.name = freeName(for: new, in: state)
    }
    new.metadata.uid = identifiers.uid()
    new.metadata.creationTimestamp = now
    new.metadata.deletionTimestamp = nil
    new.metadata.deletionGracePeriodSeconds = nil
    new.metadata.resourceVersion = nil
    new.metadata.rest["selfLink"] = nil
    new = try allocate(new.preparedForCreate(at: now), replacing: nil)
    try refuse(new.validate(terms), new)
    try judge(new, replacing: nil)
    // Upstream's storage looks at it last, and finds no better word for it.
    guard object.metadata.resourceVersion == nil else {
      throw .failure("resourceVersion should not be set on objects to be created")
    }
    if let stored = state.current(GroupKind(new.resource), new.namespacedName) {
      throw .alreadyExists(
        new.resource, name: new.metadata.name, isGoing: stored.metadata.deletionTimestamp != nil)
    }
    return .change(.added, new, replacing: nil)
  }

  /// In a namespace that takes new objects.
  private func placed<Object: StoredKind>(_ object: Object, in state: StoreState)
    throws(StoreError) -> Object
  {
    var object = object
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
      throw .forbidden(
        resource, name: object.metadata.nameBeforeCreation, reason: StoreError.ending(name))
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

extension ObjectMetadata {
  /// What a refusal calls an object that has no generated name yet.
  var nameBeforeCreation: String {
    [name, generateName].first { !$0.isEmpty } ?? "Unknown"
  }
}
