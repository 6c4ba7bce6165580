package import ObjectStore
package import Objects

/// How far a set that rolls its updates out is from what it may be without: what upstream's gauges
/// `statefulset_max_unavailable` and `statefulset_unavailable_replicas` tell.
package struct SetAvailability: Hashable, Sendable {
  package let name: NamespacedName
  package let podManagementPolicy: String
  /// How many pods an update may take away at a time: 1, unless the feature gate lets the spec say
  /// more.
  package let maxUnavailable: Int
  /// Wanted pods that are missing, terminating, not ready, or not for `minReadySeconds` yet.
  package let unavailableReplicas: Int

  /// Sets in the order of their names; without those that update OnDelete, of which upstream tells
  /// nothing.
  package static func all(
    in view: ClusterView, gates: FeatureGates, at now: Timestamp
  ) -> [SetAvailability] {
    view.sets.all.filter { $0.spec.updateStrategyType != "OnDelete" }.map { set in
      let available = view.pods(ownedBy: set.metadata.uid).count { pod in
        set.ordinal(ofPodNamed: pod.metadata.name).map(set.spec.ordinals.contains) ?? false
          && !pod.isTerminating
          && pod.availability(after: set.spec.minReadySeconds).map { $0 <= now } ?? false
      }
      return SetAvailability(
        name: set.namespacedName,
        podManagementPolicy: set.spec.podManagementPolicy,
        maxUnavailable: gates.maxUnavailableStatefulSet ? set.spec.unavailableLimit : 1,
        unavailableReplicas: set.spec.ordinals.count - available)
    }
  }
}
