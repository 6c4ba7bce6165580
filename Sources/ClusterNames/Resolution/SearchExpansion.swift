extension SearchList {
  /// The greatest `ndots` that glibc takes; a greater one counts as this.
  public static let mostDots = 15

  /// The names that a resolver asks for, one after the other until one has an answer, as glibc's
  /// does.
  ///
  /// - A name with a final dot is asked for as it is, and nothing else.
  /// - A name with at least `ndots` dots is asked for as it is first, and then with each domain.
  /// - Every other name is asked for with each domain, and as it is at the end.
  ///
  /// A domain that makes the name too long ends the walk through the list; the name as it is still
  /// has its turn.
  public func candidates(
    for query: String, dotThreshold ndots: Int = 5
  ) throws(DomainNameError) -> [DomainName] {
    let asIs = try DomainName(query)
    guard query.utf8.last != .dot else { return [asIs] }
    let dots = query.utf8.count { $0 == .dot }
    var triedAsIs = dots >= min(max(ndots, 0), Self.mostDots)
    var names = triedAsIs ? [asIs] : []
    for domain in domains {
      // The root as a search domain means the name as it is, in this place.
      if domain == "." { triedAsIs = true }
      guard let name = try? DomainName(domain == "." ? query : query + "." + domain) else { break }
      names.append(name)
    }
    return triedAsIs ? names : names + [asIs]
  }
}
