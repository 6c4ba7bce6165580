import ClusterNames
import Wire

/// The checks of `Zone`, one after the other; each takes out the entries that it reports as errors.
struct ZoneCheck {
  let file: String
  private(set) var entries: [ZoneFile.Entry]
  private(set) var findings: [ZoneFileError] = []
  /// The owner of the first SOA record. What the caller may have given as the origin is no proof.
  let origin: DomainName?
  /// RFC 1035 §5.2, rule 1: all records of a file are of one class.
  private let recordClass: RecordClass

  init(_ zoneFile: ZoneFile) {
    file = zoneFile.file
    entries = zoneFile.entries
    let apex = zoneFile.entries.first { $0.record.type == .soa }?.record
    origin = apex?.owner
    recordClass = apex?.recordClass ?? zoneFile.entries.first?.record.recordClass ?? .internet
  }

  /// Errors first: what they take out is not warned about.
  mutating func run() -> [ResourceRecord] {
    checkAuthority()
    checkClassesAndOwners()
    checkAliases()
    checkDoubles()
    checkTimesToLive()
    checkTargets()
    return entries.map(\.record)
  }

  mutating func report(
    _ severity: ZoneFileError.Severity, at position: ZoneFile.Position, _ what: String
  ) {
    findings.append(
      ZoneFileError(severity: severity, file: file, position: position, what: what))
  }

  /// Takes out, as errors, the entries that `fault` has a sentence for.
  private mutating func reject(_ fault: (ResourceRecord) -> String?) {
    var kept: [ZoneFile.Entry] = []
    for entry in entries {
      if let what = fault(entry.record) {
        report(.error, at: entry.position, what)
      } else {
        kept.append(entry)
      }
    }
    entries = kept
  }
}

// MARK: Errors

extension ZoneCheck {
  /// Exactly one SOA record, at the top of the zone.
  private mutating func checkAuthority() {
    guard let origin else {
      let position = ZoneFile.Position(line: 1, column: 1)
      report(.error, at: position, "no SOA record; a zone has exactly one, at its origin")
      return
    }
    var isFirst = true
    reject { record in
      guard record.type == .soa else { return nil }
      defer { isFirst = false }
      if isFirst { return nil }
      return record.owner == origin
        ? "a second SOA record; a zone has exactly one"
        : "an SOA record at \(record.owner), but the zone's is at \(origin)"
    }
    let hasServer = entries.contains { $0.record.type == .ns && $0.record.owner == origin }
    if !hasServer, let apex = entries.first(where: { $0.record.type == .soa }) {
      report(.warning, at: apex.position, "the zone has no NS record at \(origin)")
    }
  }

  /// RFC 1035 §5.2, rules 1 and 4: one class, and nothing outside of the zone.
  private mutating func checkClassesAndOwners() {
    reject { [origin, recordClass] record in
      if record.recordClass != recordClass {
        return "class \(record.recordClass), but the zone is of class \(recordClass)"
      }
      guard let origin, !record.owner.isWithin(origin) else { return nil }
      return "\(record.owner) is not within the zone \(origin)"
    }
  }

  /// RFC 1034 §3.6.2, RFC 2181 §10.1: one CNAME record and nothing else, but DNSSEC's own types.
  private mutating func checkAliases() {
    var firstAlias: [DomainName: RecordData] = [:]
    for entry in entries where entry.record.type == .cname {
      firstAlias[entry.record.owner] = firstAlias[entry.record.owner] ?? entry.record.data
    }
    // Where data stand first, the alias goes: other records must not vanish for one line.
    var withOtherData: Set<DomainName> = []
    let mayStandBeside: Set<RecordType> = [.rrsig, .nsec, .sig, .nxt, .key]
    for entry in entries where entry.record.type != .cname {
      if !mayStandBeside.contains(entry.record.type) { withOtherData.insert(entry.record.owner) }
    }
    reject { record in
      guard record.type == .cname else { return nil }
      if withOtherData.contains(record.owner) {
        return "\(record.owner) has a CNAME record and other data; it may have one or the other"
      }
      return firstAlias[record.owner] == record.data
        ? nil : "a second CNAME record at \(record.owner); one is allowed"
    }
  }
}

// MARK: Warnings

extension ZoneCheck {
  /// RFC 2181 §5: a set has no two equal records.
  private mutating func checkDoubles() {
    var seen: Set<DataKey> = []
    var kept: [ZoneFile.Entry] = []
    for entry in entries {
      if seen.insert(DataKey(set: SetKey(entry.record), data: entry.record.data)).inserted {
        kept.append(entry)
      } else {
        report(.warning, at: entry.position, "the same \(entry.record.type) record again")
      }
    }
    entries = kept
  }

  /// RFC 2181 §5.2: all records of a set have one TTL. The lowest is taken, as a resolver would.
  private mutating func checkTimesToLive() {
    var first: [SetKey: UInt32] = [:]
    var lowest: [SetKey: UInt32] = [:]
    for entry in entries {
      let key = SetKey(entry.record)
      let seconds = entry.record.timeToLive
      if let other = first[key], other != seconds {
        report(
          .warning, at: entry.position,
          "TTL \(seconds), but \(other) in the same set; the lowest is taken for all")
      }
      first[key] = first[key] ?? seconds
      lowest[key] = min(lowest[key] ?? seconds, seconds)
    }
    for index in entries.indices {
      let record = entries[index].record
      entries[index].record.timeToLive = lowest[SetKey(record)] ?? record.timeToLive
    }
  }

  /// RFC 2181 §10.3: NS, MX and SRV records name no aliases.
  private mutating func checkTargets() {
    let aliases = Set(entries.lazy.filter { $0.record.type == .cname }.map(\.record.owner))
    guard !aliases.isEmpty else { return }
    for entry in entries {
      guard let target = entry.record.data.server, aliases.contains(target) else { continue }
      report(
        .warning, at: entry.position,
        "the \(entry.record.type) record names \(target), which is an alias (CNAME)")
    }
  }

  /// What all records of a set share; the class is the zone's.
  private struct SetKey: Hashable {
    let owner: DomainName
    let type: RecordType

    init(_ record: ResourceRecord) {
      owner = record.owner
      type = record.type
    }
  }

  /// Equal for records that say the same, whatever their TTL.
  private struct DataKey: Hashable {
    let set: SetKey
    let data: RecordData
  }
}

extension RecordData {
  /// The host that an NS, MX or SRV record names.
  fileprivate var server: DomainName? {
    switch self {
    case .ns(let name): name
    case .srv(let location): location.target
    case .opaque(.mx, let octets): try? DomainName(wire: octets.dropFirst(2))
    default: nil
    }
  }
}
