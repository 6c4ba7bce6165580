import ClusterNames
import ObjectStore
package import Objects
package import Registry
import Wire

/// Publishes what the controllers settled: for each Service, set or namespace that changed, the names
/// that differ from those published before.
///
/// A pod's name appears before the Service's set contains its address and vanishes after it, so that who
/// finds an address in the set can also look its name up.
package struct Publisher: ViewPublisher {
  private let registry: Registry
  private let configuration: PublisherConfiguration
  private var published: [NamespacedName: ServiceNames] = [:]
  private var reverse: ReverseNames
  /// The Service that each set names; kept for when the set is gone.
  private var governing: [NamespacedName: NamespacedName] = [:]
  private var namespaces: Set<String> = []

  package init(registry: Registry, configuration: PublisherConfiguration) {
    self.registry = registry
    self.configuration = configuration
    reverse = ReverseNames(configuration)
    registry.publish(ClusterZone.changes(configuration) + reverse.initialChanges())
  }

  package mutating func publish(
    _ keys: [ReconcileKey], in view: ClusterView, at now: Timestamp
  ) {
    var services: Set<NamespacedName> = []
    var steps = PublicationSteps()
    for key in keys {
      switch key {
      case .service(let service): services.insert(service)
      case .set(let set): services.formUnion(servicesGoverning(set, in: view))
      case .namespace(let namespace): publish(namespace: namespace, in: view, &steps)
      case .pod, .owner, .claim, .volume, .events: break
      }
    }
    for service in services.sorted() { publish(service, in: view, &steps) }
    let changes = steps.changes
    if !changes.isEmpty { registry.publish(changes) }
  }

  private mutating func servicesGoverning(
    _ key: NamespacedName, in view: ClusterView
  ) -> [NamespacedName] {
    let former = governing.removeValue(forKey: key)
    guard let set = view.sets[key], !set.spec.serviceName.isEmpty else {
      return former.map { [$0] } ?? []
    }
    let service = NamespacedName(namespace: key.namespace, name: set.spec.serviceName)
    governing[key] = service
    return [former, service].compactMap { $0 }
  }

  private mutating func publish(
    namespace: String, in view: ClusterView, _ steps: inout PublicationSteps
  ) {
    let isThere = view.namespaces["", namespace] != nil
    guard isThere != namespaces.contains(namespace) else { return }
    for entry in ClusterZone.names(of: namespace, configuration) {
      if isThere {
        steps.appear.append(.name(entry))
      } else {
        steps.vanish.append(.removeName(entry.name))
      }
    }
    if isThere { namespaces.insert(namespace) } else { namespaces.remove(namespace) }
  }

  private mutating func publish(
    _ key: NamespacedName, in view: ClusterView, _ steps: inout PublicationSteps
  ) {
    let old = published[key]
    let new = ServiceNames(key, in: view, configuration: configuration, previous: old)
    published[key] = new.flatMap { $0.isEmpty ? nil : $0 }

    steps.add(from: old?.entries ?? [:], to: new?.entries ?? [:], in: configuration.domain)
    steps.reverse += reverse.update(key, from: old?.reverse ?? [:], to: new?.reverse ?? [:])
  }
}
