package import Objects

/// Pods that somebody else runs: a kubelet of yours, or a test that plays one.
///
/// Ordinal then is the scheduler alone: a pod gets a node once its claims are bound, and all of its
/// status comes from whoever patches the status subresource, addresses too (`podIPs`, or `podIP`
/// alone). A pod that is deleted stays, as in a cluster, until that one deletes it with a grace
/// period of 0, or somebody does by force; without a node it goes at once. Scripts and pinned
/// addresses mean nothing here.
package struct ExternalRuntime: PodRuntime {
  package init() {}

  package var node: String? { nil }
  package mutating func restore(_ pod: Pod) {}
  package mutating func repeatStage(of uid: String) {}
  package mutating func forget(uid: String, now: Timestamp) {}
  package mutating func reserve(for uid: String, _ set: StatefulSet?) {}
  package var needsAddressMark: Bool { false }
  package mutating func markAddresses(ahead: UInt64, now: Timestamp) -> AddressMark {
    AddressMark()
  }
  package mutating func repeatAddressMark() {}
  package mutating func resume(at mark: AddressMark) {}

  package mutating func step(_ pod: Pod, in set: StatefulSet?, now: Timestamp) -> PodStep {
    PodStep()
  }
}

/// What makes pods run (`--pod-runtime`).
package enum PodRuntimeKind: String, CaseIterable, Sendable {
  case simulated, external

  /// - Parameters:
  ///   - addresses: where simulated pods get theirs from; others bring their own.
  ///   - script: how simulated pods behave unless their annotations say otherwise.
  package func runtime(addresses: AddressBook, script: PodScript = PodScript()) -> any PodRuntime {
    switch self {
    case .simulated: SimulatedRuntime(addresses: addresses, script: script)
    case .external: ExternalRuntime()
    }
  }
}
