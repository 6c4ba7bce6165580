import ClusterNames

/// Reads a message from front to back and never past `end`.
///
/// Every read checks first, so the rest of the module trusts no count or length off the wire.
struct Reader {
  let octets: [UInt8]
  private(set) var position: Int
  /// Reads stop here: the end of the message, or of the record data that are being read.
  private(set) var end: Int
  /// Where earlier names can start: behind the header of a message. Empty for data outside of a
  /// message, in which no name is compressed (RFC 3597 §5).
  private let lowestPointer: Int

  init(message octets: [UInt8]) {
    self.octets = octets
    position = 0
    end = octets.count
    lowestPointer = Header.size
  }

  init(data octets: [UInt8]) {
    self.octets = octets
    position = 0
    end = octets.count
    lowestPointer = octets.count
  }

  var left: Int { end - position }

  mutating func uint8(_ field: MessageError.Field) throws(MessageError) -> UInt8 {
    try require(1, field)
    defer { position += 1 }
    return octets[position]
  }

  mutating func uint16(_ field: MessageError.Field) throws(MessageError) -> UInt16 {
    try require(2, field)
    defer { position += 2 }
    return UInt16(octets[position]) << 8 | UInt16(octets[position + 1])
  }

  mutating func uint32(_ field: MessageError.Field) throws(MessageError) -> UInt32 {
    let high = try uint16(field)
    return UInt32(high) << 16 | UInt32(try uint16(field))
  }

  /// The next `count` octets as they are.
  mutating func take(_ count: Int, _ field: MessageError.Field) throws(MessageError)
    -> ArraySlice<UInt8>
  {
    try require(count, field)
    defer { position += count }
    return octets[position..<position + count]
  }

  /// A length octet and as many octets as it says (RFC 1035 §3.3).
  mutating func characterString(_ field: MessageError.Field) throws(MessageError)
    -> ArraySlice<UInt8>
  {
    let count = Int(try uint8(field))
    return try take(count, field)
  }

  /// Reads a part of `count` octets that `body` must use up exactly.
  mutating func bounded<Value>(
    _ count: Int, _ field: MessageError.Field,
    _ body: (inout Reader) throws(MessageError) -> Value
  ) throws(MessageError) -> Value {
    try require(count, field)
    let outerEnd = end
    end = position + count
    let value = try body(&self)
    try requireEnd(field)
    end = outerEnd
    return value
  }

  /// Fails where octets are left over.
  func requireEnd(_ field: MessageError.Field) throws(MessageError) {
    guard left == 0 else { throw error(.trailingOctets(left), field) }
  }

  func error(_ reason: MessageError.Reason, _ field: MessageError.Field, at offset: Int? = nil)
    -> MessageError
  {
    MessageError(reason: reason, field: field, offset: offset ?? position)
  }

  private func require(_ count: Int, _ field: MessageError.Field) throws(MessageError) {
    guard left >= count else { throw error(.cutShort(needed: count, left: left), field) }
  }
}

// MARK: Names

extension Reader {
  /// One pointer a label is all that a composer can make use of; a chain of pointers to pointers
  /// would only cost time.
  private static let mostPointers = 127

  /// The name that starts here (see `nameOctets`).
  mutating func name(_ field: MessageError.Field) throws(MessageError) -> DomainName {
    DomainName(validatedWire: try nameOctets(field))
  }

  /// The name that starts here, uncompressed (RFC 1035 §4.1.4).
  ///
  /// A pointer stands for a prior occurrence of a name. So it must lead to before the labels that
  /// it ends, and what it leads to must end before them too. The borders shrink with every pointer:
  /// there are no loops.
  mutating func nameOctets(_ field: MessageError.Field) throws(MessageError) -> [UInt8] {
    var wire: [UInt8] = []
    var cursor = position
    var segment = cursor..<end
    var pointers = 0
    /// Where reading goes on once the name is complete: behind the first pointer.
    var resume: Int?

    while true {
      guard cursor < segment.upperBound else {
        throw error(.cutShort(needed: 1, left: 0), field, at: cursor)
      }
      let octet = octets[cursor]
      switch octet & 0xC0 {
      case 0x00:
        let next = cursor + 1 + Int(octet)
        guard next <= segment.upperBound else {
          throw error(
            .cutShort(needed: Int(octet), left: segment.upperBound - cursor - 1), field, at: cursor)
        }
        guard wire.count + 1 + Int(octet) <= DomainName.longestWire else {
          throw error(
            .tooLong(octets: wire.count + 1 + Int(octet), allowed: DomainName.longestWire), field,
            at: cursor)
        }
        wire.append(contentsOf: octets[cursor..<next])
        cursor = next
        if octet == 0 {
          position = resume ?? cursor
          return wire
        }
      case 0xC0:
        guard cursor + 1 < segment.upperBound else {
          throw error(.cutShort(needed: 2, left: 1), field, at: cursor)
        }
        let target = Int(octet & 0x3F) << 8 | Int(octets[cursor + 1])
        let allowed = min(lowestPointer, segment.lowerBound)..<segment.lowerBound
        guard allowed.contains(target) else {
          throw error(.badPointer(target: target, allowed: allowed), field, at: cursor)
        }
        pointers += 1
        guard pointers <= Self.mostPointers else {
          throw error(.tooManyPointers(allowed: Self.mostPointers), field, at: cursor)
        }
        resume = resume ?? cursor + 2
        segment = target..<segment.lowerBound
        cursor = target
      default:
        throw error(.reservedLabelType(octet), field, at: cursor)
      }
    }
  }
}
