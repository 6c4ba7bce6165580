package import ClusterNames

/// What is asked (RFC 1035 §4.1.2). The name keeps the case that it came in: a reply repeats it
/// octet for octet.
package struct Question: Hashable, Sendable {
  package var name: DomainName
  package var type: RecordType
  package var recordClass: RecordClass

  package init(name: DomainName, type: RecordType, recordClass: RecordClass = .internet) {
    self.name = name
    self.type = type
    self.recordClass = recordClass
  }
}

extension Question {
  /// Reads the first question alone, for the reply to a message that is broken behind it.
  package static func parseFirst(_ octets: [UInt8]) throws(MessageError) -> Question? {
    var reader = Reader(message: octets)
    _ = try Header(&reader)
    guard try SectionCounts(&reader).questions > 0 else { return nil }
    return try Question(&reader)
  }

  init(_ reader: inout Reader) throws(MessageError) {
    name = try reader.name(.questionName)
    type = RecordType(rawValue: try reader.uint16(.questionType))
    recordClass = RecordClass(rawValue: try reader.uint16(.questionClass))
  }

  func write(to writer: inout Writer) throws(Writer.Full) {
    try writer.name(name)
    try writer.uint16(type.rawValue)
    try writer.uint16(recordClass.rawValue)
  }
}

extension Question: CustomStringConvertible {
  package var description: String {
    "\(name) \(recordClass) \(type)"
  }
}
