import Objects

/// A claim template of a set and the claims that are made from it (statefulset behaviour §3.2, S5).
struct ClaimTemplate: Hashable, Sendable {
  let name: String
  /// The whole object, as the set has it.
  let value: Value

  /// `www-web-0`.
  func claimName(podName: String) -> String { "\(name)-\(podName)" }
}

extension StatefulSet {
  /// In the order in which the set lists them; upstream's order is by chance.
  var claimTemplates: [ClaimTemplate] {
    spec.volumeClaimTemplates.compactMap { value in
      value["metadata"]?["name"]?.string.map { ClaimTemplate(name: $0, value: value) }
    }
  }

  /// The claim of a pod, as it is created: the template's labels, overlaid with the selector's.
  /// Nobody owns it yet.
  func makeClaim(of template: ClaimTemplate, podName: String) -> GenericObject {
    var claim = GenericObject(
      resource: .persistentVolumeClaim, metadata: ObjectMetadata(), body: [:])
    var fields = template.value.object ?? [:]
    fields["apiVersion"] = .string(claim.resource.apiVersion)
    fields["kind"] = .string(claim.resource.kind)
    // A template that is none was refused when the set was created.
    if let whole = try? GenericObject(value: .object(fields)) { claim = whole }
    claim.metadata.name = template.claimName(podName: podName)
    claim.metadata.namespace = metadata.namespace
    claim.metadata.labels.merge(spec.selector.matchLabels) { _, selected in selected }
    return claim
  }

  /// The volumes of a pod that stand for its claims.
  func claimVolumes(podName: String) -> [Value] {
    claimTemplates.map { template in
      [
        "name": .string(template.name),
        "persistentVolumeClaim": [
          "claimName": .string(template.claimName(podName: podName))
        ],
      ]
    }
  }

  /// The volumes that no claim takes the name of.
  func unclaimedVolumes(of spec: PodSpec) -> [Value] {
    let claimed = Set(claimTemplates.map(\.name))
    return spec.volumes.filter { $0["name"]?.string.map(claimed.contains) != true }
  }

  /// Each claim is mounted under its template's name; further volumes are of no concern.
  func hasClaimVolumes(_ pod: Pod) -> Bool {
    claimTemplates.allSatisfy { template in
      let volume = pod.spec.volumes.last { $0["name"]?.string == template.name }
      return volume?["persistentVolumeClaim"]?["claimName"]?.string
        == template.claimName(podName: pod.metadata.name)
    }
  }
}
