package import Objects

/// What a part of the system adds to the rules for writes: it completes or refuses an object.
///
/// What it remembers of other objects (which addresses are taken) is always about the pending
/// state.
package protocol AdmissionPlugin: Sendable {
  /// Called for creates and updates, before validation: what the client left out.
  func prepare(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject
  /// Called for creates and updates, after validation. Must not remember: the write may still be
  /// refused.
  func admit(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject
  /// A change is pending.
  mutating func staged(_ event: StoreEvent)
  /// Forget all and begin from these: at the start, and after a batch failed.
  mutating func rebuild(from objects: [any KubernetesObject])
}

extension AdmissionPlugin {
  package func prepare(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject { object }

  package func admit(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject { object }

  package mutating func staged(_ event: StoreEvent) {}
  package mutating func rebuild(from objects: [any KubernetesObject]) {}
}
