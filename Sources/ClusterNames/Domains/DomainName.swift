/// An absolute domain name: at most 255 octets on the wire, each label 1 to 63 octets (RFC 1035
/// §2.3.4).
///
/// Labels hold any octets, as RFC 2181 §11 allows, and keep the case they came with; comparison and
/// hashing ignore ASCII case (RFC 4343). The order is the canonical one of RFC 4034 §6.1, in which
/// every name stands directly before the names below it.
public struct DomainName: Sendable {
  /// The uncompressed wire form: each label after its length octet, and the root octet at the end.
  public let wire: [UInt8]

  /// The limit of one label, in octets (RFC 1035 §2.3.4).
  public static let longestLabel = 63

  /// The limit of a whole name on the wire, in octets, the root octet included; as text that is 253
  /// characters.
  public static let longestWire = 255

  /// The root, `.`
  public static let root = DomainName(validatedWire: [0])

  /// Takes a wire form that is known to be one whole, uncompressed name.
  ///
  /// For parsers that have checked length octets and limits already; nothing is checked again.
  package init(validatedWire wire: [UInt8]) {
    self.wire = wire
  }

  /// Reads exactly one uncompressed name, its root octet included.
  public init(wire octets: some Sequence<UInt8>) throws(DomainNameError) {
    let wire = Array(octets)
    var index = 0
    while true {
      guard index < wire.count else { throw .truncatedWire(found: wire.count) }
      let length = Int(wire[index])
      guard length <= Self.longestLabel else { throw .invalidLengthOctet(found: wire[index]) }
      index += 1 + length
      if length == 0 { break }
    }
    guard index == wire.count else { throw .trailingOctets(found: wire.count - index) }
    guard index <= Self.longestWire else { throw .nameTooLong(found: index) }
    self.wire = wire
  }

  /// The number of labels, without the root.
  public var labelCount: Int {
    var count = 0
    var index = 0
    while wire[index] != 0 {
      count += 1
      index += 1 + Int(wire[index])
    }
    return count
  }

  /// The octets of each label, leftmost first, without the root.
  public var labels: [ArraySlice<UInt8>] {
    var labels: [ArraySlice<UInt8>] = []
    var index = 0
    while wire[index] != 0 {
      let end = index + 1 + Int(wire[index])
      labels.append(wire[index + 1..<end])
      index = end
    }
    return labels
  }

  /// The name without its leftmost label; nil for the root.
  public var parent: DomainName? {
    wire[0] == 0 ? nil : DomainName(validatedWire: Array(wire[(1 + Int(wire[0]))...]))
  }

  /// The same name with ASCII letters in lower case.
  public var lowercased: DomainName {
    wire.contains { $0 != $0.folded } ? DomainName(validatedWire: wire.map(\.folded)) : self
  }

  /// True when the name is `ancestor` or a name below it.
  public func isWithin(_ ancestor: DomainName) -> Bool {
    offset(of: ancestor) != nil
  }

  /// Where `ancestor` begins in `wire`, which is always on the border of a label; nil if it is no
  /// ancestor.
  func offset(of ancestor: DomainName) -> Int? {
    var index = 0
    while wire.count - index > ancestor.wire.count {
      index += 1 + Int(wire[index])
    }
    guard wire.count - index == ancestor.wire.count else { return nil }
    return foldedEqual(from: index, ancestor.wire) ? index : nil
  }

  /// The name with one more label at the left; the label's octets are taken as they are, escapes
  /// are not read.
  public func prepending(_ label: String) throws(DomainNameError) -> DomainName {
    try prepending(octets: label.utf8)
  }

  /// The name with one more label of any octets at the left.
  public func prepending(
    octets label: some Collection<UInt8>
  ) throws(DomainNameError) -> DomainName {
    let count = label.count
    guard count > 0 else { throw .emptyLabel(found: "") }
    guard count <= Self.longestLabel else {
      throw .labelTooLong(found: count, label: String(decoding: label, as: UTF8.self))
    }
    let total = wire.count + 1 + count
    guard total <= Self.longestWire else { throw .nameTooLong(found: total) }
    var longer: [UInt8] = []
    longer.reserveCapacity(total)
    longer.append(UInt8(count))
    longer.append(contentsOf: label)
    longer.append(contentsOf: wire)
    return DomainName(validatedWire: longer)
  }
}
