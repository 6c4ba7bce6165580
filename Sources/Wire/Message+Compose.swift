import ClusterNames

extension Message {
  /// Writes the message in at most `limit` octets, which must be at least a header's twelve.
  ///
  /// Names are compressed (`Writer.name`), SRV targets never. What does not fit is left out at the
  /// border of a record:
  ///
  /// - of answers and authorities as many go out as fit, then TC is set and only OPT follows;
  /// - of additionals as many whole sets as fit, without TC: nobody asked for them (RFC 2181 §9);
  /// - room for the OPT record is kept from the start; it stands last. Only where it and the
  ///   questions do not fit together it loses its options, then the questions go, then it.
  package func compose(limit: Int = Message.maximumSize) -> [UInt8] {
    precondition(limit >= Header.size, "A message has at least a header.")
    let limit = min(limit, Message.maximumSize)
    let edns = edns(limit: limit)
    var writer = Writer(limit: limit - (edns?.size ?? 0))

    var header = header
    var counts = SectionCounts()
    writer.writeHeader(header, counts)
    counts.questions = writer.writePrefix(questions) { $0.write }
    counts.answers = writer.writePrefix(answers) { $0.write }
    counts.authorities = writer.writePrefix(authorities) { $0.write }
    header.truncated = header.truncated || writer.isFull
    counts.additionals = writer.writeWholeSets(additionals)
    if let edns {
      writer.useRoom(upTo: limit)
      counts.additionals += writer.writePrefix([edns]) { $0.write }
    }
    writer.writeHeader(header, counts)
    return writer.octets
  }

  /// What of the OPT record there is room for.
  private func edns(limit: Int) -> EDNS? {
    guard var edns else { return nil }
    let questionSize = questions.reduce(0) { $0 + $1.name.wire.count + 4 }
    if Header.size + questionSize + edns.size > limit {
      edns.options = []
    }
    return Header.size + edns.size > limit ? nil : edns
  }
}

extension Writer {
  /// Writes the header, or writes it anew once the counts are known.
  fileprivate mutating func writeHeader(_ header: Header, _ counts: SectionCounts) {
    let words = [
      header.id, header.flags, counts.questions, counts.answers, counts.authorities,
      counts.additionals,
    ]
    if octets.isEmpty {
      _ = attempt { (writer) throws(Full) in
        for word in words { try writer.uint16(word) }
      }
    } else {
      for (index, word) in words.enumerated() { overwrite(word, at: 2 * index) }
    }
  }

  /// Writes entries in order up to the first that does not fit; says how many.
  fileprivate mutating func writePrefix<Entry>(
    _ entries: [Entry], _ write: (Entry) -> (inout Writer) throws(Full) -> Void
  ) -> UInt16 {
    var count: UInt16 = 0
    for entry in entries {
      guard attempt(write(entry)) else { break }
      count += 1
    }
    return count
  }

  /// As `writePrefix`, but a set that stands together is written whole or not at all: a resolver
  /// would take a part of it for the set (RFC 2181 §5, §9).
  fileprivate mutating func writeWholeSets(_ records: [ResourceRecord]) -> UInt16 {
    var count = 0
    while count < records.count {
      let set = records[count...].prefix { $0.isOfSet(of: records[count]) }
      let fits = attempt { (writer) throws(Full) in
        for record in set { try record.write(to: &writer) }
      }
      guard fits else { break }
      count += set.count
    }
    return UInt16(count)
  }
}
