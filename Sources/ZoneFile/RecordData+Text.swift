import ClusterNames
import Wire

extension RecordData {
  /// Reads the data of a record, which are all that is left of an entry. `token` is its type.
  init(
    type: RecordType, recordClass: RecordClass, at token: Token, _ fields: inout Fields
  ) throws(Fault) {
    if let next = fields.next, !next.isQuoted, fields.text(next) == "\\#" {
      try self.init(genericOf: type, recordClass: recordClass, &fields)
      return
    }
    switch type {
    case .a where recordClass == .internet:
      self = .a(try fields.address { (text) throws(AddressError) in try IPv4Address(text) })
    case .aaaa where recordClass == .internet:
      self = .aaaa(try fields.address { (text) throws(AddressError) in try IPv6Address(text) })
    case .ns:
      self = .ns(try fields.name("name server"))
    case .cname:
      self = .cname(try fields.name("canonical name"))
    case .ptr:
      self = .ptr(try fields.name("name"))
    case .soa:
      self = .soa(try StartOfAuthority(&fields))
    case .srv where recordClass == .internet:
      self = .srv(try ServiceLocation(&fields))
    case .txt:
      self = .txt(try fields.characterStrings("text"))
    default:
      guard let layout = TextLayout.of(type, recordClass: recordClass) else {
        throw fields.fault(token, "has no text form here; write its data as \\# LENGTH HEX")
      }
      self = .opaque(type, try layout.parse(&fields))
    }
    guard octets.count <= UInt16.max else {
      throw fields.fault(token, "has \(octets.count) octets of data; at most 65535 are allowed")
    }
  }

  /// `\# LENGTH HEX` (RFC 3597 §5).
  private init(
    genericOf type: RecordType, recordClass: RecordClass, _ fields: inout Fields
  ) throws(Fault) {
    let mark = try fields.take("\\#")
    let length = try fields.number("length", UInt16.self)
    let octets = try fields.hexadecimal("data")
    guard octets.count == Int(length) else {
      throw fields.fault(mark, "says \(length) octets, but \(octets.count) follow")
    }
    do {
      try self.init(type: type, recordClass: recordClass, octets: octets)
    } catch {
      throw fields.fault(mark, "holds no data of type \(type): \(error)")
    }
  }
}

/// RFC 1035 §3.3.13; the four times may have units.
extension StartOfAuthority {
  fileprivate init(_ fields: inout Fields) throws(Fault) {
    self.init(
      primaryServer: try fields.name("primary name server"),
      responsible: try fields.name("mailbox of the one responsible"),
      serial: try fields.number("serial"),
      refresh: try fields.seconds("refresh time"),
      retry: try fields.seconds("retry time"),
      expire: try fields.seconds("expire time"),
      minimum: try fields.seconds("minimum TTL"))
  }
}

/// RFC 2782.
extension ServiceLocation {
  fileprivate init(_ fields: inout Fields) throws(Fault) {
    self.init(
      priority: try fields.number("priority"), weight: try fields.number("weight"),
      port: try fields.number("port"), target: try fields.name("target"))
  }
}

extension Fields {
  /// An address, with the words of `AddressError` where it is none.
  fileprivate mutating func address<Address>(
    _ parse: (String) throws(AddressError) -> Address
  ) throws(Fault) -> Address {
    let token = try word("address")
    guard token.range.count <= 64 else { throw fault(token, "is no address") }
    do {
      return try parse(text(token))
    } catch {
      throw Fault(what: "\(error)", token: token)
    }
  }
}
