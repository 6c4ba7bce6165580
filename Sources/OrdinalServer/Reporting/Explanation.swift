import ClusterNames
import Registry
import Resolver
import Wire

/// Why a name answers what it answers, in lines for people.
struct Explanation {
  let name: DomainName
  let type: RecordType
  let outcome: Outcome
  /// The types that the name has records of.
  let existing: [RecordType]
  /// Why the objects give it none of this type, where they do.
  let missing: Cause?
  /// What the objects say.
  let facts: [String]

  var text: String {
    var lines = ["\(name.relativeText) \(type): \(headline)"]
    lines += outcome.answers.map { "  \(RecordText.line($0))" }
    if let why { lines.append("  why: \(why)") }
    if let note { lines.append("  \(note)") }
    lines += facts.map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var headline: String {
    switch outcome.kind {
    case .answer: "NOERROR, \(outcome.answers.count) record\(outcome.answers.count == 1 ? "" : "s")"
    case .noData: "NOERROR, no record of this type (NODATA)"
    case .nameError: "NXDOMAIN"
    case .nameTooLong: "YXDOMAIN"
    case .referral: "NOERROR, a referral to other name servers"
    case .refused: "REFUSED"
    case .serverFailure: "SERVFAIL"
    }
  }

  private var why: String? {
    if let cause = outcome.cause { return cause.text }
    switch outcome.kind {
    case .noData where !outcome.answers.isEmpty:
      return "the alias leads to a name without \(type) records"
    case .noData: return whyNoData
    case .nameError where !outcome.answers.isEmpty:
      return "the alias leads to a name that does not exist"
    case .nameError where name.isWithin(.inAddrArpa) || name.isWithin(.ip6Arpa):
      return "no pod and no Service is published with this address"
    case .nameError: return "the zone has no such name"
    default: return nil
    }
  }

  /// A name that exists, and what it has instead.
  private var whyNoData: String {
    if let missing { return missing.text }
    let others = existing.filter { $0 != type }
    guard !others.isEmpty else { return "the name has no records of its own, only names below it" }
    return "the name has \(others.map(\.description).joined(separator: ", ")), and no \(type)"
  }

  /// How long a no may be kept, which is what surprises people.
  private var note: String? {
    guard let record = outcome.authorities.first, case .soa = record.data else { return nil }
    return record.timeToLive == 0
      ? "caches may not keep this answer (TTL 0): ask again"
      : "caches may keep this answer for \(record.timeToLive) s"
  }
}
