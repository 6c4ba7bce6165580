import ClusterNames
import Registry
import Wire

/// What master files bring: delegations, wildcards and DNAME.
extension Lookup {
  /// A referral or a redirection, where a name server or DNAME record between the apex and the name gives
  /// the name away; the highest one counts, as what it covers is not looked at (RFC 6672 §3.2).
  func elsewhere(
    _ name: DomainName, _ type: RecordType, in zone: Zone, asked: DomainName
  ) -> Outcome? {
    guard !zone.hasLiveSerial else { return nil }
    var outcome: Outcome?
    var ancestor: DomainName? = name
    while let candidate = ancestor, candidate.isWithin(zone.apex) {
      if let entry = snapshot.entry(candidate) {
        // The DS record of a cut belongs to the parent (RFC 4035 §3.1.4.1).
        if entry.isCut, !(candidate == name && type == .ds) {
          outcome = referral(to: entry)
        } else if candidate != name, let target = entry.redirection {
          outcome = redirected(name, from: entry, to: target, asked: asked)
        }
      }
      ancestor = candidate.parent
    }
    return outcome
  }

  private func referral(to cut: NameEntry) -> Outcome {
    var outcome = Outcome(.referral)
    for data in cut.records(of: .ns) {
      outcome.authorities.append(
        ResourceRecord(owner: cut.name, timeToLive: cut.timeToLive(of: .ns), data: data))
      guard case .ns(let server) = data, let addresses = snapshot.entry(server) else { continue }
      outcome.additionals += addresses.addressRecords
    }
    return outcome
  }

  /// A name that is not there: a wildcard's, one that is made up from its labels, or none.
  func missing(
    _ name: DomainName, _ type: RecordType, below encloser: NameEntry, in zone: Zone,
    asked: DomainName
  ) -> Outcome {
    if case .nameError(let cause) = encloser.below {
      return negative(.nameError, in: zone, asked: asked, cause)
    }
    guard !zone.hasLiveSerial else {
      return synthesized(name, type, below: encloser, in: zone, asked: asked)
    }
    if let wildcard = try? encloser.name.prepending("*"), let entry = snapshot.entry(wildcard) {
      return answer(from: entry, type, in: zone, asked: asked)
    }
    return negative(.nameError, in: zone, asked: asked, nil)
  }
}

extension Lookup {
  /// The DNAME, and the alias that it makes of this name (RFC 6672 §3.1); the chain goes on from there.
  private func redirected(
    _ name: DomainName, from entry: NameEntry, to target: DomainName, asked: DomainName
  ) -> Outcome {
    let seconds = entry.timeToLive(of: .dname)
    let prefix = name.wire.dropLast(entry.name.wire.count)
    let alias = try? DomainName(wire: prefix + target.wire)
    var outcome = Outcome(alias == nil ? .nameTooLong : .answer)
    outcome.answers = entry.records(of: .dname).map {
      ResourceRecord(owner: entry.name, timeToLive: seconds, data: $0)
    }
    if let alias {
      outcome.answers.append(
        ResourceRecord(owner: asked, timeToLive: seconds, data: .cname(alias)))
    }
    return outcome
  }
}

extension NameEntry {
  var addressRecords: [ResourceRecord] {
    (records(of: .a) + records(of: .aaaa)).map {
      ResourceRecord(owner: name, timeToLive: timeToLive(of: $0.type), data: $0)
    }
  }

  /// A delegation: the zone ends here.
  var isCut: Bool { name != zone && records.contains { $0.type == .ns } }

  /// Where the names below are to be found instead (RFC 6672 §2.1).
  var redirection: DomainName? {
    guard case .opaque(_, let octets)? = records.first(where: { $0.type == .dname }) else {
      return nil
    }
    return try? DomainName(wire: octets)
  }
}
