import ClusterNames
import Registry
import Wire

/// The names of a cluster's zone that do not come from objects: apex, `svc`, `pod`, `ns.dns`,
/// `dns-version`; and the two nodes of each namespace.
enum ClusterZone {
  /// The version of the Kubernetes DNS schema that is answered (K8s DNS §2.2), with its TTL.
  private static let schemaVersion = "1.1.0"
  private static let schemaTimeToLive: UInt32 = 28800

  static func changes(_ configuration: PublisherConfiguration) -> [Change] {
    let domain = configuration.domain
    func entry(
      _ name: DomainName, _ below: NameEntry.Below = .nameError(nil),
      resolved: Set<RecordType> = []
    ) -> NameEntry {
      NameEntry(
        name: name, zone: domain.name, timeToLive: configuration.timeToLive, below: below,
        resolved: resolved)
    }
    var version = entry(domain.versionName)
    version.records = [.txt([Array(schemaVersion.utf8)])]
    version.timeToLive = schemaTimeToLive
    let entries = [
      entry(domain.name, .nameError(.outsideSchema), resolved: [.soa, .ns]),
      entry(domain.servicesName, .nameError(.noSuchNamespace)),
      entry(domain.podsName, .nameError(.noSuchNamespace)),
      entry(domain.nameServerName.parent ?? domain.name),
      entry(domain.nameServerName, resolved: [.a, .aaaa]),
      version,
    ]
    let zone = Zone.cluster(
      apex: domain.name, negativeTimeToLive: configuration.negativeTimeToLive)
    return [.zone(zone)] + entries.map { .name($0) }
  }

  /// `NAMESPACE.svc` and `NAMESPACE.pod`: they exist as long as the namespace does.
  static func names(
    of namespace: String, _ configuration: PublisherConfiguration
  ) -> [NameEntry] {
    let domain = configuration.domain
    let branches: [(DomainName, NameEntry.Below)] = [
      (domain.servicesName, .nameError(.noSuchService(namespace: namespace))),
      (domain.podsName, .resolved),
    ]
    return branches.compactMap { branch, below in
      guard let name = try? branch.prepending(namespace) else { return nil }
      return NameEntry(
        name: name, zone: domain.name, timeToLive: configuration.timeToLive, below: below)
    }
  }
}
