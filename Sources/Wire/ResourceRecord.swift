package import ClusterNames

/// RFC 1035 §4.1.3.
package struct ResourceRecord: Hashable, Sendable {
  package var owner: DomainName
  package var recordClass: RecordClass
  /// Seconds, at most 2^31 - 1 (RFC 2181 §8).
  package var timeToLive: UInt32
  package var data: RecordData

  package init(
    owner: DomainName, recordClass: RecordClass = .internet, timeToLive: UInt32, data: RecordData
  ) {
    self.owner = owner
    self.recordClass = recordClass
    self.timeToLive = timeToLive
    self.data = data
  }

  package var type: RecordType { data.type }
}

extension ResourceRecord {
  /// The longest time that a record can say that it may be kept (RFC 2181 §8).
  package static let maximumTimeToLive: UInt32 = 0x7FFF_FFFF

  /// Reads a record from behind its type on.
  init(owner: DomainName, type: RecordType, _ reader: inout Reader) throws(MessageError) {
    self.owner = owner
    let recordClass = RecordClass(rawValue: try reader.uint16(.recordHead))
    self.recordClass = recordClass
    // RFC 2181 §8: with the highest bit set, the TTL counts as zero.
    let seconds = try reader.uint32(.recordHead)
    timeToLive = seconds <= Self.maximumTimeToLive ? seconds : 0
    let length = Int(try reader.uint16(.recordHead))
    data = try reader.bounded(length, .data) { (reader) throws(MessageError) in
      try RecordData(type: type, recordClass: recordClass, &reader)
    }
  }

  /// Writes the whole record; names in old types of data are compressed.
  func write(to writer: inout Writer) throws(Writer.Full) {
    try writer.name(owner)
    try writer.uint16(type.rawValue)
    try writer.uint16(recordClass.rawValue)
    try writer.uint32(timeToLive)
    try writer.lengthPrefixed { (writer) throws(Writer.Full) in
      try data.write(to: &writer)
    }
  }

  /// One set is all records of an owner, class and type (RFC 2181 §5).
  func isOfSet(of other: ResourceRecord) -> Bool {
    type == other.type && recordClass == other.recordClass && owner == other.owner
  }
}
