package import ObjectStore
package import Objects

/// The StatefulSet controller: makes a plan for the set of each key, and writes of it what is to
/// be done.
///
/// Order of writes: the update revision, claims and pods, the status, then what history has too
/// much. What is refused ends the sequence with its batch, as an error ends upstream's sync, and the
/// key comes again with back-off.
package struct StatefulSetReconciler: Reconciler {
  private let gates: FeatureGates
  private var recorder = EventRecorder(component: "statefulset-controller")
  private var revisions = RevisionIndex()
  /// By the uid of the set.
  private var rosters: [String: SetRoster] = [:]
  private var syncs: [NamespacedName: SetSync] = [:]
  /// The template of a set in the form of its revision, as long as its spec stays.
  private var templates: [String: (generation: Int64, data: Value)] = [:]

  /// Writes about pods and claims a pass, as many pods as upstream's largest batch: then other sets
  /// have their turn.
  private static let actionLimit = 500

  package init(gates: FeatureGates = FeatureGates()) { self.gates = gates }
}

// MARK: What concerns which set

extension StatefulSetReconciler {
  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    switch change {
    case .set(let old, let new):
      if let old, old.metadata.uid != new?.metadata.uid { forget(old) }
      guard let set = new ?? old else { return [] }
      return [.set(set.namespacedName)]
    case .pod(let old, let new):
      return owners(ofPod: old?.metadata, new?.metadata, in: view)
        + (new.map { SetKeys.adopters(of: $0, in: view) }
          ?? old.map { SetKeys.claimants(ofNameOf: $0.metadata, in: view) } ?? [])
    case .other(let old, let new):
      recorder.note(change)
      guard let object = new ?? old else { return [] }
      if object.isControllerRevision {
        // As upstream, which looks at them when something else happens to the set.
        revisions.replace(old, by: new)
        guard let old, new == nil, let owner = old.metadata.controller,
          SetKeys.set(ofUID: owner.uid, in: view) == nil
        else { return [] }
        // One that an earlier set left behind goes late: the set of the same name has used it.
        return view.sets(selecting: old.metadata.labels, in: old.metadata.namespace)
          .map { .set($0.namespacedName) }
      }
      return object.resource == .persistentVolumeClaim ? pods(claiming: old, new, in: view) : []
    case .namespace, .service, .slice:
      return []
    }
  }

  /// Both owners of a pod that changed hands look at it: one may have lost what the other got.
  private mutating func owners(
    ofPod old: ObjectMetadata?, _ new: ObjectMetadata?, in view: ClusterView
  ) -> [ReconcileKey] {
    guard let name = (new ?? old)?.name else { return [] }
    let uids = Set([old, new].compactMap { $0?.controller?.uid })
    return uids.sorted().compactMap { uid in
      guard let set = SetKeys.set(ofUID: uid, in: view) else {
        rosters[uid] = nil
        return nil
      }
      rosters[uid, default: SetRoster()].mark(name)
      return .set(set)
    }
  }

  /// Upstream does not watch claims: it looks again when something happens to a pod, or when it
  /// has failed. The end of a claim stands for that here, but for one of a pod that runs.
  private mutating func pods(
    claiming old: GenericObject?, _ new: GenericObject?, in view: ClusterView
  ) -> [ReconcileKey] {
    guard let claim = new ?? old, new?.concernsSets(differentlyFrom: old) ?? true else { return [] }
    let isEnd = old != nil && old?.metadata.uid != new?.metadata.uid
    return SetKeys.pods(claiming: claim.namespacedName, in: view).compactMap { set, pod in
      rosters[set.metadata.uid]?.mark(pod)
      let user = view.pods[claim.namespacedName.sibling(pod)]
      let isRunning =
        user?.status.phase == "Running" && user?.metadata.controller?.uid == set.metadata.uid
      return isEnd && !isRunning ? .set(set.namespacedName) : nil
    }
  }

  private mutating func forget(_ set: StatefulSet) {
    rosters[set.metadata.uid] = nil
    templates[set.metadata.uid] = nil
    syncs[set.namespacedName] = nil
  }
}

// MARK: One sync

extension StatefulSetReconciler {
  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .set(let name) = key, let set = view.sets[name] else { return ReconcileResult() }
    let uid = set.metadata.uid
    // Taken out, so that changing it copies nothing.
    var roster = rosters.removeValue(forKey: uid) ?? SetRoster()
    let claim = { view.object(of: .persistentVolumeClaim, name.sibling($0)) }
    roster.refresh(set, pod: { view.pods[name.sibling($0)] }, claim: claim)
    defer { rosters[uid] = roster }

    let orphans = revisions.orphans(of: set, in: view)
    // Who is going can adopt nothing; upstream's sync ends with an error there, before it looks at
    // pods or writes a status.
    guard orphans.isEmpty || set.metadata.deletionTimestamp == nil else {
      return ReconcileResult(isUnfinished: true)
    }
    let adoptions =
      RevisionIndex.adoptions(of: orphans, by: set)
      + PodMembership.writes(
        for: set, strays: roster.strays.values.sorted { $0.metadata.name < $1.metadata.name },
        orphans: view.orphanPods(in: name.namespace))
    guard adoptions.isEmpty else {
      // A plan must not count on them. The set is written as it is, which changes nothing, but ends
      // the sequence where it has become another meanwhile (upstream reads it again).
      syncs[name] = nil
      return ReconcileResult(writes: [.update(set)] + adoptions, requeueAfter: .zero)
    }

    let history = RevisionHistory(
      of: set, data: revisionData(of: set), stored: revisions.owned(by: set, in: view),
      named: { view.object(of: ControllerRevision.resource, name.sibling($0)) })
    let plan = StatefulSetPlan.plan(
      set: set, roster: roster, claim: claim, revisions: history.revisions, now: now, gates: gates)
    var sync = SetSync(of: set)
    if let write = history.write { sync.add(write, .revision) }
    sync.add(plan, limit: Self.actionLimit)
    guard plan.actions.count <= Self.actionLimit else {
      // The status of a plan is that after all its actions.
      syncs[name] = sync
      return ReconcileResult(writes: sync.writes, requeueAfter: .zero)
    }
    var last: [Write] = []
    if plan.status.isNews(to: set.status) {
      var updated = set
      updated.status = plan.status
      last.append(.updateStatus(updated))
    }
    last += history.truncation(
      limit: set.spec.revisionHistoryLimit ?? 10, members: roster.members)
    sync.finish(with: last)
    syncs[name] = sync
    return ReconcileResult(
      writes: sync.writes, requeueAfter: plan.nextLook.map { $0 - now },
      remarks: tell(plan.warnings, of: set, at: now), isUnfinished: plan.isUnfinished)
  }

  private mutating func revisionData(of set: StatefulSet) -> Value {
    if let known = templates[set.metadata.uid], known.generation == set.metadata.generation {
      return known.data
    }
    let data = RevisionData.data(of: set)
    templates[set.metadata.uid] = (set.metadata.generation, data)
    return data
  }

  private mutating func tell(
    _ warnings: [StatefulSetPlan.Warning], of set: StatefulSet, at now: Timestamp
  ) -> [Write] {
    warnings.flatMap { warning in
      let message = SetMessage(warning, of: set.metadata.name)
      return recorder.record(
        message.type, reason: message.reason, message: message.text, about: EventSubject(set),
        at: now)
    }
  }

  /// Events of what was done and refused. The status is owed even where a pod before it was
  /// refused.
  package mutating func report(
    _ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp
  ) -> [Write] {
    guard case .set(let name) = key, let sync = syncs.removeValue(forKey: name) else { return [] }
    var writes: [Write] = []
    for outcome in outcomes {
      let note = sync.notes[outcome.index]
      for message in SetMessage.messages(note, of: name.name, error: outcome.error) {
        writes += recorder.record(
          message.type, reason: message.reason, message: message.text, about: sync.subject, at: now)
      }
    }
    return writes + sync.owed(after: outcomes)
  }
}

extension NamespacedName {
  /// Another object of the same namespace.
  fileprivate func sibling(_ name: String) -> NamespacedName {
    NamespacedName(namespace: namespace, name: name)
  }
}
