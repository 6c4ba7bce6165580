/// A request off the wire, its body read: what the API's answers depend on, and nothing of HTTP's
/// versions or connections.
package struct APIRequest: Sendable {
  package var method: String
  /// Still percent-encoded.
  package var path: String
  package var query: Query
  package var accept: String
  package var contentType: String
  package var ifNoneMatch: String
  package var userAgent: String
  package var body: [UInt8]
  package var user: User

  /// - Parameter target: path and query.
  package init(
    _ method: String, _ target: String, accept: String = "", contentType: String = "",
    ifNoneMatch: String = "", userAgent: String = "", body: [UInt8] = [], user: User = .anonymous
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = String(parts[0])
    query = Query(parts.count == 2 ? parts[1] : "")
    self.accept = accept
    self.contentType = contentType
    self.ifNoneMatch = ifNoneMatch
    self.userAgent = userAgent
    self.body = body
    self.user = user
  }

  package func flag(_ name: String) -> Bool { query.flag(name) ?? false }

  /// The media type without parameters, in lower case.
  var mediaType: String {
    let type = contentType.prefix { $0 != ";" }
    return String(type.filter { $0 != " " }).lowercased()
  }

  var attributes: Attributes {
    Attributes(method: method, path: path, isWatch: flag("watch"))
  }
}
