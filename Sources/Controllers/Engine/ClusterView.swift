package import ObjectStore
package import Objects

/// What controllers see of the cluster: objects by name, with indexes, kept up by store events
/// alone.
///
/// A value: whoever holds a copy sees one moment. Keep none across calls, because a change to a
/// shared copy has to copy the tables. The cost of a change grows with that change, not with the
/// cluster.
package struct ClusterView: Sendable {
  /// Everything up to this version is in.
  package internal(set) var version = ResourceVersion(rawValue: 0)
  package internal(set) var namespaces = ViewTable<Namespace>()
  package internal(set) var services = ViewTable<Service>()
  package internal(set) var sets = ViewTable<StatefulSet>()
  package internal(set) var pods = ViewTable<Pod>()
  package internal(set) var slices = ViewTable<EndpointSlice>()
  var others: [GroupKind: ViewTable<GenericObject>] = [:]

  /// Tells whether an owner exists.
  var keysByUID: [String: ObjectKey] = [:]
  var podsByOwner = SortedIndex<String, NamespacedName>()
  /// Pods without a controller, by namespace.
  var orphanPods = SortedIndex<String, NamespacedName>()
  var podLabels = LabelIndex()
  var serviceSelectors = SelectorIndex()
  var setSelectors = SelectorIndex()
  var setsByService = SortedIndex<NamespacedName, NamespacedName>()
  var slicesByService = SortedIndex<NamespacedName, NamespacedName>()
  var podsByClaim = SortedIndex<NamespacedName, NamespacedName>()
  /// Claims by the volume that they name.
  var claimsByVolume = SortedIndex<String, NamespacedName>()
  /// Volumes by the claim that they name.
  var volumesByClaim = SortedIndex<NamespacedName, NamespacedName>()
  /// Objects of every kind by the uid of each of their owners.
  var dependents = SortedIndex<String, ObjectKey>()

  package init() {}
}

extension ClusterView {
  /// The pods that a controller owns, sorted by name.
  package func pods(ownedBy uid: String) -> [Pod] { pods[podsByOwner[uid]] }

  /// Pods that no controller owns: who selects them may adopt them.
  package func orphanPods(in namespace: String) -> [Pod] { pods[orphanPods[namespace]] }

  /// The pods that have all these labels, sorted by name; an empty selector selects nothing.
  package func pods(selectedBy selector: [String: String], in namespace: String) -> [Pod] {
    pods[podLabels.candidates(for: selector, in: namespace)].filter { pod in
      selector.allSatisfy { pod.metadata.labels[$0.key] == $0.value }
    }
  }

  /// The Services whose selector matches these labels, sorted by name.
  package func services(selecting labels: [String: String], in namespace: String) -> [Service] {
    services[serviceSelectors.candidates(for: labels, in: namespace)].filter { service in
      !service.spec.selector.isEmpty
        && service.spec.selector.allSatisfy { labels[$0.key] == $0.value }
    }
  }

  /// The sets whose selector matches these labels, sorted by name.
  package func sets(selecting labels: [String: String], in namespace: String) -> [StatefulSet] {
    sets[setSelectors.candidates(for: labels, in: namespace)].filter {
      !$0.spec.selector.isEmpty && $0.spec.selector.matches(labels)
    }
  }

  /// The sets whose `serviceName` names this Service, sorted by name.
  package func sets(governedBy service: NamespacedName) -> [StatefulSet] {
    sets[setsByService[service]]
  }

  /// The slices labeled with this Service's name, whoever wrote them.
  package func slices(of service: NamespacedName) -> [EndpointSlice] {
    slices[slicesByService[service]]
  }

  /// Objects of a kind that has no type of its own here (claims, revisions), sorted by name.
  package func objects(of resource: Resource, in namespace: String) -> [GenericObject] {
    others[GroupKind(resource)]?.all(in: namespace) ?? []
  }

  /// One of them.
  package func object(of resource: Resource, _ name: NamespacedName) -> GenericObject? {
    others[GroupKind(resource)]?[name]
  }

  /// The objects of every kind that name this uid as an owner, sorted.
  package func dependents(of uid: String) -> [ObjectKey] { dependents[uid] }

  /// Where the object with this uid is, if it exists.
  package func key(ofUID uid: String) -> ObjectKey? { keysByUID[uid] }

  /// Everything in a namespace, sorted.
  package func keys(in namespace: String) -> [ObjectKey] {
    let typed: [(Resource, [NamespacedName])] = [
      (Service.resource, services.names(in: namespace)), (Pod.resource, pods.names(in: namespace)),
      (EndpointSlice.resource, slices.names(in: namespace)),
      (StatefulSet.resource, sets.names(in: namespace)),
    ]
    let keys = typed.flatMap { resource, names in names.map { ObjectKey(resource, $0) } }
    return (keys + others.values.flatMap { $0.all(in: namespace).map(\.key) }).sorted()
  }

  /// An object of any kind.
  package func object(_ key: ObjectKey) -> (any KubernetesObject)? {
    let name = key.namespacedName
    return switch GroupKind(key.resource) {
    case GroupKind(Namespace.resource): namespaces[name]
    case GroupKind(Service.resource): services[name]
    case GroupKind(StatefulSet.resource): sets[name]
    case GroupKind(Pod.resource): pods[name]
    case GroupKind(EndpointSlice.resource): slices[name]
    case let kind: others[kind]?[name]
    }
  }

  /// What every kind has.
  package func metadata(of key: ObjectKey) -> ObjectMetadata? {
    object(key)?.metadata
  }
}
