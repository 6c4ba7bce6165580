package import Objects

/// The label keys that tie a pod to its place in a set. The first two are set again when they get
/// lost,
/// the third says of which template a pod was made, and is never changed.
package enum StatefulSetLabel {
  package static let podName = "statefulset.kubernetes.io/pod-name"
  package static let podIndex = "apps.kubernetes.io/pod-index"
  /// Holds the whole name of the ControllerRevision, `web-7bb444d689`, not only its hash.
  package static let revision = "controller-revision-hash"
  /// On a ControllerRevision: the hash alone.
  package static let hash = "controller.kubernetes.io/hash"
}

extension StatefulSet {
  /// `web-0`, which is also the pod's hostname and so the first label of its DNS name.
  package func podName(_ ordinal: Int) -> String { "\(metadata.name)-\(ordinal)" }

  /// The ordinal in a pod's name; nil where the name is not one that this set gives.
  ///
  /// Only the one text of a number counts: `web-01` is no pod of ours. Upstream takes such a pod
  /// for a
  /// member, and then tries for ever to rename it. Called for each pod of each sync, so it makes
  /// no text.
  package func ordinal(ofPodNamed name: String) -> Int? {
    let set = metadata.name.utf8
    let octets = name.utf8
    guard octets.count > set.count + 1, octets.starts(with: set) else { return nil }
    let rest = octets.dropFirst(set.count)
    let digits = rest.dropFirst()
    let isPadded = digits.count > 1 && digits.first == UInt8(ascii: "0")
    guard rest.first == UInt8(ascii: "-"), !isPadded, digits.count <= 10 else { return nil }
    var ordinal = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      ordinal = ordinal * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return ordinal <= Int32.max ? ordinal : nil
  }

  /// The reference that makes this set the owner of a pod or a revision.
  package var controllerReference: OwnerReference {
    OwnerReference(
      apiVersion: Self.resource.apiVersion, kind: Self.resource.kind, name: metadata.name,
      uid: metadata.uid, isController: true, blocksOwnerDeletion: true)
  }

  /// The pod of an ordinal as it is created. Hostname and subdomain are the set's, whatever the
  /// template
  /// says; a volume with the name of a claim template gives way to the claim.
  package func makePod(_ ordinal: Int, of revision: Revision) -> Pod {
    let template = revision.template
    let name = podName(ordinal)
    var pod = Pod(
      metadata: ObjectMetadata(
        name: name, generateName: "\(metadata.name)-", namespace: metadata.namespace,
        labels: template.labels, annotations: template.annotations,
        ownerReferences: [controllerReference],
        finalizers: template.rest["finalizers"]?.array?.compactMap(\.string) ?? []),
      spec: template.spec)
    pod.metadata.labels[StatefulSetLabel.podName] = name
    pod.metadata.labels[StatefulSetLabel.podIndex] = String(ordinal)
    pod.metadata.labels[StatefulSetLabel.revision] = revision.name
    pod.spec.hostname = name
    pod.spec.subdomain = spec.serviceName
    pod.spec.volumes = claimVolumes(podName: name) + unclaimedVolumes(of: template.spec)
    return pod
  }

  /// The pod with the labels of its place and the volumes of its claims put back; nil where all are
  /// right. Its hostname and subdomain cannot be: the API lets nobody change them.
  func repaired(_ pod: Pod, ordinal: Int) -> Pod? {
    let isNamed = pod.metadata.labels[StatefulSetLabel.podName] == pod.metadata.name
    guard !isNamed || !hasClaimVolumes(pod) else { return nil }
    var repaired = pod
    if !isNamed {
      repaired.metadata.labels[StatefulSetLabel.podName] = pod.metadata.name
      repaired.metadata.labels[StatefulSetLabel.podIndex] = String(ordinal)
    }
    if !hasClaimVolumes(pod) {
      repaired.spec.volumes =
        claimVolumes(podName: pod.metadata.name) + unclaimedVolumes(of: pod.spec)
    }
    return repaired
  }
}

extension Pod {
  /// The name of the revision that the pod was made from; empty where none is written down.
  var revisionName: String { metadata.labels[StatefulSetLabel.revision] ?? "" }
}
