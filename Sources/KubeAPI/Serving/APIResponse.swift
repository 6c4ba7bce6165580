package import Objects

/// An answer before it goes to the wire.
package struct APIResponse: Sendable {
  package enum Body: Sendable {
    case octets([UInt8])
    /// Written as it happens, until the watch ends.
    case watch(WatchStream)
  }

  package var status: Int
  package var contentType: String
  /// Beyond `Content-Type` and `Cache-Control`.
  package var headers: [(name: String, value: String)]
  package var body: Body

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
    self.init(
      status: status, contentType: contentType, headers: headers,
      body: .octets(value.jsonOctets(escapingHTML: true) + [0x0A]))
  }

  static let yaml = "application/yaml"

  /// What is said to be YAML was composed as JSON: so it is until here, where everything passes.
  mutating func write(_ composeYAML: (Value) -> String) {
    guard contentType == Self.yaml, let octets, let value = try? Value.parse(json: octets) else {
      return
    }
    body = .octets(Array(composeYAML(value).utf8))
  }

  /// Plain text, as the health endpoints and unknown paths have it.
  package static func text(_ text: String, status: Int = 200) -> APIResponse {
    APIResponse(
      status: status, contentType: "text/plain; charset=utf-8",
      headers: [("X-Content-Type-Options", "nosniff")], body: .octets(Array(text.utf8)))
  }

  package init(_ error: StatusError) {
    self.init(error.value, status: error.code, headers: error.headers)
  }

  /// What clients print beside their own output (RFC 7234 §5.5, code 299).
  package mutating func warn(_ texts: [String]) {
    for text in texts {
      headers.append(("Warning", "299 - \(Value.string(text).json())"))
    }
  }

  /// nil for a watch.
  package var octets: [UInt8]? {
    if case .octets(let octets) = body { octets } else { nil }
  }
}
