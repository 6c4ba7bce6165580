package import Objects

/// An answer before it goes to the wire.
package struct APIResponse: Sendable {
  package enum Body: Sendable {
    case octets([UInt8])
    /// JSON, or YAML where the media type says so; composed last, in the form that is asked for.
    case value(Value)
    /// Written as it happens, until the watch ends.
    case watch(WatchStream)
  }

  package var status: Int
  package var contentType: String
  /// Beyond `Content-Type` and `Cache-Control`.
  package var headers: [(name: String, value: String)]
  package var body: Body
  private var warnings = WarningHeaders()

  package init(
    status: Int = 200, contentType: String, headers: [(name: String, value: String)] = [],
    body: Body
  ) {
    self.status = status
    self.contentType = contentType
    self.headers = headers
    self.body = body
  }

  /// JSON.
  package init(
    _ value: Value, status: Int = 200, headers: [(name: String, value: String)] = [],
    contentType: String = "application/json"
  ) {
    self.init(status: status, contentType: contentType, headers: headers, body: .value(value))
  }

  static let yaml = "application/yaml"

  /// What upstream indents for every client.
  static func indented(_ value: Value) -> APIResponse {
    APIResponse(contentType: "application/json", body: .octets(json(value, isIndented: true)))
  }

  /// Every answer passes here last.
  func composed(
    for request: APIRequest, _ composeYAML: ((Value) -> String)? = nil
  ) -> APIResponse {
    guard case .value(let value) = body else { return self }
    var response = self
    if contentType == Self.yaml, let composeYAML {
      response.body = .octets(Array(composeYAML(value).utf8))
    } else {
      let isIndented = contentType != Self.yaml && request.wantsIndentation
      response.body = .octets(Self.json(value, isIndented: isIndented))
    }
    return response
  }

  /// Go's encoder ends its text with a line end, and `MarshalIndent` does not.
  private static func json(_ value: Value, isIndented: Bool) -> [UInt8] {
    isIndented
      ? value.jsonOctets(escapingHTML: true, indentation: 2)
      : value.jsonOctets(escapingHTML: true) + [0x0A]
  }

  /// Plain text, as the health endpoints and unknown paths have it.
  package static func text(_ text: String, status: Int = 200) -> APIResponse {
    APIResponse(
      status: status, contentType: "text/plain; charset=utf-8",
      headers: [("X-Content-Type-Options", "nosniff")], body: .octets(Array(text.utf8)))
  }

  package init(_ error: StatusError) {
    self.init(error.value, status: error.code, headers: error.headers)
    warn(error.warnings)
  }

  /// Adds what clients print beside their own output.
  ///
  /// - Parameter first: before what was added earlier.
  package mutating func warn(_ texts: [String], first: Bool = false) {
    let all = first ? texts + warnings.texts : warnings.texts + texts
    warnings = WarningHeaders()
    for text in all { warnings.add(text) }
    headers.removeAll { $0.name == WarningHeaders.name }
    headers += warnings.values.map { (WarningHeaders.name, $0) }
  }

  /// nil for a watch, and for what is not composed yet.
  package var octets: [UInt8]? {
    if case .octets(let octets) = body { octets } else { nil }
  }
}
