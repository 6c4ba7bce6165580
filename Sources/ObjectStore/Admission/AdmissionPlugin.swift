package import Objects

/// What a part of the system adds to the rules for writes: it completes or refuses an object.
///
/// What it remembers of other objects (which addresses are taken) is always about the pending
/// state.
package protocol AdmissionPlugin: Sendable {
  /// The first of three steps of creates and updates (upstream's mutating admission): what the
  /// client left out. A new object may have no name yet. No step may remember: the write may still be
  /// refused.
  func complete(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject
  /// The second step, before validation as well (upstream's `BeginCreate` and `BeginUpdate`): what
  /// only one object can have, or all have one of.
  func allocate(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject
  /// The last step, of what is valid in itself (upstream's validating admission).
  func judge(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
    throws(StoreError)
  /// A change is pending.
  mutating func staged(_ event: StoreEvent)
  /// Forget all and begin from these: at the start, and after a batch failed.
  mutating func rebuild(from objects: [any KubernetesObject])
}

extension AdmissionPlugin {
  package func complete(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject { object }

  package func allocate(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject { object }

  package func judge(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
    throws(StoreError)
  {}

  package mutating func staged(_ event: StoreEvent) {}
  package mutating func rebuild(from objects: [any KubernetesObject]) {}
}
