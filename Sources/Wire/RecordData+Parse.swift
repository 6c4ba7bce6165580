import ClusterNames

extension RecordData {
  /// Reads data that stand alone, so without compression: what `\# LENGTH HEX` in a master file
  /// says (RFC 3597 §5), or what `octets` gave.
  package init(
    type: RecordType, recordClass: RecordClass = .internet, octets: [UInt8]
  ) throws(MessageError) {
    var reader = Reader(data: octets)
    try self.init(type: type, recordClass: recordClass, &reader)
    try reader.requireEnd(.data)
  }

  /// Reads data up to the end of `reader`, which is the end of the data.
  ///
  /// A, AAAA and SRV have their meaning in class IN alone. In an UPDATE, records of the classes ANY
  /// and NONE may have no data, whatever their type (RFC 2136 §2.4).
  init(
    type: RecordType, recordClass: RecordClass, _ reader: inout Reader
  ) throws(MessageError) {
    if reader.left == 0, recordClass == .any || recordClass == .nothing {
      self = .opaque(type, [])
      return
    }
    switch type {
    case .a where recordClass == .internet:
      self = .a(IPv4Address(rawValue: try reader.uint32(.data)))
    case .aaaa where recordClass == .internet:
      let high = try reader.uint64(.data)
      self = .aaaa(IPv6Address(high: high, low: try reader.uint64(.data)))
    case .ns:
      self = .ns(try reader.name(.data))
    case .cname:
      self = .cname(try reader.name(.data))
    case .ptr:
      self = .ptr(try reader.name(.data))
    case .soa:
      self = .soa(try StartOfAuthority(&reader))
    case .srv where recordClass == .internet:
      self = .srv(try ServiceLocation(&reader))
    case .txt:
      var strings: [[UInt8]] = []
      repeat {
        strings.append(Array(try reader.characterString(.data)))
      } while reader.left > 0
      self = .txt(strings)
    default:
      self = .opaque(
        type, try reader.opaqueData(OpaqueLayout.of(type, recordClass: recordClass)))
    }
  }
}

extension StartOfAuthority {
  init(_ reader: inout Reader) throws(MessageError) {
    primaryServer = try reader.name(.data)
    responsible = try reader.name(.data)
    serial = try reader.uint32(.data)
    refresh = try reader.uint32(.data)
    retry = try reader.uint32(.data)
    expire = try reader.uint32(.data)
    minimum = try reader.uint32(.data)
  }
}

extension ServiceLocation {
  /// The target should not be compressed but often is, by older servers (RFC 3597 §4).
  init(_ reader: inout Reader) throws(MessageError) {
    priority = try reader.uint16(.data)
    weight = try reader.uint16(.data)
    port = try reader.uint16(.data)
    target = try reader.name(.data)
  }
}

extension Reader {
  fileprivate mutating func uint64(_ field: MessageError.Field) throws(MessageError) -> UInt64 {
    let high = try uint32(field)
    return UInt64(high) << 32 | UInt64(try uint32(field))
  }
}
