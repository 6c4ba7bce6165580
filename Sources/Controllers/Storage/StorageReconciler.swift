package import ObjectStore
package import Objects

/// Gives claims their volumes, and takes them back: what upstream's persistent-volume-binder, the
/// provisioner of class `standard`, and the two protection controllers do.
///
///     claim -> annotated -> folder, volume -> both name each other, Bound
///     claim deleted -> no pod uses it -> volume Released -> folder and volume removed, or kept
///
/// Each look at a claim or a volume takes one step of this; the step's writes bring the next look.
package struct StorageReconciler: Reconciler {
  /// Who makes volumes, as it stands in the class `standard`.
  package static let provisioner = "ordinal.internal/folder"
  /// How often is tried again what the file system refused.
  static let retryDelay = Duration.seconds(15)

  let folders: any VolumeFolders
  let node: String
  var index = StorageIndex()
  var binderEvents = EventRecorder(component: "persistentvolume-controller")
  var provisionerEvents: EventRecorder
  /// The last thing that was told of a claim or volume, by its uid: told once, not at every look.
  var told: [String: String] = [:]
  /// Folders that may have been made for claims which were deleted before their volume existed.
  private var abandoned: [NamespacedName: String] = [:]
  private var hasSwept = false
  /// Volumes whose folders are known to be there.
  var checked = Set<String>()

  /// - Parameters:
  ///   - folders: where the files of the volumes are.
  ///   - node: the node on which volumes of a class that waits for its pods are made.
  package init(folders: any VolumeFolders, node: String = "ordinal") {
    self.folders = folders
    self.node = node
    provisionerEvents = EventRecorder(component: "\(Self.provisioner)_\(node)")
  }

  /// One key at least, so that what a crash left is swept although nothing else is due.
  package func initialKeys(in view: ClusterView) -> [ReconcileKey] { [.volume("")] }

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    binderEvents.note(change)
    provisionerEvents.note(change)
    switch change {
    case .pod(let old, let new):
      return claims(touchedBy: old, new, in: view).map { .claim($0) }
    case .other(let old, let new):
      return keys(old, new, in: view)
    case .namespace, .service, .set, .slice:
      return []
    }
  }

  /// Claims that go when their last pod does, and those that are bound when their first pod comes.
  private func claims(touchedBy old: Pod?, _ new: Pod?, in view: ClusterView)
    -> [NamespacedName]
  {
    guard
      old == nil || new == nil || old?.isDone != new?.isDone
        || old?.spec.nodeName != new?.spec.nodeName
    else { return [] }
    return ((new ?? old)?.claims ?? []).filter { name in
      view.claim(name).map { $0.isTerminating || !$0.isBindingComplete } ?? false
    }
  }

  private mutating func keys(_ old: GenericObject?, _ new: GenericObject?, in view: ClusterView)
    -> [ReconcileKey]
  {
    guard let object = new ?? old else { return [] }
    switch object.resource {
    case .persistentVolumeClaim:
      index.note(old, new)
      if let old = old.map(Claim.init), old.metadata.uid != new?.metadata.uid {
        told[old.metadata.uid] = nil
        if old.volumeName == nil { abandoned[old.name] = old.provisionedName }
      }
      let volumes = [old, new].compactMap { $0.flatMap { Claim($0).volumeName } }
      let named = view.volumes(naming: object.namespacedName).map(\.metadata.name)
      return [.claim(object.namespacedName)] + Set(volumes + named).sorted().map { .volume($0) }
    case .persistentVolume:
      index.note(old, new)
      if new == nil { forget(object) }
      return [.volume(object.metadata.name)]
        + claims(touchedBy: old.map(Volume.init), new.map(Volume.init), in: view)
        .map { .claim($0) }
    case .storageClass:
      let claims = index.unboundClaims(of: object.metadata.name) + index.unboundClaims(of: "")
      // A class may now allow claims to grow.
      let bound = view.volumes(ofClass: object.metadata.name)
      return (claims + bound.compactMap(\.claimName)).map { .claim($0) }
    default:
      return []
    }
  }

  private mutating func forget(_ volume: GenericObject) {
    told[volume.metadata.uid] = nil
    checked.remove(volume.metadata.name)
  }

  /// Its own claim, claims that ask for it, and where it is free, all that might take it.
  private func claims(touchedBy old: Volume?, _ new: Volume?, in view: ClusterView)
    -> [NamespacedName]
  {
    var names = Set([old, new].compactMap { $0?.claimName })
    for volume in [old, new].compactMap(\.self) {
      names.formUnion(view.claims(naming: volume.name).map(\.namespacedName))
    }
    if let new, new.claimReference == nil, new.phase == "Available", !new.isTerminating {
      names.formUnion(index.unboundClaims(of: new.className))
    }
    return names.sorted()
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    if !hasSwept {
      hasSwept = true
      sweep(view)
    }
    switch key {
    case .claim(let name):
      if let folder = abandoned.removeValue(forKey: name), view.volume(folder) == nil,
        view.claim(name)?.provisionedName != folder
      {
        folders.removeIfEmpty(folder)
      }
      return view.claim(name).map { step(for: $0, in: view, at: now) } ?? ReconcileResult()
    case .volume(let name):
      return view.volume(name).map { step(for: $0, in: view, at: now) } ?? ReconcileResult()
    case .namespace, .service, .set, .pod, .owner, .events:
      return ReconcileResult()
    }
  }

  /// A folder is made before its volume is stored: a crash in between leaves it, empty, to nobody.
  /// Runs before the first folder is made by this process.
  private func sweep(_ view: ClusterView) {
    let volumes = view.objects(of: .persistentVolume, in: "")
    let paths = volumes.compactMap { $0.body["spec"]?["hostPath"]?["path"]?.string }
    let used = Set(volumes.map(\.metadata.name) + paths)
    for name in folders.made() where name.hasPrefix("pvc-") {
      if used.isDisjoint(with: [name, folders.path(of: name)]) { folders.removeIfEmpty(name) }
    }
  }

  /// Tells that a volume came to be, which nobody knows before it is written.
  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] {
    guard case .claim = key else { return [] }
    return outcomes.flatMap { outcome -> [Write] in
      guard case .create = outcome.write, case .success(let created) = outcome.result,
        let volume = created as? GenericObject, volume.resource == .persistentVolume,
        let subject = EventSubject(claimOf: Volume(volume))
      else { return [] }
      return provisionerEvents.record(
        .normal, reason: "ProvisioningSucceeded",
        message: "Successfully provisioned volume \(volume.metadata.name)", about: subject, at: now)
    }
  }
}

extension StorageReconciler {
  /// One event, unless it was the last that was told of this object.
  mutating func tell(
    _ type: EventType, _ reason: String, _ message: String, about object: GenericObject,
    at now: Timestamp
  ) -> [Write] {
    let uid = object.metadata.uid
    guard told.updateValue("\(reason) \(message)", forKey: uid) != "\(reason) \(message)" else {
      return []
    }
    return binderEvents.record(
      type, reason: reason, message: message, about: EventSubject(object), at: now)
  }
}

extension EventSubject {
  /// The claim as it was when the volume was made for it.
  fileprivate init?(claimOf volume: Volume) {
    guard let name = volume.claimName else { return nil }
    let version = volume.claimReference?["resourceVersion"]?.string.flatMap { UInt64($0) }
    self.init(
      .persistentVolumeClaim,
      ObjectMetadata(
        name: name.name, namespace: name.namespace, uid: volume.claimUID,
        resourceVersion: version.map { ResourceVersion(rawValue: $0) }))
  }
}

extension ClusterView {
  /// For changes of a class, which are rare.
  fileprivate func volumes(ofClass name: String) -> [Volume] {
    objects(of: .persistentVolume, in: "").map(Volume.init).filter { $0.className == name }
  }
}
