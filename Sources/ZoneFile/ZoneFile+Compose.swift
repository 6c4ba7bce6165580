package import ClusterNames
package import Wire

extension ZoneFile {
  /// Writes a master file: `$ORIGIN`, then one line a record, in columns.
  ///
  /// Nothing is left to be taken over from the line before, so that lines can be sorted, searched
  /// and compared. The SOA record of the origin comes first, as some servers want it, then all in
  /// canonical order (RFC 4034 §6.1): the same records always give the same text. Owners are
  /// relative to the origin where they are within it, names in data are always absolute.
  package static func compose(records: [ResourceRecord], origin: DomainName) -> String {
    let lines = records.map { record in
      Line(record, isFirst: record.type == .soa && record.owner == origin, origin: origin)
    }.sorted()
    let width = lines.reduce(0) { max($0, min($1.owner.utf8.count, widestColumn)) }
    var text = "$ORIGIN \(masterText(origin))\n"
    for line in lines {
      text += line.owner
      text += String(repeating: " ", count: max(0, width - line.owner.utf8.count))
      text += " \(line.timeToLive) \(line.recordClass) \(line.type) \(line.data)\n"
    }
    return text
  }

  /// A longer owner moves its own line only.
  private static let widestColumn = 48

  /// A record as text, with what its place in the file depends on.
  private struct Line: Comparable {
    let isFirst: Bool
    let name: DomainName
    let owner: String
    let timeToLive: UInt32
    let recordClass: RecordClass
    let typeNumber: UInt16
    let type: String
    let octets: [UInt8]
    let data: String

    init(_ record: ResourceRecord, isFirst: Bool, origin: DomainName) {
      self.isFirst = isFirst
      name = record.owner
      owner = ZoneFile.relative(record.owner, to: origin)
      timeToLive = record.timeToLive
      recordClass = record.recordClass
      typeNumber = record.type.rawValue
      octets = record.data.octets
      (type, data) = record.data.text(in: record.recordClass)
    }

    static func < (left: Line, right: Line) -> Bool {
      if left.isFirst != right.isFirst { return left.isFirst }
      if left.name != right.name { return left.name < right.name }
      if left.typeNumber != right.typeNumber { return left.typeNumber < right.typeNumber }
      return left.octets.lexicographicallyPrecedes(right.octets)
    }
  }

  /// The owner as the first column has it; below the root all names are absolute, to read better.
  private static func relative(_ name: DomainName, to origin: DomainName) -> String {
    if name == origin { return "@" }
    guard origin != .root, name.isWithin(origin) else { return masterText(name) }
    let octets = name.wire.count - origin.wire.count
    return String(masterText(DomainName(validatedWire: name.wire.prefix(octets) + [0])).dropLast())
  }
}

extension RecordData {
  /// The type and the data as a master file says them. Where there is no text form, both are in the
  /// form of RFC 3597 §5: a reader may not know the type's name either.
  package func text(
    in recordClass: RecordClass = .internet
  ) -> (type: String, data: String) {
    switch self {
    case .a(let address): ("A", "\(address)")
    case .aaaa(let address): ("AAAA", "\(address)")
    case .ns(let name), .cname(let name), .ptr(let name): ("\(type)", masterText(name))
    case .soa(let authority):
      (
        "SOA",
        "\(masterText(authority.primaryServer)) \(masterText(authority.responsible)) "
          + "\(authority.serial) \(authority.refresh) \(authority.retry) "
          + "\(authority.expire) \(authority.minimum)"
      )
    case .srv(let location):
      (
        "SRV",
        "\(location.priority) \(location.weight) \(location.port) \(masterText(location.target))"
      )
    case .txt(let strings): ("TXT", strings.map(quoted).joined(separator: " "))
    case .opaque(let type, let octets):
      if let text = TextLayout.of(type, recordClass: recordClass)?.compose(octets) {
        ("\(type)", text)
      } else {
        (
          "TYPE\(type.rawValue)",
          octets.isEmpty ? "\\# 0" : "\\# \(octets.count) \(hexadecimal(octets))"
        )
      }
    }
  }
}

/// An absolute name. Escaped is all but letters, digits and `-_*/`: of the characters that
/// `DomainName.description` leaves as they are, Knot's parser refuses most.
func masterText(_ name: DomainName) -> String {
  guard name != .root else { return "." }
  var text: [UInt8] = []
  for label in name.labels {
    for octet in label {
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "*"), UInt8(ascii: "/"):
        text.append(octet)
      case .dot:
        text += [.backslash, .dot]
      default:
        text += decimalEscape(octet)
      }
    }
    text.append(.dot)
  }
  return String(decoding: text, as: UTF8.self)
}

/// `\DDD`
private func decimalEscape(_ octet: UInt8) -> [UInt8] {
  [.backslash, 0x30 + octet / 100, 0x30 + octet / 10 % 10, 0x30 + octet % 10]
}

/// A string in quotes, with escapes for all that is not printable ASCII (RFC 1035 §5.1).
func quoted(_ string: some Sequence<UInt8>) -> String {
  var text: [UInt8] = [.quote]
  for octet in string {
    switch octet {
    case .quote, .backslash: text += [.backslash, octet]
    case 0x20...0x7E: text.append(octet)
    default: text += decimalEscape(octet)
    }
  }
  return String(decoding: text + [.quote], as: UTF8.self)
}

/// Two upper-case digits an octet.
func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  return String(
    decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
}
