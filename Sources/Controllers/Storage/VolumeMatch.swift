import Objects

/// Which of the volumes that exist a claim is bound to (upstream's `FindMatchingVolume`).
enum VolumeMatch {
  /// One that is kept for the claim, else the one with the fewest access modes, then the smallest.
  ///
  /// - Parameter isDelayed: the claim waits for its pod, so only a volume kept for it will do.
  static func best(for claim: Claim, of volumes: [Volume], isDelayed: Bool) -> Volume? {
    let fitting = volumes.filter { volume in
      !volume.isTerminating && volume.capacity >= claim.request
        && volume.volumeMode == claim.volumeMode
        && claim.accessModes.allSatisfy(volume.accessModes.contains)
    }
    if let kept = fitting.first(where: { $0.names(claim) }) { return kept }
    guard !isDelayed else { return nil }
    return fitting.filter { volume in
      volume.claimReference == nil && volume.phase == "Available"
        && volume.className == claim.className ?? ""
        && (!claim.selector.isPresent || claim.selector.matches(volume.metadata.labels))
    }.min {
      ($0.accessModes.count, $0.capacity, $0.name) < ($1.accessModes.count, $1.capacity, $1.name)
    }
  }

  /// Why a claim cannot have the volume that it asks for by name; nil if it can.
  static func mismatch(_ claim: Claim, _ volume: Volume) -> String? {
    if volume.isTerminating {
      return "the volume is marked for deletion \"\(volume.name)\""
    }
    if volume.capacity < claim.request { return "requested PV is too small" }
    if volume.className != claim.className ?? "" { return "storageClassName does not match" }
    if volume.volumeMode != claim.volumeMode { return "incompatible volumeMode" }
    if !claim.accessModes.allSatisfy(volume.accessModes.contains) {
      return "incompatible accessMode"
    }
    return nil
  }
}
