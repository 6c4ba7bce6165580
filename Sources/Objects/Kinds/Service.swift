/// A named set of endpoints (`v1` Service).
package struct Service: Hashable, Sendable {
  package var metadata: ObjectMetadata
  package var spec: ServiceSpec
  package var status: Value

  package init(
    metadata: ObjectMetadata, spec: ServiceSpec = ServiceSpec(), status: Value = .object([:])
  ) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// Without a cluster address of its own: its name stands for its pods (`clusterIP: None`).
  package var isHeadless: Bool { spec.clusterIP == "None" }
}

/// Which pods a Service stands for and under which addresses (K8s DNS §2.3, §2.4).
package struct ServiceSpec: Hashable, Sendable {
  /// ClusterIP, NodePort, LoadBalancer or ExternalName.
  package var type: String
  /// An address, `None`, or empty: to be allocated.
  package var clusterIP: String
  package var clusterIPs: [String]
  /// `IPv4` and `IPv6` in the order of preference; decides which addresses have names.
  package var ipFamilies: [String]
  /// SingleStack, PreferDualStack or RequireDualStack.
  package var ipFamilyPolicy: String
  /// Labels of its pods; empty where somebody else writes the EndpointSlices.
  package var selector: [String: String]
  package var ports: [ServicePort]
  /// For `ExternalName`: the target of the CNAME.
  package var externalName: String
  /// Gives names to pods that are not Ready, too.
  package var publishNotReadyAddresses: Bool
  package var rest: [String: Value]

  package init(
    type: String = "", clusterIP: String = "", clusterIPs: [String] = [],
    ipFamilies: [String] = [], ipFamilyPolicy: String = "", selector: [String: String] = [:],
    ports: [ServicePort] = [], externalName: String = "", publishNotReadyAddresses: Bool = false,
    rest: [String: Value] = [:]
  ) {
    self.type = type
    self.clusterIP = clusterIP
    self.clusterIPs = clusterIPs
    self.ipFamilies = ipFamilies
    self.ipFamilyPolicy = ipFamilyPolicy
    self.selector = selector
    self.ports = ports
    self.externalName = externalName
    self.publishNotReadyAddresses = publishNotReadyAddresses
    self.rest = rest
  }
}

/// A port under which clients find the Service; one with a name has SRV records.
package struct ServicePort: Hashable, Sendable {
  /// An RFC 1123 label; may be empty where there is only one port.
  package var name: String
  /// `TCP`, `UDP` or `SCTP`.
  package var transport: String
  package var port: Int32
  /// A number or the name of a container port; nil means the same as `port`.
  package var targetPort: PortReference?
  package var rest: [String: Value]

  package init(
    name: String = "", transport: String = "TCP", port: Int32, targetPort: PortReference? = nil,
    rest: [String: Value] = [:]
  ) {
    self.name = name
    self.transport = transport
    self.port = port
    self.targetPort = targetPort
    self.rest = rest
  }
}

/// Where a Service's port leads to in a pod.
package enum PortReference: Hashable, Sendable {
  case number(Int32)
  case name(String)
}
