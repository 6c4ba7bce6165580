import ObjectStore
import Objects

extension StorageReconciler {
  /// The writes by which a claim and a volume come to name each other; none where they do.
  ///
  /// The volume comes first: a claim that names a volume which another claim took would be lost.
  func binding(of claim: Claim, to volume: Volume, at now: Timestamp) -> [Write] {
    var writes: [Write] = []
    var object = volume.object
    if volume.claimReference == nil || volume.claimUID != claim.metadata.uid {
      if !volume.names(claim) {
        object.metadata.annotations[StorageAnnotation.boundByController] = "yes"
      }
      object = object.with("spec", "claimRef", claim.reference)
      writes.append(.update(object))
      // The versions of what follows are those that these writes make.
      object.metadata.resourceVersion = nil
    }
    if volume.phase != "Bound" {
      writes.append(.updateStatus(object.with("status", volume.status("Bound", at: now))))
    }
    return writes + acceptance(of: volume, by: claim)
  }

  private func acceptance(of volume: Volume, by claim: Claim) -> [Write] {
    var writes: [Write] = []
    var object = claim.object
    if claim.volumeName != volume.name {
      object = object.with("spec", "volumeName", .string(volume.name))
      object.metadata.annotations[StorageAnnotation.boundByController] = "yes"
    }
    object.metadata.annotations[StorageAnnotation.bindCompleted] = "yes"
    if object != claim.object {
      writes.append(.update(object))
      object.metadata.resourceVersion = nil
    }
    let status = claim.status("Bound", volume)
    if status != claim.object.body["status"] {
      writes.append(.updateStatus(object.with("status", status)))
    }
    return writes
  }
}

extension GenericObject {
  /// With a part of its body replaced.
  func with(_ part: String, _ value: Value?) -> GenericObject {
    var object = self
    object.body[part] = value
    return object
  }

  /// With a field of a part of its body replaced; the part is made if it is not there.
  func with(_ part: String, _ field: String, _ value: Value?) -> GenericObject {
    var fields = body[part]?.object ?? [:]
    fields[field] = value
    return with(part, .object(fields))
  }
}
