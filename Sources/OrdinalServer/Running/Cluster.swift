import ClusterNames
import Controllers
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
  /// Made at once: the zones are there before what is in them, and answer SERVFAIL until then.
  let publisher: Publisher
  /// Where pods and Services get their addresses from.
  let blocks: [AddressBlock]

  init(_ settings: Settings) {
    registry = Registry(now: { UInt32(truncatingIfNeeded: SystemClock().now().seconds) })
    domain = settings.domain
    resolver = Resolver(registry: registry, domain: settings.domain)
    blocks = settings.podBlocks + [settings.serviceBlock]
    publisher = Publisher(
      registry: registry,
      configuration: PublisherConfiguration(
        domain: settings.domain, timeToLive: settings.timeToLive,
        negativeTimeToLive: settings.negativeTimeToLive, reverseBlocks: blocks))
  }
}
