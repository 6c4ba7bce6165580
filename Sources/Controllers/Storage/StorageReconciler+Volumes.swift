import ObjectStore
import Objects

extension StorageReconciler {
  /// Protected first, then in the phase that its claim gives it, and reclaimed when that is gone.
  mutating func step(for volume: Volume, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    let isProtected = volume.metadata.finalizers.contains(StorageFinalizer.volume)
    guard volume.isTerminating || isProtected else {
      var object = volume.object
      object.metadata.finalizers.append(StorageFinalizer.volume)
      return ReconcileResult(writes: [.update(object)])
    }
    let result = settle(volume, in: view, at: now)
    guard result.writes.isEmpty, result.requeueAfter == nil, volume.isTerminating, isProtected,
      volume.phase != "Bound"
    else { return result }
    var object = volume.object
    object.metadata.finalizers.removeAll { $0 == StorageFinalizer.volume }
    return ReconcileResult(writes: [.update(object)], remarks: result.remarks)
  }

  private mutating func settle(_ volume: Volume, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard let claimName = volume.claimName, !volume.claimUID.isEmpty else {
      return phase("Available", of: volume, now)
    }
    guard let claim = view.claim(claimName), claim.metadata.uid == volume.claimUID else {
      switch volume.phase {
      case "Released": return reclaim(volume, at: now)
      case "Failed": return ReconcileResult()
      default: return phase("Released", of: volume, now)
      }
    }
    switch claim.volumeName {
    case volume.name:
      restoreFolder(of: volume)
      return phase("Bound", of: volume, now)
    case nil:
      // The claim's own look binds it.
      return ReconcileResult()
    case .some:
      return letGo(volume, at: now)
    }
  }

  private func phase(_ phase: String, of volume: Volume, _ now: Timestamp) -> ReconcileResult {
    guard volume.phase != phase else { return ReconcileResult() }
    return ReconcileResult(
      writes: [.updateStatus(volume.object.with("status", volume.status(phase, at: now)))])
  }

  /// Somebody may have removed it while nobody was looking; a pod needs it, be it empty.
  private mutating func restoreFolder(of volume: Volume) {
    guard volume.provisioner == Self.provisioner, checked.insert(volume.name).inserted else {
      return
    }
    try? folders.make(volume.name)
  }

  /// The claim that it was meant for took another volume.
  private mutating func letGo(_ volume: Volume, at now: Timestamp) -> ReconcileResult {
    if volume.provisioner != nil && volume.reclaimPolicy == "Delete" {
      return volume.phase == "Released"
        ? reclaim(volume, at: now) : phase("Released", of: volume, now)
    }
    var object = volume.object
    let isOurs = object.metadata.annotations[StorageAnnotation.boundByController] != nil
    object.metadata.annotations[StorageAnnotation.boundByController] = nil
    // Who kept the volume for a name keeps it for that.
    let kept = volume.claimReference?.object?.filter {
      ["apiVersion", "kind", "namespace", "name"].contains($0.key)
    }
    object = object.with("spec", "claimRef", isOurs ? nil : kept.map { .object($0) })
    return ReconcileResult(writes: [.update(object)])
  }

  /// After the claim: what its policy says.
  private mutating func reclaim(_ volume: Volume, at now: Timestamp) -> ReconcileResult {
    switch volume.reclaimPolicy {
    case "Delete": return delete(volume, at: now)
    case "Recycle":
      return fail(volume, "VolumeFailedRecycle", "No recycler plugin found for the volume!", now)
    default: return ReconcileResult()
    }
  }

  /// The folder goes first: a folder without a volume would stay for ever.
  private mutating func delete(_ volume: Volume, at now: Timestamp) -> ReconcileResult {
    switch volume.provisioner {
    case nil:
      // Its folder is somebody's own.
      return fail(
        volume, "VolumeFailedDelete",
        "error getting deleter volume plugin for volume \"\(volume.name)\": "
          + "no deletable volume plugin matched", now)
    case Self.provisioner:
      do throws(VolumeFolderError) {
        try folders.remove(volume.name)
      } catch {
        return ReconcileResult(
          requeueAfter: Self.retryDelay,
          remarks: tell(
            .warning, "VolumeFailedDelete", error.description, about: volume.object, at: now))
      }
      guard !volume.isTerminating else { return ReconcileResult() }
      return ReconcileResult(
        writes: [
          .delete(volume.object.key, uid: volume.metadata.uid, gracePeriodSeconds: nil)
        ])
    default:
      // Whoever made it deletes it.
      return ReconcileResult()
    }
  }

  private mutating func fail(
    _ volume: Volume, _ reason: String, _ message: String, _ now: Timestamp
  ) -> ReconcileResult {
    let status = volume.status("Failed", message: message, at: now)
    return ReconcileResult(
      writes: [.updateStatus(volume.object.with("status", status))],
      remarks: tell(.warning, reason, message, about: volume.object, at: now))
  }
}
