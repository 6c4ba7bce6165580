package import ClusterNames
package import Wire

/// What the registry answers for: an apex and the authority data that its negative answers carry.
package struct Zone: Hashable, Sendable {
  package var apex: DomainName
  /// MNAME, RNAME and the four times; for a cluster's zones the registry sets the serial.
  package var authority: StartOfAuthority
  /// Octets 4: TTL of the SOA record in a negative answer (RFC 2308 §3).
  package var negativeTimeToLive: UInt32
  /// The serial follows the registry's changes; a zone read from a file keeps its own.
  package var hasLiveSerial: Bool

  package init(
    apex: DomainName, authority: StartOfAuthority, negativeTimeToLive: UInt32, hasLiveSerial: Bool
  ) {
    self.apex = apex.lowercased
    self.authority = authority
    self.negativeTimeToLive = negativeTimeToLive
    self.hasLiveSerial = hasLiveSerial
  }

  /// A zone as Kubernetes' DNS serves it: `ns.dns.APEX hostmaster.APEX serial 7200 1800 86400 TTL`.
  package static func cluster(apex: DomainName, negativeTimeToLive: UInt32) -> Zone {
    func below(_ labels: String...) -> DomainName {
      labels.reversed().reduce(apex) { name, label in
        guard let longer = try? name.prepending(label) else {
          preconditionFailure("A cluster domain leaves room for the names of its authority.")
        }
        return longer
      }
    }
    return Zone(
      apex: apex,
      authority: StartOfAuthority(
        primaryServer: below("ns", "dns"), responsible: below("hostmaster"), serial: 0,
        refresh: 7200, retry: 1800, expire: 86400, minimum: negativeTimeToLive),
      negativeTimeToLive: negativeTimeToLive, hasLiveSerial: true)
  }
}
