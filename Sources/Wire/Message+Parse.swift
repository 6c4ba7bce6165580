import ClusterNames

extension Message {
  /// Reads a whole message. Strict: nothing is left over behind the last record, and all lengths
  /// and counts fit exactly.
  package static func parse(_ octets: [UInt8]) throws(MessageError) -> Message {
    guard octets.count <= maximumSize else {
      throw MessageError(
        reason: .tooLong(octets: octets.count, allowed: maximumSize), field: .message, offset: 0)
    }
    var reader = Reader(message: octets)
    var message = Message(header: try Header(&reader))
    let counts = try SectionCounts(&reader)
    for _ in 0..<counts.questions {
      message.questions.append(try Question(&reader))
    }
    message.answers = try message.records(counts.answers, &reader)
    message.authorities = try message.records(counts.authorities, &reader)
    message.additionals = try message.records(counts.additionals, &reader, mayHoldOPT: true)
    try reader.requireEnd(.message)
    return message
  }

  /// Reads a section, and puts an OPT record in it into `edns`.
  private mutating func records(
    _ count: UInt16, _ reader: inout Reader, mayHoldOPT: Bool = false
  ) throws(MessageError) -> [ResourceRecord] {
    var records: [ResourceRecord] = []
    for _ in 0..<count {
      let start = reader.position
      let owner = try reader.name(.owner)
      let type = RecordType(rawValue: try reader.uint16(.recordHead))
      guard type == .opt else {
        records.append(try ResourceRecord(owner: owner, type: type, &reader))
        continue
      }
      // RFC 6891 §6.1.1: one OPT record, anywhere in the additional section; §6.1.2: the root's.
      guard mayHoldOPT else {
        throw reader.error(.badOPT(.outsideAdditionals), .owner, at: start)
      }
      guard edns == nil else { throw reader.error(.badOPT(.second), .owner, at: start) }
      guard owner == .root else { throw reader.error(.badOPT(.ownerNotRoot), .owner, at: start) }
      edns = try EDNS(&reader)
    }
    return records
  }
}
