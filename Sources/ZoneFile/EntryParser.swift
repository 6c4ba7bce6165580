import ClusterNames
import Wire

/// Reads the entries of a file one after the other, with what one leaves for the next: origin, TTL,
/// class and owner (RFC 1035 §5.1).
struct EntryParser {
  private var lexer: Lexer
  /// What has been read so far.
  private var zoneFile: ZoneFile
  /// What `@` and relative names mean now.
  private var origin: DomainName?
  /// `$TTL` (RFC 2308 §4); it wins over the TTL of the record before.
  private var defaultTimeToLive: UInt32?
  private var lastTimeToLive: UInt32?
  /// Taken over by records that say no class; RFC 1035 §5.1 has no other default, we start with IN.
  private var lastClass = RecordClass.internet
  private var lastOwner = LastOwner.none

  /// What a line that starts with a blank takes as its owner.
  private enum LastOwner {
    case none
    case known(DomainName)
    /// Its entry has an error. Entries without an owner of their own are left out, without an error
    /// that would only repeat it.
    case broken
  }

  init(octets: [UInt8], file: String, origin: DomainName?) {
    lexer = Lexer(octets: octets)
    zoneFile = ZoneFile(file: file, entries: [], errors: [])
    self.origin = origin
  }

  /// Reads all entries. An error ends its entry, and nothing but its entry.
  mutating func parse() -> ZoneFile {
    while let entry = lexer.next() {
      guard zoneFile.errors.count < ZoneFile.mostErrors else {
        report("too many errors; the rest of the file is not read", at: entry.start)
        break
      }
      if let fault = entry.fault {
        report(fault.what, at: fault.mark)
        if !entry.startsBlank { lastOwner = .broken }
        continue
      }
      do {
        try parse(entry)
      } catch {
        report(error.what, at: error.token?.mark ?? entry.end)
      }
    }
    return zoneFile
  }

  private mutating func report(_ what: String, at mark: Mark) {
    zoneFile.errors.append(
      ZoneFileError(
        severity: .error, file: zoneFile.file, position: lexer.position(mark), what: what))
  }

  /// One entry: a directive, or a record with or without an owner.
  private mutating func parse(_ entry: LexicalEntry) throws(Fault) {
    var fields = Fields(entry.tokens, of: lexer.octets, origin: origin)
    guard let first = fields.next else { return }
    if !first.isQuoted, lexer.octets[first.range.lowerBound] == UInt8(ascii: "$") {
      try parseDirective(&fields)
      return
    }
    if !entry.startsBlank {
      // Until the owner is known to be good.
      lastOwner = .broken
      lastOwner = .known(try fields.name("owner"))
    }
    switch lastOwner {
    case .known(let owner):
      let record = try parseRecord(owner: owner, &fields)
      zoneFile.entries.append(.init(record: record, position: lexer.position(first.mark)))
    case .broken:
      return
    case .none:
      throw fields.fault(first, "follows a blank, but there is no owner before to take over")
    }
  }
}

// MARK: Directives

extension EntryParser {
  /// `$ORIGIN` and `$TTL` hold for all that follows; a faulty one changes nothing.
  private mutating func parseDirective(_ fields: inout Fields) throws(Fault) {
    let directive = try fields.take("directive")
    switch asciiUppercased(fields.text(directive)) {
    case "$ORIGIN":
      let name = try fields.name("origin")
      try fields.requireEnd()
      origin = name
    case "$TTL":
      let seconds = try fields.seconds("TTL", most: ResourceRecord.maximumTimeToLive)
      try fields.requireEnd()
      defaultTimeToLive = seconds
    case "$INCLUDE", "$GENERATE":
      throw fields.fault(directive, "is not supported; write the records into this file")
    default:
      throw fields.fault(directive, "is no directive; allowed are $ORIGIN and $TTL")
    }
  }
}

// MARK: Records

extension EntryParser {
  /// Reads `[TTL] [CLASS] TYPE DATA`, TTL and class in either order.
  private mutating func parseRecord(
    owner: DomainName, _ fields: inout Fields
  ) throws(Fault) -> ResourceRecord {
    var statedTimeToLive: UInt32?
    var statedClass: RecordClass?
    while let token = fields.next, !token.isQuoted {
      if statedTimeToLive == nil, lexer.octets[token.range.lowerBound].isDigit {
        statedTimeToLive = try fields.seconds("TTL", most: ResourceRecord.maximumTimeToLive)
      } else if statedClass == nil, let parsed = RecordClass(mnemonic: fields.text(token)) {
        guard parsed != .any, parsed != .nothing else {
          throw fields.fault(token, "is no class of records")
        }
        statedClass = parsed
        _ = try fields.take("class")
      } else {
        break
      }
    }
    let token = try fields.word("record type")
    guard let type = RecordType(mnemonic: fields.text(token)) else {
      throw fields.fault(token, "is no record type")
    }
    guard !type.isMeta, type.rawValue != 0 else {
      throw fields.fault(token, "is a type of questions, not of records")
    }
    let recordClass = statedClass ?? lastClass
    let data = try RecordData(type: type, recordClass: recordClass, at: token, &fields)
    try fields.requireEnd()

    let timeToLive = try timeToLive(stated: statedTimeToLive, data, token, fields)
    lastTimeToLive = timeToLive
    lastClass = recordClass
    return ResourceRecord(
      owner: owner, recordClass: recordClass, timeToLive: timeToLive, data: data)
  }

  /// The TTL of a record: its own, that of `$TTL`, that of the record before; and for an SOA record
  /// which has none of these before it, its minimum, which is what older files rely on.
  private func timeToLive(
    stated: UInt32?, _ data: RecordData, _ token: Token, _ fields: Fields
  ) throws(Fault) -> UInt32 {
    if let seconds = stated ?? defaultTimeToLive ?? lastTimeToLive { return seconds }
    if case .soa(let authority) = data, authority.minimum <= ResourceRecord.maximumTimeToLive {
      return authority.minimum
    }
    throw fields.fault(token, "has no TTL; write one before it, or $TTL at the top of the file")
  }
}
