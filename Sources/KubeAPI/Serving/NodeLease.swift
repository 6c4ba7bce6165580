import ObjectStore
import Objects

/// The lease by which a node's kubelet says that it is there. Leases are not kept here, and
/// discovery is silent about them; but `kubectl describe node` asks for that of its node, and
/// prints an error where there is none.
///
/// The server itself is the kubelet of the node that simulated pods run on, so that this node's
/// lease is as new as the answer. Nodes of others have none, as upstream's where no kubelet is.
extension APIHandler {
  /// nil: the request is not about a lease.
  func nodeLease(_ attributes: ResourceAttributes) async throws(StatusError) -> Value? {
    guard attributes.group == Self.lease.group, attributes.version == Self.lease.version,
      attributes.plural == Self.lease.plural, attributes.verb == "get",
      attributes.subresource.isEmpty
    else { return nil }
    let name = attributes.name
    guard attributes.namespace == "kube-node-lease", name == settings.nodeName else {
      throw StatusError(StoreError.notFound(Self.lease, name: name))
    }
    let node = try await stored(ObjectKey(.node, namespace: "", name: name)).metadata
    return [
      "apiVersion": .string(Self.lease.apiVersion), "kind": .string(Self.lease.kind),
      "metadata": [
        "name": .string(name), "namespace": .string(attributes.namespace),
        "ownerReferences": [
          ["apiVersion": "v1", "kind": "Node", "name": .string(name), "uid": .string(node.uid)]
        ],
      ],
      // The time is that of a kubelet's leases.
      "spec": [
        "holderIdentity": .string(name), "leaseDurationSeconds": 40,
        "renewTime": .string(settings.clock.now().microseconds),
      ],
    ]
  }

  private static let lease = Resource(
    group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases",
    singular: "lease")
}
