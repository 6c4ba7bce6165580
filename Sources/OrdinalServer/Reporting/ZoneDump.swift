import ClusterNames
import Registry
import Wire

/// The records of a published zone, SOA first, as a transfer or a master file has them.
struct ZoneDump {
  let snapshot: Snapshot
  let zone: Zone
  /// The name server of the cluster's zones, and where it answers.
  let nameServer: DomainName
  let address: IPAddress

  var records: [ResourceRecord] {
    let entries = snapshot.entries.filter { $0.zone == zone.apex && $0.exists }
    let published = entries.flatMap { entry in
      entry.records.filter { $0.type != .soa }.map {
        ResourceRecord(owner: entry.name, timeToLive: entry.timeToLive, data: $0)
      }
    }
    return authority + published
  }

  private var authority: [ResourceRecord] {
    let seconds = zone.negativeTimeToLive
    var records = [
      ResourceRecord(
        owner: zone.apex, timeToLive: seconds, data: .soa(snapshot.authority(of: zone)))
    ]
    guard zone.hasLiveSerial else { return records }
    records.append(ResourceRecord(owner: zone.apex, timeToLive: seconds, data: .ns(nameServer)))
    if nameServer.isWithin(zone.apex) {
      let data: RecordData =
        switch address {
        case .v4(let address): .a(address)
        case .v6(let address): .aaaa(address)
        }
      records.append(ResourceRecord(owner: nameServer, timeToLive: seconds, data: data))
    }
    return records
  }
}
