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
    var ready: [ReadyEndpoint] = []
    for slice in slices {
      let ports = slice.ports.filter { $0.port != nil }
      for endpoint in slice.endpoints where endpoint.isReady != false {
        for text in endpoint.addresses {
          guard let address = try? IPAddress(text) else { continue }
          ready.append(
            ReadyEndpoint(
              host: endpoint.hostname.isEmpty ? address.dashedText : endpoint.hostname.lowercased(),
              hasHostname: !endpoint.hostname.isEmpty, address: address, ports: ports))
        }
      }
    }
    return ready
  }
}
