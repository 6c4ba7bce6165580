import ObjectStore
import Objects

extension StorageReconciler {
  /// Marks the claim with who is to make its volume, and if that is us, makes it.
  mutating func provision(
    _ claim: Claim, _ storageClass: VolumeClass, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    let name = storageClass.provisioner
    // Upstream's controller would run those itself, and runs none any more.
    guard !name.hasPrefix("kubernetes.io/") else {
      return pending(
        claim, .warning, "ProvisioningFailed", "no volume plugin matched name: \(name)", now)
    }
    var marked = claim.object
    marked.metadata.annotations[StorageAnnotation.provisioner] = name
    marked.metadata.annotations[StorageAnnotation.betaProvisioner] = name
    if storageClass.waitsForConsumer,
      marked.metadata.annotations[StorageAnnotation.selectedNode] == nil
    {
      marked.metadata.annotations[StorageAnnotation.selectedNode] = node
    }
    if marked != claim.object { return ReconcileResult(writes: [.update(marked)]) }
    let waiting =
      "Waiting for a volume to be created either by the external provisioner '\(name)' or manually "
      + "by the system administrator. If volume creation is delayed, please verify that the "
      + "provisioner is running and correctly registered."
    guard name == Self.provisioner else {
      return pending(claim, .normal, "ExternalProvisioning", waiting, now)
    }
    if let refusal = refusal(of: claim) {
      return fail(claim, storageClass, refusal, now)
    }
    // Somebody gave the name to a volume of another claim.
    guard view.volume(claim.provisionedName) == nil else { return ReconcileResult() }
    do throws(VolumeFolderError) {
      try folders.make(claim.provisionedName)
    } catch {
      var result = fail(claim, storageClass, error.description, now)
      result.requeueAfter = Self.retryDelay
      return result
    }
    checked.insert(claim.provisionedName)
    let subject = EventSubject(claim.object)
    let remarks =
      provisionerEvents.record(
        .normal, reason: "Provisioning",
        message: "External provisioner is provisioning volume for claim \"\(claim.name)\"",
        about: subject, at: now)
      + tell(.normal, "ExternalProvisioning", waiting, about: claim.object, at: now)
    return ReconcileResult(
      writes: [.create(volume(for: claim, storageClass))], remarks: remarks)
  }

  /// What a folder cannot be.
  private func refusal(of claim: Claim) -> String? {
    if claim.volumeMode == "Block" {
      return "\(Self.provisioner) does not support block volume provisioning"
    }
    return claim.selector.isPresent ? "claim.spec.selector is not supported" : nil
  }

  private mutating func fail(
    _ claim: Claim, _ storageClass: VolumeClass, _ why: String, _ now: Timestamp
  ) -> ReconcileResult {
    let message =
      "failed to provision volume with StorageClass \"\(storageClass.name)\": \(why)"
    guard told.updateValue(message, forKey: claim.metadata.uid) != message else {
      return ReconcileResult()
    }
    return ReconcileResult(
      remarks: provisionerEvents.record(
        .warning, reason: "ProvisioningFailed", message: message,
        about: EventSubject(claim.object), at: now))
  }

  /// As upstream's hostPath provisioner makes it: the folder's path, for this claim alone.
  private func volume(for claim: Claim, _ storageClass: VolumeClass) -> GenericObject {
    let name = claim.provisionedName
    var spec: [String: Value] = [
      "capacity": ["storage": claim.requestText ?? "0"],
      "accessModes": .array(claim.accessModes.map { .string($0) }),
      "hostPath": ["path": .string(folders.path(of: name)), "type": ""],
      "persistentVolumeReclaimPolicy": .string(storageClass.reclaimPolicy),
      "storageClassName": .string(storageClass.name),
      "volumeMode": .string(claim.volumeMode),
      "claimRef": claim.reference,
    ]
    spec["mountOptions"] = storageClass.mountOptions
    return GenericObject(
      resource: .persistentVolume,
      metadata: ObjectMetadata(
        name: name, annotations: [StorageAnnotation.provisionedBy: Self.provisioner],
        finalizers: [StorageFinalizer.volume]),
      body: ["spec": .object(spec)])
  }
}
