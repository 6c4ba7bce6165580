import ClusterNames
import Manifests
import Registry
import Resolver
import Wire
import ZoneFile

/// Publishes the zones of master files, and replaces or removes them as the files change.
///
/// A file that cannot be read as a zone leaves what it served before.
struct ZoneLoader {
  private let registry: Registry
  private let cluster: ClusterDomain
  /// The reverse names of blocks that the cluster gives addresses from.
  private let cuts: [DomainName]
  private var zones: [FileKey: StaticZone] = [:]
  private var published: [DomainName: NameEntry] = [:]

  /// - Parameter blocks: where pods and Services get their addresses from.
  init(registry: Registry, cluster: ClusterDomain, blocks: [AddressBlock]) {
    self.registry = registry
    self.cluster = cluster
    cuts = blocks.flatMap(\.reverseCuts)
  }

  /// Returns what is wrong, as lines with file, line and column.
  mutating func apply(_ batch: FileBatch) -> [String] {
    batch.zones.flatMap { key, update -> [String] in
      switch update {
      case .removed:
        replace(key, by: nil)
        return []
      case .unreadable(let reason):
        return ["\(key): error: \(reason)"]
      case .contents(let octets):
        return load(octets, key)
      }
    }
  }

  private mutating func load(_ octets: [UInt8], _ key: FileKey) -> [String] {
    let file = ZoneFile.parse(octets, file: key.location, origin: nil)
    let zone = MasterZone(file)
    var lines = (file.errors + zone.findings).map(\.description)
    // Half a zone would deny names that exist.
    guard file.errors.isEmpty, !zone.hasErrors, let origin = zone.origin,
      let loaded = StaticZone(zone.records)
    else { return lines }
    if let owner = owner(of: origin, besides: key) {
      lines.append("\(key):1:1: error: zone \(origin) is \(owner)")
      return lines
    }
    replace(key, by: loaded)
    return lines
  }

  private func owner(of apex: DomainName, besides key: FileKey) -> String? {
    let isClusters =
      apexesOfObjects.contains(apex)
      || [cluster.servicesName, cluster.podsName, cluster.nameServerName].contains(
        where: apex.isWithin)
      || cuts.contains { apex.isWithin($0) || $0.isWithin(apex) }
    if isClusters { return "the cluster's own; a file cannot replace it" }
    let other = zones.first { $0.key != key && $0.value.zone.apex == apex }
    return other.map { "served from \($0.key) already" }
  }

  private var apexesOfObjects: Set<DomainName> { [cluster.name, .inAddrArpa, .ip6Arpa] }

  private mutating func replace(_ key: FileKey, by new: StaticZone?) {
    let old = zones[key]
    zones[key] = new
    let wanted = entries
    var changes: [Change] = []
    if let new { changes.append(.zone(new.zone)) }
    changes += wanted.values.filter { published[$0.name] != $0 }.map { .name($0) }
    changes += published.keys.filter { wanted[$0] == nil }.map { .removeName($0) }
    if let old, old.zone.apex != new?.zone.apex { changes.append(.removeZone(old.zone.apex)) }
    published = wanted
    if !changes.isEmpty { registry.publish(changes) }
  }

  /// Each name as the zone nearest to it has it: what a parent says of names below another apex,
  /// ours or the cluster's, is not asked for (RFC 1034 §4.3.2).
  private var entries: [DomainName: NameEntry] {
    let apexes = apexesOfObjects.union(zones.values.map(\.zone.apex))
    var entries: [DomainName: NameEntry] = [:]
    for zone in zones.values {
      for entry in zone.entries where entry.name.nearest(of: apexes) == zone.zone.apex {
        entries[entry.name] = entry
      }
    }
    return entries
  }
}

extension DomainName {
  /// The name itself or the closest one above it that is in the set.
  fileprivate func nearest(of names: Set<DomainName>) -> DomainName? {
    var name: DomainName? = self
    while let candidate = name, !names.contains(candidate) { name = candidate.parent }
    return name
  }
}
