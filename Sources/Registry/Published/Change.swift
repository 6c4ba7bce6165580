package import ClusterNames

/// One step of a publication; steps are seen by queries in the order in which they are given.
package enum Change: Hashable, Sendable {
  case zone(Zone)
  /// Only after the zone's names are gone.
  case removeZone(DomainName)
  case name(NameEntry)
  case removeName(DomainName)
}
