/// Upstream asks a kind's strategy for warnings when it creates (`WarningsOnCreate`) and when it
/// updates (`WarningsOnUpdate`); most kinds have none.
extension KubernetesObject {
  package var warnings: [FieldWarning] { [] }

  /// Most kinds look at the new object alone.
  package func updateWarnings(from old: Self) -> [FieldWarning] { warnings }

  package var statusWarnings: [FieldWarning] { [] }

  /// For objects whose kind is not known statically; the old one must be of the same kind.
  package func updateWarnings(replacing old: any KubernetesObject) -> [FieldWarning] {
    guard let old = old as? Self else {
      preconditionFailure("a \(resource.kind) cannot replace a \(old.resource.kind)")
    }
    return updateWarnings(from: old)
  }
}

extension StatefulSet {
  private static let path = FieldPath("spec", "volumeClaimTemplates")

  package var warnings: [FieldWarning] {
    let template = PodWarnings(of: spec.template, at: FieldPath("spec", "template")).all
    return template + claimWarnings { $0 } + historyWarnings
  }

  /// The template is looked at only where the spec has changed.
  package func updateWarnings(from old: StatefulSet) -> [FieldWarning] {
    let hasChanged = metadata.generation != old.metadata.generation
    let template =
      hasChanged ? PodWarnings(of: spec.template, at: FieldPath("spec", "template")).all : []
    return template + claimWarnings { $0.field("Spec") } + historyWarnings
  }

  /// Upstream's paths lack the `spec` of a new set's claims, and have it in capitals later.
  private func claimWarnings(_ told: (FieldPath) -> FieldPath) -> [FieldWarning] {
    spec.volumeClaimTemplates.enumerated().flatMap { index, claim in
      let path = Self.path.index(index)
      return ClaimWarnings.warnings(
        of: claim["spec"], at: told(path), in: path.field("spec"))
    }
  }

  private var historyWarnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    if let limit = spec.revisionHistoryLimit, limit < 0 {
      warnings.warn(
        FieldPath("spec", "revisionHistoryLimit"),
        "a negative value retains all historical revisions; a value >= 0 is recommended")
    }
    return warnings
  }
}

extension Pod {
  package var warnings: [FieldWarning] {
    var warnings = armorWarnings
    let problems = NameRules.label(metadata.name)
    if !problems.isEmpty {
      warnings.warn(
        FieldPath("metadata", "name"),
        "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label "
          + "is recommended: [\(problems.joined(separator: " "))]")
    }
    return warnings + PodWarnings(of: self).all
  }

  /// Pods change often, and seldom by hand.
  package func updateWarnings(from old: Pod) -> [FieldWarning] { [] }

  package var statusWarnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    let path = FieldPath("status")
    for (index, address) in status.podIPs.enumerated() {
      warnings += AddressWarnings.address(
        address, at: path.field("podIPs").index(index).field("ip"))
    }
    for (index, entry) in (status.rest["hostIPs"]?.array ?? []).enumerated() {
      warnings += AddressWarnings.address(
        entry["ip"]?.string ?? "", at: path.field("hostIPs").index(index).field("ip"))
    }
    return warnings
  }
}
