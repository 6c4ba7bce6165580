extension APIRequest {
  /// Whether JSON is to be written for a person to read (upstream's `isPrettyPrint`): because the
  /// media type or the query says so, or because the client is one that people sit at.
  var wantsIndentation: Bool {
    if accept.contains("pretty"), (try? Accept(accept))?.isIndented == true { return true }
    if let word = query["pretty"], !word.isEmpty { return Self.yes.contains(word) }
    return Self.clients.contains(where: userAgent.hasPrefix)
  }

  /// Of Go's `strconv.ParseBool`; every other word is a no.
  private static let yes: Set<String> = ["1", "t", "T", "true", "TRUE", "True"]
  private static let clients = ["curl", "Wget", "Mozilla/5.0"]
}
