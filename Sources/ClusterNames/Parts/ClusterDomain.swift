/// The domain under which a cluster's names are, `cluster.local` where nothing else is said.
public struct ClusterDomain: Hashable, Sendable {
  /// The domain.
  public let name: DomainName
  /// The domain as text, in lower case and without a final dot, as the kubelet writes it into
  /// `search` lines.
  public let rawValue: String

  /// The longest domain, in characters, under which the name of every Service fits:
  /// `SERVICE.NAMESPACE.svc.` takes up to 132 of the 253.
  public static let longest = 121

  /// `cluster.local`.
  public static let `default` = ClusterDomain(labels: ["cluster", "local"])

  /// Checks an RFC 1123 subdomain; a final dot is allowed and not kept.
  public init(_ text: String) throws(NameError) {
    let raw = text.hasSuffix(".") ? String(text.dropLast()) : text
    var problems = LabelGrammar.lengthProblems(raw, limit: Self.longest)
    if !LabelGrammar.isSubdomain(raw) { problems.append(.subdomain) }
    let labels = raw.split(separator: ".")
    let longestLabel = labels.map(\.utf8.count).max() ?? 0
    if longestLabel > DomainName.longestLabel {
      problems.append(.tooLong(found: longestLabel, allowed: DomainName.longestLabel))
    }
    guard problems.isEmpty else {
      throw NameError(kind: .clusterDomain, found: text, problems: problems)
    }
    self.init(labels: labels.map(String.init))
  }

  /// Takes labels that have been checked.
  private init(labels: [String]) {
    name = DomainName.root.below(labels: labels)
    rawValue = labels.joined(separator: ".")
  }

  /// `svc.ZONE`, above all Services.
  public var servicesName: DomainName { name.below("svc") }
  /// `pod.ZONE`, above the names of pod addresses.
  public var podsName: DomainName { name.below("pod") }
  /// `dns-version.ZONE`, whose TXT record names the version of the schema (K8s DNS §2.2).
  public var versionName: DomainName { name.below("dns-version") }
  /// `ns.dns.ZONE`, the name server of the zone.
  public var nameServerName: DomainName { name.below("ns", "dns") }
  /// `hostmaster.ZONE`, the mailbox of the SOA record.
  public var responsibleName: DomainName { name.below("hostmaster") }

  /// `NAMESPACE.svc.ZONE`, above the Services of a namespace.
  public func servicesName(of namespace: NamespaceName) -> DomainName {
    name.below(namespace.rawValue, "svc")
  }

  /// `NAMESPACE.pod.ZONE`, above the pod addresses of a namespace.
  public func podsName(of namespace: NamespaceName) -> DomainName {
    name.below(namespace.rawValue, "pod")
  }
}

extension ClusterDomain: Comparable {
  /// The canonical order of the names.
  public static func < (left: ClusterDomain, right: ClusterDomain) -> Bool {
    left.name < right.name
  }
}

extension ClusterDomain: CustomStringConvertible {
  /// The domain without a final dot.
  public var description: String { rawValue }
}

extension DomainName {
  /// The name with these labels at the left, for callers whose types say that all of it fits.
  func below(_ labels: String...) -> DomainName {
    below(labels: labels)
  }

  /// As `below(_:)`.
  func below(labels: [String]) -> DomainName {
    var wire: [UInt8] = []
    for label in labels {
      wire.append(UInt8(label.utf8.count))
      wire += label.utf8
    }
    wire += self.wire
    precondition(wire.count <= Self.longestWire, "a caller's types do not bound this name")
    return DomainName(validatedWire: wire)
  }
}
