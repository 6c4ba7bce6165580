import ClusterNames
import Registry
import Wire

/// The search for a name in one snapshot, as RFC 1034 §4.3.2 has it, with wildcards (RFC 4592) and
/// aliases followed as far as our zones reach.
struct Lookup {
  let snapshot: Snapshot
  let domain: ClusterDomain
  let local: IPAddress

  /// A chain of more aliases is cut, as a loop is.
  private static let aliasLimit = 10

  func resolve(_ name: DomainName, _ type: RecordType) -> Outcome {
    var outcome = step(name, type, asked: name)
    var followed: Set<DomainName> = [name]
    // ANY matches an alias as CNAME does (RFC 1034 §4.3.2 3a).
    while outcome.kind == .answer, type != .cname, type != .any,
      case .cname(let target)? = outcome.answers.last?.data
    {
      guard followed.count <= Self.aliasLimit, followed.insert(target).inserted else { break }
      var next = step(target, type, asked: target)
      // A target in nobody's zone: the client goes on from the alias.
      guard next.kind != .refused, next.kind != .serverFailure else { break }
      next.answers = outcome.answers + next.answers
      outcome = next
    }
    return outcome
  }

  /// - Parameter asked: the owner that records answer with, in the case of the question.
  private func step(_ name: DomainName, _ type: RecordType, asked: DomainName) -> Outcome {
    guard let zone = snapshot.zone(holding: name) else {
      return Outcome(.refused, cause: .outsideZones)
    }
    if let outcome = elsewhere(name, type, in: zone, asked: asked) { return outcome }
    if let outcome = authorityData(name, type, in: zone, asked: asked) { return outcome }
    if let entry = snapshot.entry(name) {
      return answer(from: entry, type, in: zone, asked: asked)
    }
    guard let encloser = snapshot.closestEncloser(of: name), encloser.name.isWithin(zone.apex)
    else {
      return negative(.nameError, in: zone, asked: asked, nil)
    }
    return missing(name, type, below: encloser, in: zone, asked: asked)
  }

  /// NODATA or NXDOMAIN with the zone's SOA (RFC 2308 §3); before the first publication is whole,
  /// nobody knows, and saying no would be kept by caches.
  func negative(
    _ kind: Outcome.Kind, in zone: Zone, asked: DomainName, _ cause: Cause?, isCached: Bool = true
  ) -> Outcome {
    guard snapshot.isSynced || !zone.hasLiveSerial else {
      return Outcome(.serverFailure, cause: .notSynced)
    }
    var outcome = Outcome(kind, cause: cause)
    outcome.authorities = [authority(of: zone, asked: asked, isCached: isCached)]
    return outcome
  }

  /// The SOA record, the zone's part of its names in the case of the question.
  func authority(of zone: Zone, asked: DomainName, isCached: Bool) -> ResourceRecord {
    var data = snapshot.authority(of: zone)
    if !isCached { data.minimum = 0 }
    let seconds = isCached ? min(zone.negativeTimeToLive, data.minimum) : 0
    let owner = asked.isWithin(zone.apex) ? asked.suffix(labels: zone.apex.labelCount) : zone.apex
    data.primaryServer = data.primaryServer.under(owner)
    data.responsible = data.responsible.under(owner)
    return ResourceRecord(owner: owner, timeToLive: seconds, data: .soa(data))
  }

  func answer(
    from entry: NameEntry, _ type: RecordType, in zone: Zone, asked: DomainName
  ) -> Outcome {
    if case .absent(let cause) = entry.presence {
      return negative(
        .nameError, in: zone, asked: asked, cause, isCached: entry.allowsNegativeCaching)
    }
    var records = entry.records(of: type)
    if records.isEmpty { records = entry.records(of: .cname) }
    guard !records.isEmpty else {
      return negative(
        .noData, in: zone, asked: asked, nil, isCached: entry.allowsNegativeCaching)
    }
    var outcome = Outcome(.answer)
    outcome.answers = records.map {
      ResourceRecord(owner: asked, timeToLive: entry.timeToLive(of: $0.type), data: $0)
    }
    outcome.additionals = type == .srv ? entry.glue : []
    return outcome
  }
}

extension DomainName {
  /// The last `labels` labels, in the case in which they stand here.
  fileprivate func suffix(labels count: Int) -> DomainName {
    var name = self
    for _ in 0..<(labelCount - count) { name = name.parent ?? name }
    return name
  }

  /// The name with its end in the case of `ancestor`, if it is below that.
  fileprivate func under(_ ancestor: DomainName) -> DomainName {
    guard isWithin(ancestor), wire.count > ancestor.wire.count else { return self }
    return DomainName(validatedWire: wire.dropLast(ancestor.wire.count) + ancestor.wire)
  }
}
