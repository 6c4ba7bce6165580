package import ClusterNames
package import Wire

/// The records of a master file as one zone, and what makes them one (RFC 1035 §5.2).
///
/// Entries with an error of their own are left out of `records`, so that one bad line does not take
/// the zone away. What is wrong with the zone as a whole is in `findings` too.
package struct Zone: Sendable {
  /// The owner of the SOA record; nil where there is none.
  package let origin: DomainName?
  /// Without doubles, each set with one TTL (RFC 2181 §5, §5.2).
  package let records: [ResourceRecord]
  /// In the order of the file.
  package let findings: [ZoneFileError]

  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  package init(_ zoneFile: ZoneFile) {
    var check = ZoneCheck(zoneFile)
    origin = check.origin
    records = check.run()
    findings = check.findings.sorted {
      ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
    }
  }
}
