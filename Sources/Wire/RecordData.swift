package import ClusterNames

/// The data of a record, by its type. Types without a case of their own are opaque (RFC 3597 §3).
package enum RecordData: Hashable, Sendable {
  case a(IPv4Address)
  case aaaa(IPv6Address)
  case ns(DomainName)
  case cname(DomainName)
  case ptr(DomainName)
  case soa(StartOfAuthority)
  case srv(ServiceLocation)
  /// At least one string, each of at most 255 octets.
  case txt([[UInt8]])
  /// Octets without compression: names that were compressed on the wire stand here in full.
  case opaque(RecordType, [UInt8])
}

extension RecordData {
  package var type: RecordType {
    switch self {
    case .a: .a
    case .aaaa: .aaaa
    case .ns: .ns
    case .cname: .cname
    case .ptr: .ptr
    case .soa: .soa
    case .srv: .srv
    case .txt: .txt
    case .opaque(let type, _): type
    }
  }
}

/// RFC 1035 §3.3.13; `minimum` is the TTL of negative answers (RFC 2308 §4).
package struct StartOfAuthority: Hashable, Sendable {
  package var primaryServer: DomainName
  /// The mailbox of the one responsible, its `@` written as a dot.
  package var responsible: DomainName
  package var serial: UInt32
  package var refresh: UInt32
  package var retry: UInt32
  package var expire: UInt32
  package var minimum: UInt32

  package init(
    primaryServer: DomainName, responsible: DomainName, serial: UInt32, refresh: UInt32,
    retry: UInt32, expire: UInt32, minimum: UInt32
  ) {
    self.primaryServer = primaryServer
    self.responsible = responsible
    self.serial = serial
    self.refresh = refresh
    self.retry = retry
    self.expire = expire
    self.minimum = minimum
  }
}

/// RFC 2782.
package struct ServiceLocation: Hashable, Sendable {
  package var priority: UInt16
  package var weight: UInt16
  package var port: UInt16
  package var target: DomainName

  package init(priority: UInt16, weight: UInt16, port: UInt16, target: DomainName) {
    self.priority = priority
    self.weight = weight
    self.port = port
    self.target = target
  }
}

extension IPAddress {
  /// The A or AAAA data of the address.
  package var recordData: RecordData {
    switch self {
    case .v4(let address): .a(address)
    case .v6(let address): .aaaa(address)
    }
  }
}
