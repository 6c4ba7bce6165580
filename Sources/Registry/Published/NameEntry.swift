package import ClusterNames
package import Wire

/// All that is published at one name: what a query for it, of any type, is answered with.
package struct NameEntry: Hashable, Sendable {
  /// In lower case.
  package var name: DomainName
  /// The apex of the zone that the name belongs to.
  package var zone: DomainName
  package var presence: Presence
  /// Every record of the name, grouped by type; the order within a type is the order of answers.
  package var records: [RecordData]
  /// Addresses of the targets of SRV and NS records, for the ADDITIONAL section (RFC 2782).
  package var glue: [ResourceRecord]
  package var timeToLive: UInt32
  /// Types of a master file that have a TTL of their own.
  package var ownTimesToLive: [RecordType: UInt32] = [:]
  /// Negative answers here may be cached. False for names that a set is going
  /// to own: their SOA says 0, so that a resolver asks again (RFC 2308 §5).
  package var allowsNegativeCaching: Bool
  /// What a query for a name below this one gets, where that name is not published.
  package var below: Below
  /// Types whose answer depends on the question's addresses or on other names: the resolver makes it.
  package var resolved: Set<RecordType>
  /// Below a delegation: no type is answered from here.
  package var isOccluded: Bool

  package enum Presence: Hashable, Sendable {
    case exists
    /// The name is known, and answers NXDOMAIN for this cause: a pod that is not Ready, a headless
    /// Service without ready endpoints (K8s DNS §2.4.1).
    case absent(Cause)
  }

  package enum Below: Hashable, Sendable {
    case nameError(Cause?)
    /// The resolver decides.
    case resolved
    /// The resolver decides, and explains a missing pod by what it knows of the Service.
    case endpoints(PublishedService)

    var isResolved: Bool {
      if case .nameError = self { false } else { true }
    }
  }

  package init(
    name: DomainName, zone: DomainName, presence: Presence = .exists, records: [RecordData] = [],
    glue: [ResourceRecord] = [], timeToLive: UInt32 = 5, allowsNegativeCaching: Bool = true,
    below: Below = .nameError(nil), resolved: Set<RecordType> = [], isOccluded: Bool = false
  ) {
    self.name = name.lowercased
    self.zone = zone
    self.presence = presence
    self.records = records
    self.glue = glue
    self.timeToLive = timeToLive
    self.allowsNegativeCaching = allowsNegativeCaching
    self.below = below
    self.resolved = resolved
    self.isOccluded = isOccluded
  }
}

extension NameEntry {
  package var exists: Bool { presence == .exists }

  package func records(of type: RecordType) -> [RecordData] { records.filter { $0.type == type } }

  /// Seconds that a record set of this type may be kept; types may differ (RFC 2181 §5.2).
  package func timeToLive(of type: RecordType) -> UInt32 { ownTimesToLive[type] ?? timeToLive }
}

extension NameEntry {
  /// An alias or a delegation: what a query gets depends on other names (RFC 1034 §4.3.2).
  package var needsResolver: Bool {
    isOccluded
      || records.contains { $0.type == .cname || ($0.type == .ns && name != zone) }
  }
}
