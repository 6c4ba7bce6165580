import ClusterNames
import Objects

/// One address behind a Service that may be answered, with the ports of its slice.
struct ReadyEndpoint: Hashable {
  /// The endpoint's hostname, or its address with dashes (K8s DNS §2.4.1 leaves that to us).
  var host: String
  var hasHostname: Bool
  var address: IPAddress
  var ports: [EndpointPort]
}

extension ReadyEndpoint {
  /// The ready endpoints of a Service's slices in their order of arrival; a slice that says nothing of
  /// readiness counts as ready, and a name that cannot be one is left out.
  static func all(in slices: [EndpointSlice]) -> [ReadyEndpoint] {
    slices.flatMap { slice in
      slice.endpoints.flatMap { endpoint -> [ReadyEndpoint] in
        guard endpoint.isReady != false else { return [] }
        return endpoint.addresses.compactMap { text in
          guard let address = try? IPAddress(text) else { return nil }
          return ReadyEndpoint(
            host: endpoint.hostname.isEmpty ? address.dashedText : endpoint.hostname.lowercased(),
            hasHostname: !endpoint.hostname.isEmpty, address: address,
            ports: slice.ports.filter { $0.port != nil })
        }
      }
    }
  }
}
