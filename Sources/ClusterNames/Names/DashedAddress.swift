extension IPAddress {
  /// The address as one DNS label, as the cluster DNS writes it: `10-244-0-6`, `2001-db8--1`.
  ///
  /// Dots and colons become hyphens. A hyphen at the end gets a `0`, so that `fd00::` is `fd00--0`;
  /// one at the beginning stays, so that `::1` is `--1`, which is an octet string for DNS and no
  /// hostname.
  public var dashedText: String {
    switch self {
    case .v4(let address):
      return address.octets.map(String.init).joined(separator: "-")
    case .v6(let address):
      // The dotted quad of an IPv4-mapped address would not read back.
      let text = address.compressedGroups(separator: "-")
      return text.hasSuffix("-") ? text + "0" : text
    }
  }

  /// The address that such a label stands for, in any of its spellings; nil for every other label.
  ///
  /// Three single hyphens make an IPv4 address, all else is read as IPv6.
  public init?(dashedText: String) {
    let octets = dashedText.utf8.map { $0 == .hyphen ? UInt8.colon : $0 }
    guard !dashedText.utf8.contains(where: { $0 == .colon || $0 == .dot }) else { return nil }
    if let address = IPv4Address.parse(octets.map { $0 == .colon ? UInt8.dot : $0 }) {
      self = .v4(address)
    } else if let address = IPv6Address.parse(octets) {
      self = .v6(address)
    } else {
      return nil
    }
  }

  /// The name of a pod's address: `10-244-0-6.NAMESPACE.pod.ZONE`.
  public func podName(
    namespace: NamespaceName, domain: ClusterDomain = .default
  ) -> DomainName {
    domain.podsName(of: namespace).below(dashedText)
  }
}
