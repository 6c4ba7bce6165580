package import Registry

/// Why the listener did not start. The texts name the option and say what to do.
package enum TransportError: Error, Hashable {
  /// EACCES or EPERM.
  case forbidden(Endpoint)
  /// Another socket of this machine has the port.
  case taken(Endpoint, TransportKind)
  /// The address is not one of this machine's.
  case notLocal(Endpoint)
  /// None of the endpoints belongs to an address family that this machine has.
  case familyMissing([Endpoint])
  /// Two endpoints of ours take the same queries.
  case overlap(Endpoint, with: Endpoint)
  /// No port was free for UDP and TCP both.
  case noSharedPort(Endpoint, attempts: Int)
  /// What else a system call said.
  case system(Endpoint?, SystemCallError)
}

extension TransportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .forbidden(let endpoint) where (1..<1024).contains(endpoint.port):
      "--dns \(endpoint): permission denied (ports below 1024 need root or CAP_NET_BIND_SERVICE); "
        + "choose a port above 1023, for example --dns \(endpoint.suggestion)"
    case .forbidden(let endpoint):
      "--dns \(endpoint): permission denied; choose another address or port, "
        + "for example --dns \(endpoint.suggestion)"
    case .taken(let endpoint, let transport):
      "--dns \(endpoint): address already in use (\(transport == .udp ? "UDP" : "TCP")): another server listens "
        + "there; stop it, or choose another port, for example --dns \(endpoint.suggestion)"
    case .notLocal(let endpoint):
      "--dns \(endpoint): this machine has no such address; choose one that `ip address` lists, "
        + "or \(endpoint.address.isIPv6 ? "[::]" : "0.0.0.0"):\(endpoint.port) for all of them"
    case .familyMissing(let endpoints):
      "--dns \(endpoints.map(\.description).joined(separator: ", ")): "
        + "this machine has no such address family; for example --dns 127.0.0.1:1053"
    case .overlap(let endpoint, let earlier) where endpoint == earlier:
      "--dns \(endpoint): given twice"
    case .overlap(let endpoint, let earlier):
      "--dns \(endpoint): takes the same queries as --dns \(earlier); leave one of them out"
    case .noSharedPort(let endpoint, let attempts):
      "--dns \(endpoint): no port free for UDP and TCP both in \(attempts) attempts; name a port, "
        + "for example --dns \(endpoint.suggestion)"
    case .system(let endpoint?, let error): "--dns \(endpoint): \(error)"
    case .system(nil, let error): "--dns: \(error)"
    }
  }
}

extension Endpoint {
  /// The same address with a port that is likelier to work.
  fileprivate var suggestion: Endpoint {
    var other = self
    other.port =
      switch port {
      case 0, .max: 1053
      case ..<1024: port + 1000
      default: port + 1
      }
    return other
  }
}
