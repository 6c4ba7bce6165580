import ClusterNames

extension RecordData {
  /// The data as they stand in a message without compression.
  package var octets: [UInt8] {
    var writer = Writer(limit: .max, remembersNames: false)
    do {
      try write(to: &writer, compressing: false)
    } catch {
      preconditionFailure("A writer without a limit was full.")
    }
    return writer.octets
  }

  /// Compresses the names of the types of RFC 1035 alone: a receiver that does not know a newer
  /// type could not expand them (RFC 3597 §4).
  func write(to writer: inout Writer, compressing: Bool = true) throws(Writer.Full) {
    switch self {
    case .a(let address):
      try writer.uint32(address.rawValue)
    case .aaaa(let address):
      try writer.uint64(address.high)
      try writer.uint64(address.low)
    case .ns(let name), .cname(let name), .ptr(let name):
      try writer.name(name, compressing: compressing)
    case .soa(let authority):
      try writer.name(authority.primaryServer, compressing: compressing)
      try writer.name(authority.responsible, compressing: compressing)
      try writer.uint32(authority.serial)
      try writer.uint32(authority.refresh)
      try writer.uint32(authority.retry)
      try writer.uint32(authority.expire)
      try writer.uint32(authority.minimum)
    case .srv(let location):
      try writer.uint16(location.priority)
      try writer.uint16(location.weight)
      try writer.uint16(location.port)
      // RFC 2782, "Target": no name compression.
      try writer.name(location.target, compressing: false)
    case .txt(let strings):
      precondition(!strings.isEmpty, "A TXT record has at least one string (RFC 1035 §3.3.14).")
      for string in strings {
        try writer.characterString(string)
      }
    case .opaque(_, let octets):
      try writer.append(octets)
    }
  }
}

extension Writer {
  fileprivate mutating func uint64(_ value: UInt64) throws(Full) {
    try uint32(UInt32(value >> 32))
    try uint32(UInt32(truncatingIfNeeded: value))
  }
}
