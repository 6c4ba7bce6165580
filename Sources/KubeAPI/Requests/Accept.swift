import Objects

/// In which form a client wants its answer (RFC 9110 §12.5.1, with Kubernetes' parameters).
struct Accept: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    /// Whole objects and lists.
    case object
    /// Rows of cells, of this version of `meta.k8s.io`.
    case table(version: String)
    /// Metadata alone.
    case metadata(version: String)
    /// `APIGroupDiscoveryList`, on /api and /apis.
    case aggregatedDiscovery
  }

  var form: Form
  /// YAML is asked for.
  var isYAML: Bool
  /// JSON for people is asked for: `application/json;pretty=1`.
  var isIndented = false

  /// Of the answer. Tables and metadata are JSON to HTTP.
  var contentType: String {
    switch form {
    case .aggregatedDiscovery: Discovery.aggregatedMediaType
    default: isYAML ? APIResponse.yaml : "application/json"
    }
  }

  /// What clients get that do not care.
  static let json = Accept(form: .object, isYAML: false)

  private init(form: Form, isYAML: Bool) {
    self.form = form
    self.isYAML = isYAML
  }

  /// The first of the header's types that is served here.
  init(_ header: String) throws(StatusError) {
    let ranges = header.split(separator: ",").map(MediaRange.init)
    if ranges.isEmpty {
      self = .json
      return
    }
    // Equal qualities keep the client's order.
    let sorted = ranges.enumerated().sorted { a, b in
      (b.element.quality, a.offset) < (a.element.quality, b.offset)
    }
    for (_, range) in sorted where range.quality > 0 {
      if let accept = Self(range) {
        self = accept
        return
      }
    }
    throw .notAcceptable
  }

  /// nil: not served. A form in an unknown version is not served either, so that the client's next
  /// choice counts.
  private init?(_ range: MediaRange) {
    let isYAML: Bool
    switch range.type {
    case "*/*", "application/*", "application/json": isYAML = false
    case APIResponse.yaml: isYAML = true
    default: return nil
    }
    let version = range.parameters["v"] ?? "v1"
    switch (range.parameters["as"], range.parameters["g"]) {
    case (nil, _): self.init(form: .object, isYAML: isYAML)
    case ("Table", "meta.k8s.io") where ["v1", "v1beta1"].contains(version):
      self.init(form: .table(version: version), isYAML: isYAML)
    case ("PartialObjectMetadata", "meta.k8s.io"), ("PartialObjectMetadataList", "meta.k8s.io"):
      guard ["v1", "v1beta1"].contains(version) else { return nil }
      self.init(form: .metadata(version: version), isYAML: isYAML)
    case ("APIGroupDiscoveryList", "apidiscovery.k8s.io") where version == "v2":
      self.init(form: .aggregatedDiscovery, isYAML: false)
    default: return nil
    }
    isIndented = range.parameters["pretty"] == "1"
  }
}

/// One member of an Accept header.
private struct MediaRange {
  var type: String
  var parameters: [String: String] = [:]
  /// In thousandths (RFC 9110 §12.4.2).
  var quality = 1000

  init(_ text: Substring) {
    let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
    type = parts.first?.lowercased() ?? ""
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { continue }
      if pair[0] == "q" {
        quality = Int((Double(pair[1]) ?? 1) * 1000)
      } else {
        parameters[pair[0]] = pair[1]
      }
    }
  }
}
