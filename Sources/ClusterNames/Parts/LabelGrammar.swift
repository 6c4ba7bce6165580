/// The grammars that several kinds of names share.
enum LabelGrammar {
  static let longestLabel = 63
  static let longestSubdomain = 253

  /// RFC 1123 label: `[a-z0-9]([-a-z0-9]*[a-z0-9])?`.
  static func isLabel(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    return first.isLowercaseAlphanumeric && last.isLowercaseAlphanumeric
      && text.allSatisfy { $0.isLowercaseAlphanumeric || $0 == .hyphen }
  }

  /// RFC 1123 subdomain: labels between dots. The length of each is another rule's matter, as
  /// upstream.
  static func isSubdomain(_ text: String) -> Bool {
    text.utf8.split(separator: .dot, omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  /// What `IsDNS1123Label` says of a text.
  static func labelProblems(_ text: String) -> [NameProblem] {
    var problems = lengthProblems(text, limit: longestLabel)
    if !isLabel(text.utf8) { problems.append(isSubdomain(text) ? .dots : .label) }
    return problems
  }

  /// What `IsDNS1035Label` says of a text.
  static func strictLabelProblems(_ text: String) -> [NameProblem] {
    var problems = lengthProblems(text, limit: longestLabel)
    if text.utf8.first?.isLowercaseLetter != true || !isLabel(text.utf8) {
      problems.append(.strictLabel)
    }
    return problems
  }

  /// What `IsDNS1123Subdomain` says of a text.
  static func subdomainProblems(_ text: String) -> [NameProblem] {
    lengthProblems(text, limit: longestSubdomain) + (isSubdomain(text) ? [] : [.subdomain])
  }

  static func lengthProblems(_ text: String, limit: Int) -> [NameProblem] {
    let found = text.utf8.count
    return found > limit ? [.tooLong(found: found, allowed: limit)] : []
  }
}
