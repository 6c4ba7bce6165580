/// The names of one Service: `SERVICE.NAMESPACE.svc.ZONE` and what is below it (K8s DNS §2.3,
/// §2.4).
public struct ServiceDomain: Sendable {
  /// The name of the Service.
  public let service: ServiceName
  /// Its namespace.
  public let namespace: NamespaceName
  /// The domain of the cluster.
  public let domain: ClusterDomain
  /// `SERVICE.NAMESPACE.svc.ZONE`, which always fits: `ClusterDomain.longest` sees to it.
  public let name: DomainName

  /// The names of a Service.
  public init(
    service: ServiceName, namespace: NamespaceName = .default, domain: ClusterDomain = .default
  ) {
    self.service = service
    self.namespace = namespace
    self.domain = domain
    name = domain.name.below(service.rawValue, namespace.rawValue, "svc")
  }

  /// The name of an endpoint with a hostname: `HOSTNAME.SERVICE.NAMESPACE.svc.ZONE` (K8s DNS
  /// §2.4.1).
  ///
  /// Throws only where the whole has more than 255 octets, for which the cluster's domain must have
  /// more than 57 characters.
  public func host(_ hostname: Label) throws(DomainNameError) -> DomainName {
    try name.prepending(hostname.rawValue)
  }

  /// The name of a pod that the Service governs; throws where the pod's name has more than 63
  /// octets.
  public func host(_ pod: PodName) throws(DomainNameError) -> DomainName {
    try name.prepending(pod.description)
  }

  /// The name of an endpoint without a hostname, after its address:
  /// `10-244-0-6.SERVICE.NAMESPACE.svc.ZONE`.
  public func host(_ address: IPAddress) throws(DomainNameError) -> DomainName {
    try name.prepending(address.dashedText)
  }

  /// The owner of the SRV records of a named port: `_PORT._PROTOCOL.SERVICE.NAMESPACE.svc.ZONE`
  /// (K8s DNS §2.4.2).
  ///
  /// Throws for a port name of 63 octets, which leaves no room for its underscore.
  public func srv(
    port: Label, protocol transport: TransportProtocol
  ) throws(DomainNameError) -> DomainName {
    try protocolName(transport).prepending("_" + port.rawValue)
  }

  /// As the other, for the name of a container's port.
  public func srv(
    port: PortName, protocol transport: TransportProtocol
  ) throws(DomainNameError) -> DomainName {
    try srv(port: port.label, protocol: transport)
  }

  /// `_PROTOCOL.SERVICE.NAMESPACE.svc.ZONE`, which has no records and exists by the SRV names below
  /// it (RFC 8020).
  public func protocolName(
    _ transport: TransportProtocol
  ) throws(DomainNameError) -> DomainName {
    try name.prepending("_" + transport.label)
  }
}

extension ServiceDomain: Hashable, Comparable {
  /// Two are equal when their names are.
  public static func == (left: ServiceDomain, right: ServiceDomain) -> Bool {
    left.name == right.name && left.domain == right.domain
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }

  /// The canonical order of the names.
  public static func < (left: ServiceDomain, right: ServiceDomain) -> Bool {
    (left.name, left.domain) < (right.name, right.domain)
  }
}

extension ServiceDomain: CustomStringConvertible {
  /// The name without its final dot.
  public var description: String { name.relativeText }
}
