import ClusterNames
import Registry
import Wire

/// The records of a published zone, SOA first, as a transfer or a master file has them.
struct ZoneDump {
  let snapshot: Snapshot
  let zone: Zone
  /// Where the name server of the cluster's zones answers.
  let address: IPAddress

  var records: [ResourceRecord] {
    let entries = snapshot.entries.filter { $0.zone == zone.apex && $0.exists }
    let published = entries.flatMap { entry in
      entry.records.map {
        ResourceRecord(
          owner: entry.name, timeToLive: entry.timeToLive(of: $0.type), data: $0)
      }
    }
    return authority + published
  }

  /// What a zone of the cluster's has at its apex, as the resolver answers it.
  private var authority: [ResourceRecord] {
    guard zone.hasLiveSerial else { return [] }
    let start = ResourceRecord(
      owner: zone.apex, timeToLive: zone.negativeTimeToLive,
      data: .soa(snapshot.authority(of: zone)))
    let server = zone.authority.primaryServer
    let seconds = snapshot.entry(zone.apex)?.timeToLive ?? zone.negativeTimeToLive
    return [
      start, ResourceRecord(owner: zone.apex, timeToLive: seconds, data: .ns(server)),
      ResourceRecord(owner: server, timeToLive: seconds, data: address.recordData),
    ]
  }
}
