import ClusterNames
import Registry
import Wire

/// The records of sets as a server publishes them when all their pods are Ready.
struct SetRecords {
  let sets: [NamedSet]
  let domain: ClusterDomain
  let addresses: AddressPlan

  private static let timeToLive: UInt32 = 5

  var records: [ResourceRecord] {
    var seen: Set<ResourceRecord> = []
    let sets = zip(sets, addresses.addresses).flatMap(records)
    return (authority + sets).filter { seen.insert($0).inserted }
  }

  private var authority: [ResourceRecord] {
    let zone = Zone.cluster(apex: domain.name, negativeTimeToLive: Self.timeToLive)
    return [
      record(domain.name, .soa(zone.authority)),
      record(domain.name, .ns(domain.nameServerName)),
      record(domain.nameServerName, .a(IPv4Address(rawValue: 0x7F00_0001))),
    ]
  }

  private func records(of set: NamedSet, _ addresses: [[IPAddress]]) -> [ResourceRecord] {
    let service = set.names.service
    var records: [ResourceRecord] = []
    let endpoints = addresses.reduce(0) { $0 + $1.count }
    for (pod, addresses) in zip(set.names, addresses) {
      let data = addresses.map(\.recordData)
      records +=
        (data + locations(set.ports, at: pod.host, among: addresses.count * set.ports.count))
        .map { record(pod.host, $0) }
      records +=
        (data + locations(set.ports, at: pod.host, among: endpoints * set.ports.count))
        .map { record(service.name, $0) }
      for port in set.ports {
        guard let owner = port.owner(in: service) else { continue }
        records += (data + locations([port], at: pod.host, among: endpoints))
          .map { record(owner, $0) }
      }
    }
    return records
  }

  /// The weight is shared among all pairs of address and port.
  private func locations(
    _ ports: [NamedSet.Port], at host: DomainName, among pairs: Int
  ) -> [RecordData] {
    ports.map { port in
      .srv(
        ServiceLocation(
          priority: 0, weight: UInt16(max(100 / max(pairs, 1), 1)), port: port.number,
          target: host))
    }
  }

  private func record(_ owner: DomainName, _ data: RecordData) -> ResourceRecord {
    ResourceRecord(owner: owner, timeToLive: Self.timeToLive, data: data)
  }
}

extension NamedSet.Port {
  /// `_web._tcp.SERVICE`; nil where there is none.
  func owner(in service: ServiceDomain) -> DomainName? {
    name.flatMap { try? service.srv(port: $0, protocol: transport) }
  }
}
