import ClusterNames
import Registry
import Resolver
import Testing

@testable import Transport

/// The suites that open sockets, one test at a time: some look at what the process has open.
@Suite(.serialized) struct ListenerTests {}

/// A listener over an empty registry: whatever is asked is REFUSED.
func makeListener(
  _ texts: String..., workers: Int = 1, limits: TransportLimits = TransportLimits()
) throws -> DNSListener {
  let registry = Registry { 1 }
  registry.markSynced()
  return try DNSListener(
    endpoints: texts.map { try Endpoint($0) }, workers: workers, registry: registry,
    resolver: Resolver(registry: registry, domain: .default), limits: limits)
}

extension Endpoint {
  /// The port of this endpoint at another address.
  func at(_ address: String) throws -> Endpoint {
    Endpoint(address: try IPAddress(address), port: port)
  }
}
