import ClusterNames
import Controllers
import ObjectStore
import Objects
import Pods
import Registry
import Resolver

/// What a server serves, without its sockets: store, controllers, and the names that come of them.
///
///     store <-> controllers -> publisher -> registry -> resolver
struct Cluster: Sendable {
  let registry: Registry
  let resolver: Resolver
  let store: ObjectStore
  let manager: ControllerManager
  let domain: ClusterDomain
  let addressFamilies: AddressFamilies
  /// Where pods and Services get their addresses from.
  let blocks: [AddressBlock]

  init(_ settings: Settings) {
    let clock = SystemClock()
    let registry = Registry(now: { UInt32(truncatingIfNeeded: SystemClock().now().seconds) })
    self.registry = registry
    domain = settings.domain
    resolver = Resolver(registry: registry, domain: settings.domain)
    blocks = settings.podBlocks + [settings.serviceBlock]
    addressFamilies = AddressFamilies(blocks: settings.podBlocks)

    let families = settings.podBlocks.map { $0.base.isIPv4 ? "IPv4" : "IPv6" }
    store = ObjectStore(
      clock: clock,
      plugins: [ServiceAdmission(families: families, blocks: [settings.serviceBlock])])
    let publisher = Publisher(
      registry: registry,
      configuration: PublisherConfiguration(
        domain: settings.domain, timeToLive: settings.timeToLive,
        negativeTimeToLive: settings.negativeTimeToLive,
        reverseBlocks: blocks))
    let runtime = SimulatedRuntime(
      addresses: AddressBook(blocks: settings.podBlocks),
      script: PodScript(readyAfter: settings.readyAfter))
    // What takes addresses out of DNS comes first, what makes more work last.
    manager = ControllerManager(
      store: store, clock: clock,
      reconcilers: [
        EndpointSliceReconciler(), PodReconciler(runtime: runtime), StatefulSetReconciler(),
        NamespaceReconciler(), GarbageCollector(), SystemObjects(),
      ],
      publisher: publisher)
  }
}
