/// The parts of data that are carried as octets although names inside them may be compressed.
///
/// A pointer means nothing outside of its message. So the old types that may hold one have their
/// names expanded as they come in (RFC 3597 §4 lists them), and go out again without compression.
enum OpaqueLayout {
  enum Part: Hashable {
    case octets(Int)
    case characterString
    case name
    case rest
  }

  /// What the data of a type consist of; for most types that is nothing we need to know.
  static func of(_ type: RecordType, recordClass: RecordClass) -> [Part] {
    // RFC 1035 §3.4.1 is about the Internet alone; in CHAOS an A is a name and a number.
    if type == .a, recordClass == .chaos { return [.name, .octets(2)] }
    return layouts[type.rawValue] ?? [.rest]
  }

  private static let layouts: [UInt16: [Part]] = [
    3: [.name],  // MD, RFC 1035 §3.3.4
    4: [.name],  // MF, §3.3.5
    7: [.name],  // MB, §3.3.3
    8: [.name],  // MG, §3.3.6
    9: [.name],  // MR, §3.3.8
    14: [.name, .name],  // MINFO, §3.3.7
    15: [.octets(2), .name],  // MX, §3.3.9
    17: [.name, .name],  // RP, RFC 1183 §2.2
    18: [.octets(2), .name],  // AFSDB, RFC 1183 §1
    21: [.octets(2), .name],  // RT, RFC 1183 §3.3
    23: [.name],  // NSAP-PTR, RFC 1348
    24: [.octets(18), .name, .rest],  // SIG, RFC 2535 §4.1
    26: [.octets(2), .name, .name],  // PX, RFC 2163 §4
    30: [.name, .rest],  // NXT, RFC 2535 §5.2
    35: [.octets(4), .characterString, .characterString, .characterString, .name],  // NAPTR
    36: [.octets(2), .name],  // KX, RFC 2230 §3.1
    39: [.name],  // DNAME, RFC 6672 §2.5
  ]
}

extension Reader {
  /// Reads data part by part and puts expanded names in the place of compressed ones.
  mutating func opaqueData(_ layout: [OpaqueLayout.Part]) throws(MessageError) -> [UInt8] {
    let start = position
    var data: [UInt8] = []
    for part in layout {
      switch part {
      case .octets(let count):
        data += try take(count, .data)
      case .characterString:
        let string = try characterString(.data)
        data.append(UInt8(string.count))
        data += string
      case .name:
        data += try nameOctets(.data)
      case .rest:
        data += try take(left, .data)
      }
    }
    // Expanded names can take more than the length field of a record can say.
    guard data.count <= UInt16.max else {
      throw error(.tooLong(octets: data.count, allowed: Int(UInt16.max)), .data, at: start)
    }
    return data
  }
}
