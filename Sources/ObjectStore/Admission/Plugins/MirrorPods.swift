import Objects

/// A mirror pod shows what a kubelet runs from a file, which knows nothing of the API's objects.
extension Pod {
  var isMirror: Bool { metadata.annotations[PodSpec.mirror] != nil }
}

extension PodSpec {
  /// Upstream's ServiceAccount plugin adds nothing to a mirror pod, and refuses these.
  func refuseWhatMirrorsLack() throws(PodRefusal) {
    if !accountName.isEmpty {
      throw PodRefusal("a mirror pod may not reference service accounts")
    }
    if secretReferences.contains(where: { !($0.string ?? "").isEmpty }) {
      throw PodRefusal("a mirror pod may not reference secrets")
    }
    let sources = volumes.flatMap { $0["projected"]?["sources"]?.array ?? [] }
    if sources.contains(where: { $0["serviceAccountToken"]?.object != nil }) {
      throw PodRefusal("a mirror pod may not use ServiceAccountToken volume projections")
    }
  }

  /// The names of the secrets that a pod reads (upstream's `VisitPodSecretNames`).
  private var secretReferences: [Value] {
    let containers =
      self.containers.map { Value.object($0.rest) } + (rest["initContainers"]?.array ?? [])
      + (rest["ephemeralContainers"]?.array ?? [])
    let names =
      (rest["imagePullSecrets"]?.array ?? []).map { $0["name"] }
      + containers.flatMap(Self.secrets(of:)) + volumes.flatMap(Self.secrets(ofVolume:))
    return names.compactMap { $0 }
  }

  private static func secrets(of container: Value) -> [Value?] {
    (container["env"]?.array ?? []).map { $0["valueFrom"]?["secretKeyRef"]?["name"] }
      + (container["envFrom"]?.array ?? []).map { $0["secretRef"]?["name"] }
  }

  private static func secrets(ofVolume volume: Value) -> [Value?] {
    let referring = ["cephfs", "cinder", "flexVolume", "rbd", "scaleIO", "iscsi", "storageos"]
    return [
      volume["secret"]?["secretName"], volume["azureFile"]?["secretName"],
      volume["csi"]?["nodePublishSecretRef"]?["name"],
    ] + referring.map { volume[$0]?["secretRef"]?["name"] }
      + (volume["projected"]?["sources"]?.array ?? []).map { $0["secret"]?["name"] }
  }
}
