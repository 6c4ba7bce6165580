/// Addresses of a Service's pods, one family a slice (`discovery.k8s.io/v1` EndpointSlice).
package struct EndpointSlice: Hashable, Sendable {
  package var metadata: ObjectMetadata
  /// `IPv4`, `IPv6` or `FQDN`.
  package var addressType: String
  package var endpoints: [SliceEndpoint]
  package var ports: [EndpointPort]

  package init(
    metadata: ObjectMetadata, addressType: String, endpoints: [SliceEndpoint] = [],
    ports: [EndpointPort] = []
  ) {
    self.metadata = metadata
    self.addressType = addressType
    self.endpoints = endpoints
    self.ports = ports
  }

  /// The Service that this slice belongs to (label `kubernetes.io/service-name`).
  package var serviceName: String? { metadata.labels["kubernetes.io/service-name"] }
}

/// One pod, or one machine that someone wrote down, with its addresses (`endpoints[]`).
package struct SliceEndpoint: Hashable, Sendable {
  /// At least one; all are of the slice's family and mean the same endpoint.
  package var addresses: [String]
  /// Its label under the Service's name (K8s DNS §2.4.1); empty: none.
  package var hostname: String
  package var nodeName: String
  package var targetReference: ObjectReference?
  /// nil counts as ready.
  package var isReady: Bool?
  package var isServing: Bool?
  /// Being deleted; still answers while it is serving, where nothing else is ready.
  package var isTerminating: Bool?
  package var rest: [String: Value]

  package init(
    addresses: [String], hostname: String = "", nodeName: String = "",
    targetReference: ObjectReference? = nil, isReady: Bool? = nil, isServing: Bool? = nil,
    isTerminating: Bool? = nil, rest: [String: Value] = [:]
  ) {
    self.addresses = addresses
    self.hostname = hostname
    self.nodeName = nodeName
    self.targetReference = targetReference
    self.isReady = isReady
    self.isServing = isServing
    self.isTerminating = isTerminating
    self.rest = rest
  }
}

/// The object behind an endpoint, by which a pod and its names are matched.
package struct ObjectReference: Hashable, Sendable {
  package var kind: String
  package var namespace: String
  package var name: String
  package var uid: String
  package var rest: [String: Value]

  package init(
    kind: String, namespace: String, name: String, uid: String, rest: [String: Value] = [:]
  ) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.uid = uid
    self.rest = rest
  }
}

/// A port that every endpoint of the slice has (`ports[]`).
package struct EndpointPort: Hashable, Sendable {
  package var name: String
  package var transport: String
  /// nil: all ports.
  package var port: Int32?
  package var rest: [String: Value]

  package init(
    name: String = "", transport: String = "TCP", port: Int32?, rest: [String: Value] = [:]
  ) {
    self.name = name
    self.transport = transport
    self.port = port
    self.rest = rest
  }
}
