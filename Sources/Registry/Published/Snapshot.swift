package import ClusterNames
import HashTreeCollections
package import Wire

/// Everything published at one moment, for those who do not answer packets: the resolver's odd
/// queries, explain, dump. Taking one costs nothing; holding one keeps it as it was.
package struct Snapshot: Sendable {
  var names = TreeDictionary<DomainName, NameEntry>()
  var zones = TreeDictionary<DomainName, Zone>()
  package internal(set) var serial: UInt32 = 0
  /// False until the first whole publication: negative answers would be lies before it.
  package internal(set) var isSynced = false

  package init() {}
}

extension Snapshot {
  package func entry(_ name: DomainName) -> NameEntry? { names[name] }

  /// All published names, in the canonical order (RFC 4034 §6.1).
  package var entries: [NameEntry] { names.values.sorted { $0.name < $1.name } }

  package var apexes: [DomainName] { zones.keys.sorted() }

  package func zone(at apex: DomainName) -> Zone? { zones[apex] }

  package func zone(holding name: DomainName) -> Zone? {
    var ancestor: DomainName? = name
    while let apex = ancestor {
      if let zone = zones[apex] { return zone }
      ancestor = apex.parent
    }
    return nil
  }

  /// The SOA record data of a zone as of now.
  package func authority(of zone: Zone) -> StartOfAuthority {
    var authority = zone.authority
    if zone.hasLiveSerial { authority.serial = serial }
    return authority
  }

  /// The deepest published name above `name` (the closest encloser, RFC 4592 §3.3.1).
  package func closestEncloser(of name: DomainName) -> NameEntry? {
    var ancestor = name.parent
    while let candidate = ancestor {
      if let entry = names[candidate] { return entry }
      ancestor = candidate.parent
    }
    return nil
  }
}
