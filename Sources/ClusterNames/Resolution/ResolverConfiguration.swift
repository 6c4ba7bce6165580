/// The `/etc/resolv.conf` that a pod gets, and what a resolver does with it.
public struct ResolverConfiguration: Hashable, Sendable {
  /// The name servers that are asked, in order.
  public let nameServers: [IPAddress]
  /// The name servers beyond the limit, which the kubelet drops.
  public let omittedNameServers: [IPAddress]
  /// The search list.
  public let search: SearchList
  /// How many dots make a resolver try a name as it is before it searches; Kubernetes sets 5.
  public let dotThreshold: Int

  /// How many name servers there may be; glibc reads no more.
  public static let mostNameServers = 3

  /// The configuration of these name servers and domains; servers beyond the third are dropped.
  public init(nameServers: [IPAddress], search: SearchList, dotThreshold: Int = 5) {
    self.nameServers = Array(nameServers.prefix(Self.mostNameServers))
    omittedNameServers = Array(nameServers.dropFirst(Self.mostNameServers))
    self.search = search
    self.dotThreshold = dotThreshold
  }

  /// The configuration of a pod with `dnsPolicy: ClusterFirst`.
  public init(
    nameServers: [IPAddress], namespace: NamespaceName, domain: ClusterDomain = .default,
    hostSearch: [String] = []
  ) {
    self.init(
      nameServers: nameServers,
      search: SearchList(namespace: namespace, domain: domain, hostSearch: hostSearch))
  }

  /// What the kubelet says of the limits in events of the pod; empty when nothing was dropped.
  public var warnings: [String] {
    var warnings: [String] = []
    if !omittedNameServers.isEmpty {
      let applied = nameServers.map(\.description).joined(separator: " ")
      warnings.append(
        "Nameserver limits were exceeded, some nameservers have been omitted, the applied "
          + "nameserver line is: \(applied)")
    }
    if let warning = search.warning { warnings.append(warning) }
    return warnings
  }

  /// The names that a resolver asks for, in order, when a program asks it for `query`.
  public func candidates(for query: String) throws(DomainNameError) -> [DomainName] {
    try search.candidates(for: query, dotThreshold: dotThreshold)
  }
}

extension ResolverConfiguration: CustomStringConvertible {
  /// The text of the file, in the order in which container runtimes write it.
  public var description: String {
    var lines = search.domains.isEmpty ? [] : ["search \(search)"]
    lines += nameServers.map { "nameserver \($0)" }
    lines.append("options ndots:\(dotThreshold)")
    return lines.map { $0 + "\n" }.joined()
  }
}
