extension ClusterName {
  /// Says what a name means in the cluster of that domain; case does not matter.
  public init(_ name: DomainName, under domain: ClusterDomain = .default) {
    if let end = name.offset(of: domain.name) {
      // Rightmost label first: the tree is read from its top.
      var labels: [String] = []
      for label in DomainName(validatedWire: name.wire[..<end] + [0]).labels.reversed() {
        guard let text = Self.hostText(label) else {
          self = .unknown
          return
        }
        labels.append(text)
      }
      self = Self.parse(labels[...], domain) ?? .unknown
    } else if name.isWithin(.inAddrArpa) || name.isWithin(.ip6Arpa) {
      self = IPAddress(reverseName: name).map(ClusterName.reverse) ?? .reverseBranch
    } else {
      self = .outside
    }
  }

  /// A label in lower case if it has only letters, digits, hyphens and underscores, as all of the
  /// schema's have.
  private static func hostText(_ label: ArraySlice<UInt8>) -> String? {
    let folded = label.map(\.folded)
    let isHostText = folded.allSatisfy {
      $0.isLowercaseAlphanumeric || $0 == .hyphen || $0 == .underscore
    }
    return isHostText ? String(decoding: folded, as: UTF8.self) : nil
  }

  private static func parse(_ labels: ArraySlice<String>, _ domain: ClusterDomain) -> ClusterName? {
    guard let first = labels.first else { return .apex }
    let rest = labels.dropFirst()
    guard let branch = Branch(rawValue: first) else {
      return first == "dns-version" && rest.isEmpty ? .version : nil
    }
    guard let second = rest.first else { return .branch(branch) }
    let below = rest.dropFirst()
    if branch == .nameServers { return second == "ns" && below.isEmpty ? .nameServer : nil }
    guard let namespace = try? NamespaceName(second) else { return nil }
    guard let third = below.first else {
      return branch == .pods ? .podNamespace(namespace) : .namespace(namespace)
    }
    let left = Array(below.dropFirst())
    if branch == .pods {
      guard left.isEmpty else { return nil }
      return IPAddress(dashedText: third).map { .podAddress($0, namespace) }
    }
    guard let service = try? ServiceName(third) else { return nil }
    let names = ServiceDomain(service: service, namespace: namespace, domain: domain)
    switch left.count {
    case 0: return .service(names)
    case 1: return parseHost(left[0], of: names)
    case 2: return parsePort(left[1], left[0], of: names)
    default: return nil
    }
  }

  private static func parseHost(_ label: String, of service: ServiceDomain) -> ClusterName? {
    if label.hasPrefix("_") {
      let transport = TransportProtocol(label: label.utf8.dropFirst())
      return transport.map { .transport($0, of: service) }
    }
    return label.utf8.contains(.underscore) ? nil : .host(label, of: service)
  }

  private static func parsePort(
    _ port: String, _ transport: String, of service: ServiceDomain
  ) -> ClusterName? {
    let isUnderscored = port.hasPrefix("_") && transport.hasPrefix("_")
    func stripped(_ label: String) -> Substring {
      label.hasPrefix("_") ? label.dropFirst() : label[...]
    }
    guard let transport = TransportProtocol(label: stripped(transport).utf8),
      let port = try? Label(String(stripped(port)))
    else { return nil }
    return .port(port, transport, of: service, spelling: isUnderscored ? .underscored : .bare)
  }
}
