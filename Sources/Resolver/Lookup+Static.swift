import ClusterNames
import Registry
import Wire

/// What master files bring: delegations, wildcards and DNAME.
extension Lookup {
  /// A referral, where a name server record between the apex and the name gives the name away.
  func referral(for name: DomainName, _ type: RecordType, in zone: Zone) -> Outcome? {
    guard !zone.hasLiveSerial else { return nil }
    var cut: NameEntry?
    var ancestor: DomainName? = name
    while let candidate = ancestor, candidate != zone.apex {
      if let entry = snapshot.entry(candidate), !entry.records(of: .ns).isEmpty { cut = entry }
      ancestor = candidate.parent
    }
    // The DS record of a cut belongs to the parent (RFC 4035 §3.1.4.1).
    guard let cut, !(cut.name == name && type == .ds) else { return nil }
    var outcome = Outcome(.referral)
    for data in cut.records(of: .ns) {
      outcome.authorities.append(
        ResourceRecord(owner: cut.name, timeToLive: cut.timeToLive, data: data))
      guard case .ns(let server) = data, let addresses = snapshot.entry(server) else { continue }
      outcome.additionals += addresses.addressRecords
    }
    return outcome
  }

  /// A name that is not there: a wildcard's, a DNAME's, one that is made up from its labels, or none.
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
    if case .opaque(_, let octets)? = encloser.records(of: .dname).first,
      let target = try? DomainName(wire: octets)
    {
      return redirected(name, from: encloser, to: target, in: zone, asked: asked)
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
    _ name: DomainName, from entry: NameEntry, to target: DomainName, in zone: Zone,
    asked: DomainName
  ) -> Outcome {
    let prefix = name.wire.dropLast(entry.name.wire.count)
    guard let alias = try? DomainName(wire: prefix + target.wire) else {
      // The name that it stands for would be too long: YXDOMAIN, which servers send as a failure.
      return Outcome(.serverFailure)
    }
    var outcome = Outcome(.answer)
    outcome.answers = entry.records(of: .dname).map {
      ResourceRecord(owner: entry.name, timeToLive: entry.timeToLive, data: $0)
    }
    outcome.answers.append(
      ResourceRecord(owner: asked, timeToLive: entry.timeToLive, data: .cname(alias)))
    return outcome
  }
}

extension NameEntry {
  var addressRecords: [ResourceRecord] {
    (records(of: .a) + records(of: .aaaa)).map {
      ResourceRecord(owner: name, timeToLive: timeToLive, data: $0)
    }
  }
}
