import ClusterNames
import Registry
import Resolver
import Wire

/// Why a name answers what it answers, in lines for people.
struct Explanation {
  let name: DomainName
  let type: RecordType
  let outcome: Outcome
  /// What the objects say.
  let facts: [String]

  var text: String {
    var lines = ["\(name.relativeText) \(type): \(headline)"]
    lines += outcome.answers.map { "  \(RecordText.line($0))" }
    if let cause = outcome.cause { lines.append("  why: \(cause.text)") }
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

  /// How long a no may be kept, which is what surprises people.
  private var note: String? {
    guard let record = outcome.authorities.first, case .soa = record.data else { return nil }
    return record.timeToLive == 0
      ? "caches may not keep this answer (TTL 0): ask again"
      : "caches may keep this answer for \(record.timeToLive) s"
  }
}
