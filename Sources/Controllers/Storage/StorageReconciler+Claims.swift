import ObjectStore
import Objects

extension StorageReconciler {
  /// Protected first, then bound, or made a volume for.
  mutating func step(for claim: Claim, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    let isProtected = claim.metadata.finalizers.contains(StorageFinalizer.claim)
    if claim.isTerminating {
      guard isProtected, !isInUse(claim, in: view) else { return ReconcileResult() }
      var object = claim.object
      object.metadata.finalizers.removeAll { $0 == StorageFinalizer.claim }
      return ReconcileResult(writes: [.update(object)])
    }
    guard isProtected else {
      var object = claim.object
      object.metadata.finalizers.append(StorageFinalizer.claim)
      return ReconcileResult(writes: [.update(object)])
    }
    return claim.isBindingComplete
      ? keep(claim, in: view, at: now) : bind(claim, in: view, at: now)
  }

  /// By every pod that has a node, be it ended, as upstream. One that nobody has scheduled yet will
  /// never be started with a claim that is going.
  private func isInUse(_ claim: Claim, in view: ClusterView) -> Bool {
    view.pods(using: claim.name).contains { !$0.isDone && !$0.spec.nodeName.isEmpty }
  }

  // MARK: Bound

  /// Both sides still say the same, or the claim is lost.
  private mutating func keep(_ claim: Claim, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard let name = claim.volumeName else {
      return lose(
        claim, "ClaimLost",
        "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!", now)
    }
    guard let volume = view.volume(name) else {
      return lose(
        claim, "ClaimLost",
        "Bound claim has lost its PersistentVolume. Data on the volume is lost!", now)
    }
    guard volume.claimReference == nil || volume.claimUID == claim.metadata.uid else {
      return lose(
        claim, "ClaimMisbound",
        "Two claims are bound to the same volume, this one is bound incorrectly", now)
    }
    let writes = binding(of: claim, to: volume, at: now)
    guard writes.isEmpty else { return ReconcileResult(writes: writes) }
    told[claim.metadata.uid] = nil
    return ReconcileResult(writes: growth(of: claim, on: volume, in: view))
  }

  private mutating func lose(_ claim: Claim, _ reason: String, _ message: String, _ now: Timestamp)
    -> ReconcileResult
  {
    guard claim.phase != "Lost" else { return ReconcileResult() }
    return ReconcileResult(
      writes: [.updateStatus(claim.object.with("status", claim.status("Lost")))],
      remarks: tell(.warning, reason, message, about: claim.object, at: now))
  }

  /// A folder has no size of its own: what was asked for is there at once.
  private func growth(of claim: Claim, on volume: Volume, in view: ClusterView) -> [Write] {
    guard volume.provisioner == Self.provisioner,
      view.volumeClass(volume.className)?.allowsExpansion == true
    else { return [] }
    let wanted = claim.request
    if volume.capacity < wanted, let text = claim.requestText {
      let object = volume.object.with("spec", "capacity", ["storage": text])
      return [.update(object)]
    }
    let capacity = volume.object.body["spec"]?["capacity"]
    guard Quantity(claim.capacity) < wanted, let capacity else { return [] }
    return [.updateStatus(claim.object.with("status", "capacity", capacity))]
  }

  // MARK: Unbound

  private mutating func bind(_ claim: Claim, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    if let name = claim.volumeName { return bind(claim, toNamed: name, in: view, at: now) }
    let storageClass = claim.className.flatMap { view.volumeClass($0) }
    let waits = storageClass?.waitsForConsumer ?? false
    let isConsumed =
      claim.metadata.annotations[StorageAnnotation.selectedNode] != nil
      || view.pods(using: claim.name).contains { !$0.isTerminal && !$0.isTerminating }
    let names = index.freeVolumes(of: claim.className ?? "")
    let volumes = view.volumes(naming: claim.name).map(Volume.init) + names.compactMap(view.volume)
    let isDelayed = waits && !isConsumed
    if let volume = VolumeMatch.best(for: claim, of: volumes, isDelayed: isDelayed) {
      return ReconcileResult(writes: binding(of: claim, to: volume, at: now))
    }
    if isDelayed {
      return pending(
        claim, .normal, "WaitForFirstConsumer",
        "waiting for first consumer to be created before binding", now)
    }
    guard let name = claim.className, !name.isEmpty else {
      if claim.className == nil, let standard = view.defaultVolumeClass {
        let object = claim.object.with("spec", "storageClassName", .string(standard.name))
        return ReconcileResult(writes: [.update(object)])
      }
      return pending(
        claim, .normal, "FailedBinding",
        "no persistent volumes available for this claim and no storage class is set", now)
    }
    guard let storageClass else {
      return pending(
        claim, .warning, "ProvisioningFailed",
        "storageclass.storage.k8s.io \"\(name)\" not found", now)
    }
    return provision(claim, storageClass, in: view, at: now)
  }

  /// The claim's owner chose the volume, which need not be there yet.
  private mutating func bind(
    _ claim: Claim, toNamed name: String, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard let volume = view.volume(name) else { return pending(claim) }
    if volume.claimReference == nil {
      if let mismatch = VolumeMatch.mismatch(claim, volume) {
        return pending(
          claim, .warning, "VolumeMismatch",
          "Cannot bind to requested volume \"\(name)\": \(mismatch)", now)
      }
    } else if !volume.names(claim) {
      return pending(
        claim, .warning, "FailedBinding", "volume \"\(name)\" already bound to a different claim.",
        now)
    }
    return ReconcileResult(writes: binding(of: claim, to: volume, at: now))
  }

  mutating func pending(
    _ claim: Claim, _ type: EventType, _ reason: String, _ message: String, _ now: Timestamp
  ) -> ReconcileResult {
    var result = pending(claim)
    result.remarks = tell(type, reason, message, about: claim.object, at: now)
    return result
  }

  private func pending(_ claim: Claim) -> ReconcileResult {
    guard claim.phase != "Pending" else { return ReconcileResult() }
    return ReconcileResult(
      writes: [.updateStatus(claim.object.with("status", claim.status("Pending")))])
  }
}

extension Pod {
  /// Its kubelet has let it go, and it stays for its dependents alone, of which the claim itself can
  /// be one.
  var isDone: Bool {
    isTerminating && metadata.deletionGracePeriodSeconds == 0
      && metadata.finalizers.contains(GarbageCollector.foreground)
  }
}
