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
  private let reserved: [DomainName]
  private var zones: [FileKey: StaticZone] = [:]

  /// - Parameter reserved: zones that come from objects.
  init(registry: Registry, reserved: [DomainName]) {
    self.registry = registry
    self.reserved = reserved
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
    if reserved.contains(apex) { return "the cluster's own; a file cannot replace it" }
    let other = zones.first { $0.key != key && $0.value.zone.apex == apex }
    return other.map { "served from \($0.key) already" }
  }

  private mutating func replace(_ key: FileKey, by new: StaticZone?) {
    let old = zones[key]
    zones[key] = new
    var changes: [Change] = []
    if let new {
      changes.append(.zone(new.zone))
      changes += new.entries.map { .name($0) }
    }
    if let old {
      let kept = Set(new?.entries.map(\.name) ?? [])
      changes += old.entries.map(\.name).filter { !kept.contains($0) }.map { .removeName($0) }
      if old.zone.apex != new?.zone.apex { changes.append(.removeZone(old.zone.apex)) }
    }
    if !changes.isEmpty { registry.publish(changes) }
  }
}
