package import Objects

/// Names an object among those of its kind; the namespace is empty for cluster-wide kinds.
///
/// Tables of one kind are keyed by this and not by ``ObjectKey``, whose resource they all share.
package struct NamespacedName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var namespace: String
  package var name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.namespace, a.name) < (b.namespace, b.name)
  }

  package var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}

extension ObjectKey {
  package var namespacedName: NamespacedName {
    NamespacedName(namespace: namespace, name: name)
  }

  package init(_ resource: Resource, _ name: NamespacedName) {
    self.init(resource, namespace: name.namespace, name: name.name)
  }
}

extension KubernetesObject {
  package var namespacedName: NamespacedName {
    NamespacedName(namespace: metadata.namespace, name: metadata.name)
  }
}
