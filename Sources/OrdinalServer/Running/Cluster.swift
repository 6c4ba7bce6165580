import ClusterNames
import ObjectStore
import Objects
import Registry
import Resolver

/// The half of a server that answers: names and the rules for them. It exists from the first moment,
/// and knows nothing until the ``ControlPlane`` publishes.
struct Cluster: Sendable {
  let registry: Registry
  let resolver: Resolver
  let domain: ClusterDomain
  /// Where pods and Services get their addresses from.
  let blocks: [AddressBlock]

  init(_ settings: Settings) {
    registry = Registry(now: { UInt32(truncatingIfNeeded: SystemClock().now().seconds) })
    domain = settings.domain
    resolver = Resolver(registry: registry, domain: settings.domain)
    blocks = settings.podBlocks + [settings.serviceBlock]
  }
}
