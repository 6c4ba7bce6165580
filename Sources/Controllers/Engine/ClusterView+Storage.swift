package import ObjectStore
package import Objects

/// Pods, claims and volumes by what they name.
extension ClusterView {
  /// The pods that mount this claim, sorted by name; ephemeral claims count by their made-up names.
  package func pods(using claim: NamespacedName) -> [Pod] { pods[podsByClaim[claim]] }

  /// The claims whose `volumeName` is this volume's name, sorted.
  package func claims(naming volume: String) -> [GenericObject] {
    objects(of: .persistentVolumeClaim, claimsByVolume[volume])
  }

  /// The volumes whose `claimRef` names this claim, whatever its uid, sorted.
  package func volumes(naming claim: NamespacedName) -> [GenericObject] {
    objects(of: .persistentVolume, volumesByClaim[claim])
  }

  private func objects(of resource: Resource, _ names: [NamespacedName]) -> [GenericObject] {
    names.isEmpty ? [] : others[GroupKind(resource)]?[names] ?? []
  }

  /// A pod's volumes never change, so this is about pods that come and go.
  mutating func fileClaims(_ name: NamespacedName, _ old: Pod?, _ new: Pod?) {
    guard old?.spec.volumes != new?.spec.volumes else { return }
    for claim in old?.claims ?? [] { podsByClaim.remove(name, under: claim) }
    for claim in new?.claims ?? [] { podsByClaim.insert(name, under: claim) }
  }
}

extension Pod {
  /// The claims that it mounts. An ephemeral volume's claim is named after the pod and the volume.
  package var claims: [NamespacedName] {
    spec.volumes.compactMap { volume in
      let isEphemeral = volume["ephemeral"] != nil
      let claim =
        isEphemeral
        ? volume["name"]?.string.map { "\(metadata.name)-\($0)" }
        : volume["persistentVolumeClaim"]?["claimName"]?.string
      return claim.map { NamespacedName(namespace: metadata.namespace, name: $0) }
    }
  }
}

extension GenericObject {
  /// Of a claim: the volume that it names.
  var claimedVolume: String? {
    body["spec"]?["volumeName"]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Of a volume: the claim that it names.
  var volumeClaimant: NamespacedName? {
    guard let reference = body["spec"]?["claimRef"], let name = reference["name"]?.string else {
      return nil
    }
    return NamespacedName(namespace: reference["namespace"]?.string ?? "", name: name)
  }
}
