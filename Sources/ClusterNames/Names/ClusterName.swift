/// What a domain name means in a cluster: the schema of K8s DNS §2 and the names that every cluster
/// DNS adds to it.
///
/// Parsing looks at the shape alone. Whether there is such a Service, host or address is the
/// registry's to say.
public enum ClusterName: Hashable, Sendable {
  /// The domain of the cluster itself.
  case apex
  /// `dns-version.ZONE`.
  case version
  /// `ns.dns.ZONE`.
  case nameServer
  /// `svc.ZONE`, `pod.ZONE` or `dns.ZONE`: no records, but names below.
  case branch(Branch)
  /// `NAMESPACE.svc.ZONE`.
  case namespace(NamespaceName)
  /// `NAMESPACE.pod.ZONE`.
  case podNamespace(NamespaceName)
  /// `SERVICE.NAMESPACE.svc.ZONE`.
  case service(ServiceDomain)
  /// `HOST.SERVICE.NAMESPACE.svc.ZONE`; the label, in lower case, is a hostname or a dashed
  /// address.
  case host(String, of: ServiceDomain)
  /// `_PROTOCOL.SERVICE.NAMESPACE.svc.ZONE`.
  case transport(TransportProtocol, of: ServiceDomain)
  /// `_PORT._PROTOCOL.SERVICE.NAMESPACE.svc.ZONE`.
  case port(Label, TransportProtocol, of: ServiceDomain, spelling: PortSpelling)
  /// `10-244-0-6.NAMESPACE.pod.ZONE`.
  case podAddress(IPAddress, NamespaceName)
  /// The reverse name of an address.
  case reverse(IPAddress)
  /// A name of the reverse trees that is not that of one address: above them, or malformed.
  case reverseBranch
  /// A name under the cluster's domain that the schema does not know.
  case unknown
  /// A name neither under the cluster's domain nor in the reverse trees.
  case outside

  /// The first level under the domain of the cluster.
  public enum Branch: String, Hashable, Sendable, CaseIterable {
    /// Services.
    case services = "svc"
    /// Addresses of pods.
    case pods = "pod"
    /// The name server.
    case nameServers = "dns"
  }

  /// Whether the labels of a port have the underscores that RFC 2782 asks for; CoreDNS answers
  /// both.
  public enum PortSpelling: Hashable, Sendable {
    /// `_web._tcp`.
    case underscored
    /// `web.tcp`, or one of the two.
    case bare
  }

  /// The name that means this under a domain; nil for those that stand for many names.
  public func domainName(under domain: ClusterDomain = .default) throws(DomainNameError)
    -> DomainName?
  {
    switch self {
    case .apex: domain.name
    case .version: domain.versionName
    case .nameServer: domain.nameServerName
    case .branch(let branch): domain.name.below(branch.rawValue)
    case .namespace(let namespace): domain.servicesName(of: namespace)
    case .podNamespace(let namespace): domain.podsName(of: namespace)
    case .service(let service): service.name
    case .host(let label, let service): try service.name.prepending(label)
    case .transport(let transport, let service): try service.protocolName(transport)
    case .port(let port, let transport, let service, .underscored):
      try service.srv(port: port, protocol: transport)
    case .port(let port, let transport, let service, .bare):
      try service.name.prepending(transport.label).prepending(port.rawValue)
    case .podAddress(let address, let namespace):
      address.podName(namespace: namespace, domain: domain)
    case .reverse(let address): address.reverseName
    case .reverseBranch, .unknown, .outside: nil
    }
  }
}
