import ClusterNames
package import ObjectStore
import Objects
package import Pods

/// `ordinal bind`: the write that pins a pod of a set to an address, and moves the pod there if it
/// runs.
///
/// The binding is kept on the set, by ordinal: the pod need not exist yet, and each that comes
/// under the
/// name gets the address.
package struct AddressBinding: Sendable {
  package let families: AddressFamilies

  package init(families: AddressFamilies) {
    self.families = families
  }

  /// - Parameter text: the address, or one a family with a slash between; nil ends the binding.
  package func write(_ pod: NamespacedName, to text: String?, in view: ClusterView)
    throws(BindingError) -> Write
  {
    guard let parts = PodName.split(pod.name), let ordinal = parts.ordinal?.rawValue,
      var set = view.sets[pod.namespace, String(parts.parent)],
      set.ordinal(ofPodNamed: pod.name) != nil
    else { throw .noSet(pod) }
    var bound = bindings(of: set)
    if let text {
      do {
        try bound.bind(ordinal, to: text, families: families)
      } catch {
        throw .address(found: text, allowed: error.allowed)
      }
      try checkFree(bound.byOrdinal[ordinal] ?? [], for: pod, of: set, in: view)
    } else {
      bound.unbind(ordinal)
    }
    let annotation = bound.byOrdinal.isEmpty ? nil : bound.description
    set.metadata.annotations[BoundAddresses.annotation] = annotation
    return .update(set)
  }

  /// What a user wrote there and cannot be read is given up.
  private func bindings(of set: StatefulSet) -> BoundAddresses {
    set.metadata.annotations[BoundAddresses.annotation]
      .flatMap { try? BoundAddresses($0, families: families) } ?? BoundAddresses()
  }

  /// Neither does another pod have one of them, nor is it promised to one.
  private func checkFree(
    _ addresses: [IPAddress], for pod: NamespacedName, of set: StatefulSet, in view: ClusterView
  ) throws(BindingError) {
    let texts = Set(addresses.map(\.description))
    for other in view.pods.all where other.namespacedName != pod && !other.isTerminal {
      if let held = other.status.podIPs.first(where: texts.contains) {
        throw .inUse(held, by: other.namespacedName)
      }
    }
    for other in view.sets.all where other.namespacedName != set.namespacedName {
      for (ordinal, held) in bindings(of: other).byOrdinal {
        guard let address = held.first(where: addresses.contains) else { continue }
        let name = other.podName(ordinal)
        throw .inUse(
          address.description,
          by: NamespacedName(namespace: other.metadata.namespace, name: name))
      }
    }
  }
}

/// Why a pod cannot be bound, in one line. Nothing has changed then.
package enum BindingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No set, or none that gives this name.
  case noSet(NamespacedName)
  /// Not an address, of a wrong family, or bound to a sibling.
  case address(found: String, allowed: String)
  /// The address of a pod that exists, or promised to one of another set.
  case inUse(String, by: NamespacedName)

  package var description: String {
    switch self {
    case .noSet(let pod): "pod \(pod) is of no StatefulSet; only pods of a set can be bound"
    case .address(let found, let allowed): "address \"\(found)\": \(allowed)"
    case .inUse(let address, let pod): "address \(address) belongs to pod \(pod)"
    }
  }
}
