/// Switches of Kubernetes 1.36 that are off unless someone turns them on.
package struct FeatureGates: Hashable, Sendable {
  /// Keeps `updateStrategy.rollingUpdate.maxUnavailable`, which is otherwise silently dropped.
  package var maxUnavailableStatefulSet: Bool

  package init(maxUnavailableStatefulSet: Bool = false) {
    self.maxUnavailableStatefulSet = maxUnavailableStatefulSet
  }
}
