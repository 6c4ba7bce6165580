import ClusterNames
package import Registry
package import Wire

/// A zone read from a master file, as the registry publishes it: every name compiled, but for those
/// whose answer takes a search.
package struct StaticZone: Sendable {
  package let zone: Zone
  package let entries: [NameEntry]

  /// - Parameter records: those of one zone, all inside it, its SOA among them.
  package init?(_ records: [ResourceRecord]) {
    guard let top = records.first(where: { $0.type == .soa }), case .soa(let authority) = top.data
    else { return nil }
    let apex = top.owner.lowercased
    zone = Zone(
      apex: apex, authority: authority,
      negativeTimeToLive: min(top.timeToLive, authority.minimum), hasLiveSerial: false)
    entries = Self.entries(of: records, apex: apex)
  }

  private static func entries(of records: [ResourceRecord], apex: DomainName) -> [NameEntry] {
    var byName: [DomainName: NameEntry] = [:]
    for record in records where record.owner.isWithin(apex) {
      var owner: DomainName? = record.owner
      // Names between a record and the apex exist too (RFC 4592 §2.2.2).
      while let name = owner, name.isWithin(apex) {
        if byName[name] == nil { byName[name] = NameEntry(name: name, zone: apex) }
        owner = name.parent
      }
      byName[record.owner]?.records.append(record.data)
      byName[record.owner]?.timeToLive = record.timeToLive
    }
    let cuts = byName.values.filter { $0.name != apex && !$0.records(of: .ns).isEmpty }.map(\.name)
    return byName.values.map { entry in
      var entry = entry
      entry.isOccluded = cuts.contains { entry.name.isWithin($0) && entry.name != $0 }
      let hasWildcard = (try? entry.name.prepending("*")).map { byName[$0] != nil } ?? false
      if hasWildcard || entry.isOccluded || cuts.contains(entry.name)
        || !entry.records(of: .dname).isEmpty
      {
        entry.below = .resolved
      }
      entry.glue = addresses(of: entry, in: byName)
      return entry
    }.sorted { $0.name < $1.name }
  }

  /// The addresses of SRV targets inside the zone.
  private static func addresses(
    of entry: NameEntry, in names: [DomainName: NameEntry]
  ) -> [ResourceRecord] {
    var seen: Set<DomainName> = []
    return entry.records.flatMap { data -> [ResourceRecord] in
      guard case .srv(let location) = data, seen.insert(location.target).inserted,
        let target = names[location.target]
      else { return [] }
      return target.addressRecords
    }
  }
}
