extension StatefulSet {
  /// The set with all that the API server fills in before it validates.
  package func applyingDefaults() -> StatefulSet { applyingDefaults(gates: FeatureGates()) }

  /// As ``applyingDefaults()``, with feature gates other than the usual.
  package func applyingDefaults(gates: FeatureGates) -> StatefulSet {
    var set = self
    set.spec.applyDefaults(gates: gates)
    return set
  }
}

/// Kubernetes' `pkg/apis/apps/v1/defaults.go`.
extension StatefulSetSpec {
  mutating func applyDefaults(gates: FeatureGates) {
    if podManagementPolicy.isEmpty { podManagementPolicy = "OrderedReady" }
    applyStrategyDefaults(gates: gates)
    if retainWhenDeleted.isEmpty { retainWhenDeleted = "Retain" }
    if retainWhenScaled.isEmpty { retainWhenScaled = "Retain" }
    replicas = replicas ?? 1
    revisionHistoryLimit = revisionHistoryLimit ?? 10
    template.spec.applyDefaults()
    volumeClaimTemplates = volumeClaimTemplates.map(Self.defaultedClaim)
  }

  /// A type that was given without `rollingUpdate` stays without it.
  private mutating func applyStrategyDefaults(gates: FeatureGates) {
    if updateStrategyType.isEmpty {
      updateStrategyType = "RollingUpdate"
      rollingUpdate = rollingUpdate ?? RollingUpdate()
    }
    guard var rolling = rollingUpdate else { return }
    rolling.partition = rolling.partition ?? 0
    if !gates.maxUnavailableStatefulSet {
      rolling.maxUnavailable = nil
    } else if updateStrategyType == "RollingUpdate" {
      rolling.maxUnavailable = rolling.maxUnavailable ?? 1
    }
    rollingUpdate = rolling
  }

  /// Templates of claims are printed as whole objects, with a kind and even a status.
  private static func defaultedClaim(_ claim: Value) -> Value {
    var fields = claim.object ?? [:]
    fields["apiVersion"] = "v1"
    fields["kind"] = "PersistentVolumeClaim"
    fields["metadata"] = fields["metadata"] ?? [:]
    var spec = fields["spec"]?.object ?? [:]
    spec.setDefault("volumeMode", "Filesystem")
    spec.setDefault("resources", [:])
    fields["spec"] = .object(spec)
    var status = fields["status"]?.object ?? [:]
    status.setDefault("phase", "Pending")
    fields["status"] = .object(status)
    return .object(fields)
  }
}

/// Objects as defaults see them.
extension [String: Objects.Value] {
  /// Sets a field that is not there.
  mutating func setDefault(_ key: String, _ value: Objects.Value) {
    if self[key] == nil { self[key] = value }
  }
}
