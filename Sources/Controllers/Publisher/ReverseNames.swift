import ClusterNames
import ObjectStore
import Registry
import Wire

/// A name that an address points back to.
struct ReverseTarget: Hashable, Comparable {
  /// Names with a hostname come first: who looks an address up wants to see that name.
  enum Rank: Int, Hashable {
    case hostname
    case service
    case address
  }

  var name: DomainName
  var rank: Rank

  static func < (a: Self, b: Self) -> Bool {
    (a.rank.rawValue, a.name) < (b.rank.rawValue, b.name)
  }
}

/// The reverse trees: one PTR set an address, merged from all Services that list it.
struct ReverseNames {
  private let configuration: PublisherConfiguration
  private let cuts: [DomainName]
  private var targets: [IPAddress: [NamespacedName: [ReverseTarget]]] = [:]
  /// How many published names are below each name in between.
  private var branches: [DomainName: Int] = [:]

  static let zones = [DomainName.inAddrArpa, DomainName.ip6Arpa]

  init(_ configuration: PublisherConfiguration) {
    self.configuration = configuration
    cuts = configuration.reverseBlocks.flatMap(\.reverseCuts)
  }

  /// The zones with their name servers, and the blocks that we answer for whether an address is assigned
  /// or not.
  mutating func initialChanges() -> [Change] {
    var changes: [Change] = []
    for apex in Self.zones {
      let zone = Zone.cluster(apex: apex, negativeTimeToLive: configuration.negativeTimeToLive)
      let server = zone.authority.primaryServer
      changes.append(.zone(zone))
      changes.append(.name(branch(apex, resolved: [.soa, .ns])))
      changes += addBranches(above: server)
      changes.append(.name(branch(server, resolved: [.a, .aaaa])))
    }
    for cut in cuts where !Self.zones.contains(cut) {
      changes += addBranches(above: cut)
      changes.append(.name(branch(cut)))
    }
    return changes
  }

  /// Takes what a Service's names say of addresses; returns the changes of their PTR sets.
  mutating func update(
    _ service: NamespacedName, from old: [IPAddress: [ReverseTarget]],
    to new: [IPAddress: [ReverseTarget]]
  ) -> [Change] {
    Set(old.keys).union(new.keys).sorted().flatMap { address -> [Change] in
      guard old[address] != new[address] else { return [] }
      let wasPublished = targets[address] != nil
      targets[address, default: [:]][service] = new[address]
      if targets[address]?.isEmpty == true { targets[address] = nil }
      let name = address.reverseName
      guard let merged = targets[address] else {
        let removal: Change = cuts.contains(name) ? .name(branch(name)) : .removeName(name)
        return [removal] + removeBranches(above: name)
      }
      var entry = NameEntry(
        name: name, zone: name.reverseZone, timeToLive: configuration.timeToLive)
      var seen: Set<DomainName> = []
      entry.records = merged.values.joined().sorted()
        .compactMap { seen.insert($0.name).inserted ? .ptr($0.name) : nil }
      return (wasPublished ? [] : addBranches(above: name)) + [.name(entry)]
    }
  }

  // MARK: Names in between

  /// Outside the blocks we know no more than the addresses that are published.
  private func branch(_ name: DomainName, resolved: Set<RecordType> = []) -> NameEntry {
    let isOurs = cuts.contains { name.isWithin($0) }
    return NameEntry(
      name: name, zone: name.reverseZone, timeToLive: configuration.timeToLive,
      below: isOurs ? .nameError(nil) : .resolved, resolved: resolved)
  }

  private mutating func addBranches(above name: DomainName) -> [Change] {
    name.branches.compactMap { branch in
      branches[branch, default: 0] += 1
      return branches[branch] == 1 && !cuts.contains(branch) ? .name(self.branch(branch)) : nil
    }
  }

  private mutating func removeBranches(above name: DomainName) -> [Change] {
    name.branches.compactMap { branch in
      guard let count = branches[branch] else { return nil }
      branches[branch] = count > 1 ? count - 1 : nil
      return count == 1 && !cuts.contains(branch) ? .removeName(branch) : nil
    }
  }
}

extension DomainName {
  fileprivate var reverseZone: DomainName {
    isWithin(Self.ip6Arpa) ? Self.ip6Arpa : Self.inAddrArpa
  }

  /// The names between this one and the apex of its reverse zone.
  fileprivate var branches: [DomainName] {
    var names: [DomainName] = []
    var ancestor = parent
    while let name = ancestor, !ReverseNames.zones.contains(name) {
      names.append(name)
      ancestor = name.parent
    }
    return names
  }
}
