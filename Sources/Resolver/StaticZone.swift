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
    // A record that is there twice counts once (RFC 2181 §5).
    var seen: [DomainName: Set<RecordData>] = [:]
    for record in records where record.owner.isWithin(apex) {
      var owner: DomainName? = record.owner
      // Names between a record and the apex exist too (RFC 4592 §2.2.2).
      while let name = owner, name.isWithin(apex) {
        if byName[name] == nil { byName[name] = NameEntry(name: name, zone: apex) }
        owner = name.parent
      }
      guard seen[record.owner, default: []].insert(record.data).inserted else { continue }
      byName[record.owner]?.add(record)
    }
    let covers = Set(byName.values.filter { $0.isCut || $0.redirection != nil }.map(\.name))
    return byName.values.map { entry in
      var entry = entry
      entry.isOccluded = entry.name.hasAncestor(in: covers)
      let hasWildcard = (try? entry.name.prepending("*")).map { byName[$0] != nil } ?? false
      if hasWildcard || entry.isOccluded || covers.contains(entry.name) {
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

extension NameEntry {
  /// Takes a record in; where those of a set differ in their TTL, the lowest counts (RFC 2181 §5.2).
  fileprivate mutating func add(_ record: ResourceRecord) {
    records.append(record.data)
    ownTimesToLive[record.type] = min(
      record.timeToLive, ownTimesToLive[record.type] ?? record.timeToLive)
  }
}

extension DomainName {
  fileprivate func hasAncestor(in names: Set<DomainName>) -> Bool {
    var ancestor = parent
    while let name = ancestor {
      if names.contains(name) { return true }
      ancestor = name.parent
    }
    return false
  }
}
