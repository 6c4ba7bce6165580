import Objects

/// For whom an endpoint is meant first (`spec.trafficDistribution` of its Service).
struct TrafficHints {
  private let meansNodes: Bool

  /// nil where it is left to chance.
  init?(_ service: Service) {
    switch service.spec.rest["trafficDistribution"]?.string {
    case "PreferClose", "PreferSameZone": meansNodes = false
    case "PreferSameNode": meansNodes = true
    default: return nil
    }
  }

  /// Its own zone and, if they are meant, its own node. One that is not ready has none.
  func value(for endpoint: SliceEndpoint) -> Value? {
    guard endpoint.isReady == true else { return nil }
    var hints: [String: Value] = [:]
    if let zone = endpoint.rest["zone"] { hints["forZones"] = [["name": zone]] }
    if meansNodes, !endpoint.nodeName.isEmpty {
      hints["forNodes"] = [["name": .string(endpoint.nodeName)]]
    }
    return hints.isEmpty ? nil : .object(hints)
  }
}
