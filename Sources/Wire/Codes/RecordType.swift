/// What a record's data mean (RFC 1035 §3.2.2, IANA "Resource Record (RR) TYPEs").
///
/// Any 16-bit value is a type: one without a name here is carried as opaque data and written
/// `TYPE65280` (RFC 3597 §5).
package struct RecordType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension RecordType {
  /// An IPv4 address (RFC 1035 §3.4.1).
  package static let a = RecordType(rawValue: 1)
  /// A name server of the zone or of a delegated one (RFC 1035 §3.3.11).
  package static let ns = RecordType(rawValue: 2)
  /// The name that this one is an alias of (RFC 1035 §3.3.1).
  package static let cname = RecordType(rawValue: 5)
  /// The start of a zone (RFC 1035 §3.3.13).
  package static let soa = RecordType(rawValue: 6)
  /// The name of an address (RFC 1035 §3.3.12).
  package static let ptr = RecordType(rawValue: 12)
  package static let hinfo = RecordType(rawValue: 13)
  /// A mail server (RFC 1035 §3.3.9).
  package static let mx = RecordType(rawValue: 15)
  package static let txt = RecordType(rawValue: 16)
  package static let sig = RecordType(rawValue: 24)
  package static let key = RecordType(rawValue: 25)
  /// An IPv6 address (RFC 3596 §2.1).
  package static let aaaa = RecordType(rawValue: 28)
  package static let nxt = RecordType(rawValue: 30)
  /// Host and port of a service (RFC 2782).
  package static let srv = RecordType(rawValue: 33)
  package static let naptr = RecordType(rawValue: 35)
  /// The alias of a whole subtree (RFC 6672).
  package static let dname = RecordType(rawValue: 39)
  /// EDNS: no record of a zone (RFC 6891).
  package static let opt = RecordType(rawValue: 41)
  package static let ds = RecordType(rawValue: 43)
  package static let rrsig = RecordType(rawValue: 46)
  package static let nsec = RecordType(rawValue: 47)
  package static let dnskey = RecordType(rawValue: 48)
  package static let svcb = RecordType(rawValue: 64)
  package static let https = RecordType(rawValue: 65)
  /// Who may issue certificates (RFC 8659).
  package static let caa = RecordType(rawValue: 257)

  package static let tsig = RecordType(rawValue: 250)
  /// A zone transfer of the changes alone (RFC 1995).
  package static let ixfr = RecordType(rawValue: 251)
  /// A transfer of the whole zone (RFC 5936).
  package static let axfr = RecordType(rawValue: 252)
  /// All types, or as many as the server likes (RFC 8482).
  package static let any = RecordType(rawValue: 255)

  /// Types that no zone holds: OPT, and 128 to 255, set apart for questions and for the
  /// transaction itself (RFC 6895 §3.1).
  package var isMeta: Bool {
    self == .opt || (128...255).contains(rawValue)
  }
}

extension RecordType: CustomStringConvertible {
  package var description: String {
    Self.mnemonics[rawValue] ?? "TYPE\(rawValue)"
  }

  /// Reads `SRV`, `srv` or `TYPE33`; nil for a text that names no type.
  package init?(mnemonic text: some StringProtocol) {
    let upper = asciiUppercased(text)
    if let known = Self.types[upper] {
      self.init(rawValue: known)
    } else if let number = genericNumber(upper, prefix: "TYPE") {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }

  private static let types = Dictionary(
    uniqueKeysWithValues: mnemonics.map { ($0.value, $0.key) })

  private static let mnemonics: [UInt16: String] = [
    1: "A", 2: "NS", 3: "MD", 4: "MF", 5: "CNAME", 6: "SOA", 7: "MB", 8: "MG", 9: "MR",
    10: "NULL", 11: "WKS", 12: "PTR", 13: "HINFO", 14: "MINFO", 15: "MX", 16: "TXT", 17: "RP",
    18: "AFSDB", 19: "X25", 20: "ISDN", 21: "RT", 22: "NSAP", 23: "NSAP-PTR", 24: "SIG",
    25: "KEY", 26: "PX", 27: "GPOS", 28: "AAAA", 29: "LOC", 30: "NXT", 33: "SRV", 35: "NAPTR",
    36: "KX", 37: "CERT", 39: "DNAME", 41: "OPT", 42: "APL", 43: "DS", 44: "SSHFP",
    45: "IPSECKEY", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 49: "DHCID", 50: "NSEC3",
    51: "NSEC3PARAM", 52: "TLSA", 53: "SMIMEA", 55: "HIP", 59: "CDS", 60: "CDNSKEY",
    61: "OPENPGPKEY", 62: "CSYNC", 63: "ZONEMD", 64: "SVCB", 65: "HTTPS", 99: "SPF",
    104: "NID", 105: "L32", 106: "L64", 107: "LP", 108: "EUI48", 109: "EUI64", 249: "TKEY",
    250: "TSIG", 251: "IXFR", 252: "AXFR", 253: "MAILB", 254: "MAILA", 255: "ANY", 256: "URI",
    257: "CAA", 261: "RESINFO",
  ]
}
